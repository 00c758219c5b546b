import * as vscode from "vscode";
import type { Server } from "./server";

/** Has the server do something in the repository of the open file, or of the first folder where none is open. */
export async function inRepository(server: Server, command: string, ...args: unknown[]): Promise<void> {
  const uri = subject();
  if (uri !== undefined) await server.execute(command, uri.toString(), ...args);
}

/** Asks for the message, then commits what is staged. */
export async function commitStaged(server: Server): Promise<void> {
  const message = await vscode.window.showInputBox({
    title: vscode.l10n.t("Commit What Is Staged"),
    prompt: vscode.l10n.t("The message of the commit."),
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === "" ? vscode.l10n.t("A commit needs a message.") : undefined),
  });
  if (message !== undefined) await inRepository(server, "wirelens.gitCommit", message);
}

function subject(): vscode.Uri | undefined {
  const open = vscode.window.activeTextEditor?.document.uri;
  return open?.scheme === "file" ? open : vscode.workspace.workspaceFolders?.[0]?.uri;
}
