import * as vscode from "vscode";

const NAME = "gemini.apiKey";

/** The user's key for Gemini, kept where the operating system keeps secrets. */
export class GeminiKey {
  /** Fires when the key was set or removed, in this window or another. */
  readonly onDidChange: vscode.Event<void>;

  constructor(private readonly secrets: vscode.SecretStorage) {
    this.onDidChange = (listener, self, disposables) =>
      secrets.onDidChange((event) => event.key === NAME && listener.call(self), undefined, disposables);
  }

  /** The environment that a server shall have: the stored key goes over whatever keys are in this process's own. */
  async environment(): Promise<NodeJS.ProcessEnv> {
    const key = await this.secrets.get(NAME);
    if (key === undefined || !vscode.workspace.isTrusted) return process.env;
    const { GOOGLE_API_KEY: _hiddenByTheStoredKey, ...others } = process.env;
    return { ...others, GEMINI_API_KEY: key };
  }

  /** Whether a trusted workspace's server would have no key. */
  async isMissing(): Promise<boolean> {
    const environment = await this.environment();
    return vscode.workspace.isTrusted && !environment["GEMINI_API_KEY"] && !environment["GOOGLE_API_KEY"];
  }

  /** Says that a key is needed and takes it; answers whether there is one now. */
  async offer(): Promise<boolean> {
    const set = vscode.l10n.t("Set Gemini API Key");
    const sentence = vscode.l10n.t("This needs a Gemini API key. Get one at https://aistudio.google.com/apikey.");
    return (await vscode.window.showInformationMessage(sentence, set)) === set && (await this.ask());
  }

  /** Takes a key and stores it; answers whether one was given. */
  async ask(): Promise<boolean> {
    const key = await vscode.window.showInputBox({
      title: vscode.l10n.t("Gemini API Key"),
      prompt: vscode.l10n.t("The key is kept in this computer's secret storage and given to the Wirelens server only."),
      password: true,
      ignoreFocusOut: true,
      validateInput: (text) => (text.trim() === "" ? vscode.l10n.t("Paste the key here.") : undefined),
    });
    if (key !== undefined) await this.secrets.store(NAME, key.trim());
    return key !== undefined;
  }

  async remove(): Promise<void> {
    await this.secrets.delete(NAME);
  }
}
