import * as vscode from "vscode";
import { type LanguageClient, type Position, ReferencesRequest } from "vscode-languageclient/node";

/** Goes to the one caller of the handler at a code lens, or lets the user choose among several in VS Code's own peek view. */
export async function peekCallers(client: LanguageClient, args: unknown[]): Promise<void> {
  const [uri, position] = args as [string, Position];
  const parameters = { textDocument: { uri }, position, context: { includeDeclaration: false } };
  const references = await client.sendRequest(ReferencesRequest.type, parameters);
  const { protocol2CodeConverter: convert } = client;
  await vscode.commands.executeCommand(
    "editor.action.goToLocations",
    convert.asUri(uri),
    convert.asPosition(position),
    await convert.asReferences(references),
    "peek",
    vscode.l10n.t("No caller in this workspace."),
  );
}
