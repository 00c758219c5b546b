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

  async ask(): Promise<void> {
    const key = await vscode.window.showInputBox({
      title: vscode.l10n.t("Gemini API Key"),
      prompt: vscode.l10n.t("The key is kept in this computer's secret storage and given to the Wirelens server only."),
      password: true,
      ignoreFocusOut: true,
      validateInput: (text) => (text.trim() === "" ? vscode.l10n.t("Paste the key here.") : undefined),
    });
    if (key !== undefined) await this.secrets.store(NAME, key.trim());
  }

  async remove(): Promise<void> {
    await this.secrets.delete(NAME);
  }
}
