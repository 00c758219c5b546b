import * as vscode from "vscode";
import type { ShowDocumentParams, ShowDocumentRequest, ShowDocumentResult } from "vscode-languageclient/node";

/** Opens a report, which is Markdown outside the workspace, as a preview beside the code; any other document as VS Code does. */
export async function openDocument(
  params: ShowDocumentParams,
  token: vscode.CancellationToken,
  next: ShowDocumentRequest.HandlerSignature,
): Promise<ShowDocumentResult> {
  const uri = vscode.Uri.parse(params.uri);
  const isReport = uri.scheme === "file" && uri.path.endsWith(".md") && vscode.workspace.getWorkspaceFolder(uri) === undefined;
  if (!isReport || params.external) {
    const result = await next(params, token);
    return result instanceof Error ? { success: false } : result;
  }
  const options: vscode.TextDocumentShowOptions = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: params.takeFocus !== true };
  await vscode.commands.executeCommand("vscode.openWith", uri, "vscode.markdown.preview.editor", options);
  return { success: true };
}
