import * as vscode from "vscode";
import { commitStaged, inRepository } from "./git";
import { draftCommitMessage } from "./draft";
import { GeminiKey } from "./key";
import { showMenu } from "./menu";
import { Server } from "./server";
import { StatusBarItem } from "./status";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel("Wirelens", { log: true });
  const statusBar = new StatusBarItem("wirelens.showMenu");
  const key = new GeminiKey(context.secrets);
  const running = new Server(context.extension, key, output, statusBar);
  server = running;

  const ofActiveFile = (command: string) => async () => {
    const file = vscode.window.activeTextEditor?.document.uri;
    if (file !== undefined) await running.execute(command, file.toString());
  };
  const atCursor = (command: string) => async () => {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined) return;
    const { line, character } = editor.selection.active;
    await running.execute(command, editor.document.uri.toString(), { line, character });
  };
  const commands: Record<string, () => unknown> = {
    "wirelens.explainFile": ofActiveFile("wirelens.explain"),
    "wirelens.explainThisFunction": atCursor("wirelens.explainFunction"),
    "wirelens.explainThisEndpoint": atCursor("wirelens.explainEndpoint"),
    "wirelens.explainThisFlow": atCursor("wirelens.explainFlow"),
    "wirelens.explainChangedFiles": ofActiveFile("wirelens.explainChanged"),
    "wirelens.showWhatWouldBeSent": ofActiveFile("wirelens.showPrompt"),
    "wirelens.listExplanations": () => running.execute("wirelens.explanations"),
    "wirelens.showReport": ofActiveFile("wirelens.report"),
    "wirelens.showProjectReport": () => running.execute("wirelens.projectReport"),
    "wirelens.copyCurl": atCursor("wirelens.copyAsCurl"),
    "wirelens.openServerDocs": atCursor("wirelens.openDocs"),
    "wirelens.stageFile": () => inRepository(running, "wirelens.gitStage"),
    "wirelens.unstageFile": () => inRepository(running, "wirelens.gitUnstage"),
    "wirelens.commitStaged": () => commitStaged(running),
    "wirelens.draftCommitMessage": () => draftCommitMessage(running, "wirelens.draftCommit"),
    "wirelens.draftCommitMessageByGemini": () => draftCommitMessage(running, "wirelens.draftCommitByGemini"),
    "wirelens.pushBranch": () => inRepository(running, "wirelens.gitPush"),
    "wirelens.setKey": () => key.ask(),
    "wirelens.removeKey": () => key.remove(),
    "wirelens.restart": () => running.restart(),
    "wirelens.showOutput": () => output.show(),
    "wirelens.showMenu": () => showMenu(running),
  };
  context.subscriptions.push(
    output,
    statusBar,
    ...Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(name, run)),
    vscode.window.onDidChangeActiveTextEditor(() => statusBar.refresh()),
    key.onDidChange(() => running.update()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => running.update()),
    vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("wirelens") && running.update()),
  );
  await running.restart();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
