import * as vscode from "vscode";
import type { Server } from "./server";

/** What we use of the API of VS Code's own git extension (`extensions/git/src/api/git.d.ts` in its sources). */
interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): { repositories: Repository[]; getRepository(uri: vscode.Uri): Repository | null };
}
interface Repository {
  rootUri: vscode.Uri;
  inputBox: { value: string };
}

/** Puts what a command of the server drafts into the input box of Source Control; what stands there is replaced only after a question. */
export async function draftCommitMessage(server: Server, command: "wirelens.draftCommit" | "wirelens.draftCommitByGemini"): Promise<void> {
  const repository = await chosenRepository();
  if (repository === undefined) return;
  const box = repository.inputBox;
  const draft = await server.execute<string>(command, repository.rootUri.toString());
  if (!draft || draft === box.value) return;
  if (box.value.trim() !== "") {
    const replace = vscode.l10n.t("Replace");
    const answer = await vscode.window.showWarningMessage(vscode.l10n.t("There is a commit message already."), { modal: true, detail: draft }, replace);
    if (answer !== replace) return;
  }
  box.value = draft;
  await vscode.commands.executeCommand("workbench.view.scm");
}

async function chosenRepository(): Promise<Repository | undefined> {
  const extension = vscode.extensions.getExtension<GitExtension>("vscode.git");
  const exported = await extension?.activate();
  if (!exported?.enabled) {
    void vscode.window.showWarningMessage(vscode.l10n.t("VS Code's own Git support is switched off: there is no input box to put a draft into."));
    return undefined;
  }
  const git = exported.getAPI(1);
  const open = vscode.window.activeTextEditor?.document.uri;
  const own = open === undefined ? null : git.getRepository(open);
  if (own !== null || git.repositories.length < 2) return own ?? git.repositories[0];
  const items = git.repositories.map((repository) => ({ label: vscode.workspace.asRelativePath(repository.rootUri), repository }));
  return (await vscode.window.showQuickPick(items))?.repository;
}
