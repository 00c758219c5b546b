import * as os from "node:os";
import * as vscode from "vscode";
import { CloseAction, type CloseHandlerResult, ErrorAction, LanguageClient, type LanguageClientOptions, type Middleware, State } from "vscode-languageclient/node";
import type { InitializationOptions } from "./settings";

/** The last is what VS Code calls the buffer that git opens for a commit's message. */
const LANGUAGES = ["python", "javascript", "javascriptreact", "typescript", "typescriptreact", "vue", "svelte", "html", "django-html", "jinja-html", "git-commit"];

const RESTARTS = 4;
const RESTARTS_WITHIN_MS = 3 * 60 * 1000;

export interface ServerLaunch {
  /** The server's absolute path. */
  program: string;
  environment: NodeJS.ProcessEnv;
  initializationOptions: InitializationOptions;
}

/** The client's complaints go to the output alone: what the user should hear of, the extension says once. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/**
 * A client of the server, not yet started. A server that ends by itself is started again, unless it never ran; `onGivenUp` is called when it
 * ended so often that it is not.
 */
export function createClient(launch: ServerLaunch, output: vscode.LogOutputChannel, middleware: Middleware, onGivenUp: () => void): LanguageClient {
  const ends: number[] = [];
  let hasRun = false;
  const closed = (): CloseHandlerResult => {
    if (!hasRun) return { action: CloseAction.DoNotRestart, handled: true };
    const now = Date.now();
    const allowance = ends.at(-RESTARTS);
    ends.push(now);
    if (allowance === undefined || now - allowance > RESTARTS_WITHIN_MS) return { action: CloseAction.Restart, handled: true };
    onGivenUp();
    return { action: CloseAction.DoNotRestart, handled: true };
  };
  const options: LanguageClientOptions = {
    documentSelector: LANGUAGES.map((language) => ({ scheme: "file", language })),
    outputChannel: output,
    initializationOptions: launch.initializationOptions,
    initializationFailedHandler: () => false,
    errorHandler: {
      closed,
      error: (_error, _message, count) => ({ action: (count ?? 0) <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown, handled: true }),
    },
    middleware,
  };
  // The current folder is not the workspace: Windows looks for programs there before PATH.
  const server = { command: launch.program, args: ["serve"], options: { cwd: os.homedir(), env: launch.environment } };
  const client = new QuietClient("wirelens", "Wirelens", server, options);
  client.onDidChangeState(({ newState }) => (hasRun ||= newState === State.Running));
  return client;
}
