import { isDeepStrictEqual } from "node:util";
import * as vscode from "vscode";
import { type LanguageClient, type Middleware, State, WorkDoneProgressCancelNotification } from "vscode-languageclient/node";
import { peekCallers } from "./callers";
import { createClient, type ServerLaunch } from "./client";
import type { GeminiKey } from "./key";
import { findProgram } from "./program";
import { JobNotifications } from "./progress";
import { openDocument } from "./report";
import { initializationOptions, serverPath } from "./settings";
import type { ServerStatus, StatusBarItem } from "./status";

/** What a server is started with; without a program it cannot be. */
type Launch = Omit<ServerLaunch, "program"> & { program: string | undefined };

const COPIED_SHOWN_MS = 5_000;

/** The commands that a button or an action runs before anyone may have thought of a key. */
const NEED_A_KEY = [
  "wirelens.explain",
  "wirelens.explainFunction",
  "wirelens.explainEndpoint",
  "wirelens.explainFlow",
  "wirelens.explainChanged",
  "wirelens.draftCommitByGemini",
];

/** The one server of this window: started, restarted and stopped in turn, never twice at once. */
export class Server {
  private client: LanguageClient | undefined;
  private turn: Promise<void> = Promise.resolve();
  private launch: Launch | undefined;
  private readonly notifications = new JobNotifications((token) => {
    void this.client?.sendNotification(WorkDoneProgressCancelNotification.type, { token });
  });

  constructor(
    private readonly extension: vscode.Extension<unknown>,
    private readonly key: GeminiKey,
    private readonly output: vscode.LogOutputChannel,
    private readonly statusBar: StatusBarItem,
  ) {}

  get jobs(): JobNotifications["jobs"] {
    return this.notifications.jobs;
  }

  get isRunning(): boolean {
    return this.client?.state === State.Running;
  }

  /** Starts the server anew, whether it runs or not. */
  restart(): Promise<void> {
    return this.inTurn(async () => this.replace(await this.launchOfNow()));
  }

  /** Starts the server anew if settings, key or trust of now are others than those that it was started with. */
  update(): Promise<void> {
    return this.inTurn(async () => {
      const launch = await this.launchOfNow();
      if (!isDeepStrictEqual(launch, this.launch)) await this.replace(launch);
    });
  }

  stop(): Promise<void> {
    return this.inTurn(() => this.end());
  }

  /** Has the server carry out one of its commands, after any restart under way, and answers what it answers; a refusal is shown to the user. */
  async execute<Answer = unknown>(command: string, ...args: unknown[]): Promise<Answer | undefined> {
    await this.turn;
    if (!this.isRunning) {
      await this.explainAbsence();
      return undefined;
    }
    try {
      return await vscode.commands.executeCommand<Answer>(command, ...args);
    } catch (error) {
      void vscode.window.showErrorMessage(`Wirelens: ${error instanceof Error ? error.message : String(error)}`.replaceAll("](", "] ("));
      return undefined;
    }
  }

  /** Says why there is no server, and offers what mends it. */
  async explainAbsence(): Promise<void> {
    const path = serverPath();
    const found = (await findProgram(path)) !== undefined;
    const openSetting = vscode.l10n.t("Open Setting");
    const showOutput = vscode.l10n.t("Show Output");
    const answer = found
      ? await vscode.window.showErrorMessage(vscode.l10n.t('Wirelens: "{0} serve" does not run. Installing it anew may mend it.', path), openSetting, showOutput)
      : await vscode.window.showErrorMessage(vscode.l10n.t('Wirelens needs its server, and "{0}" was not found. Install it as its README says, or set its path.', path), openSetting);
    if (answer === openSetting) await openSettings("wirelens.server.path");
    if (answer === showOutput) this.output.show();
  }

  private inTurn(step: () => Promise<void>): Promise<void> {
    this.turn = this.turn.then(step).catch((error: unknown) => this.output.error(String(error)));
    return this.turn;
  }

  private async launchOfNow(): Promise<Launch> {
    return {
      program: await findProgram(serverPath()),
      environment: await this.key.environment(),
      initializationOptions: initializationOptions(this.extension),
    };
  }

  private async replace(launch: Launch): Promise<void> {
    await this.end();
    this.launch = launch;
    this.statusBar.showState(State.Starting);
    if (launch.program === undefined) return this.absent();
    const client = createClient({ ...launch, program: launch.program }, this.output, this.middleware(), () => this.absent());
    this.client = client;
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) return;
      this.notifications.closeAll();
      if (this.client === client) this.statusBar.showState(newState);
    });
    client.onNotification("wirelens/status", (status: ServerStatus) => this.statusBar.showStatus(status));
    await client.start().catch(() => this.absent());
  }

  private async end(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    await client?.dispose().catch((error: unknown) => this.output.warn(String(error)));
  }

  private absent(): void {
    this.statusBar.showState(State.Stopped);
    void this.explainAbsence();
  }

  private async executeOnceThereIsAKey(command: string, args: unknown[]): Promise<unknown> {
    if (!(await this.key.offer())) return undefined;
    await this.update();
    return this.execute(command, ...args);
  }

  private middleware(): Middleware {
    return {
      handleWorkDoneProgress: (token, params, next) => this.notifications.handle(token, params, next),
      executeCommand: async (command, args: unknown[], next) => {
        if (command === "wirelens.callers" && this.client !== undefined) return peekCallers(this.client, args);
        if (NEED_A_KEY.includes(command) && (await this.key.isMissing())) return this.executeOnceThereIsAKey(command, args);
        const answer: unknown = await next(command, args);
        if (command === "wirelens.copyAsCurl" && typeof answer === "string") await copy(answer);
        return answer;
      },
      window: { showDocument: openDocument },
    };
  }
}

async function copy(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(vscode.l10n.t("Copied: {0}", text), COPIED_SHOWN_MS);
}

/** Opens the settings of the machine that the server runs on. */
async function openSettings(query: string): Promise<void> {
  const command = vscode.env.remoteName === undefined ? "workbench.action.openSettings" : "workbench.action.openRemoteSettings";
  await vscode.commands.executeCommand(command, { query });
}
