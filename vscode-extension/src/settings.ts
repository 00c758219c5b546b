import * as vscode from "vscode";

/** What the server is told at its start. The user's own layer stays apart from the workspace's: only the former may decide where code and keys go. */
export interface InitializationOptions {
  settings: Record<string, unknown>;
  workspaceSettings: Record<string, unknown>;
  trusted: boolean;
  statusNotifications: true;
  /** The text that a command answers is put on the clipboard. */
  copiesText: true;
}

/** The settings as VS Code holds them now. The keys are those of this extension's manifest, without `wirelens.`. */
export function initializationOptions(extension: vscode.Extension<unknown>): InitializationOptions {
  const options: InitializationOptions = {
    settings: {},
    workspaceSettings: {},
    trusted: vscode.workspace.isTrusted,
    statusNotifications: true,
    copiesText: true,
  };
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const configuration = vscode.workspace.getConfiguration("wirelens", folder);
  for (const key of settingKeys(extension)) {
    const layers = configuration.inspect(key);
    if (layers?.globalValue !== undefined) options.settings[key] = layers.globalValue;
    const ofWorkspace = layers?.workspaceFolderValue ?? layers?.workspaceValue;
    if (ofWorkspace !== undefined) options.workspaceSettings[key] = ofWorkspace;
  }
  return options;
}

/** Where the user says that the server is: never the workspace's word. */
export function serverPath(): string {
  const layers = vscode.workspace.getConfiguration("wirelens").inspect<string>("server.path");
  return layers?.globalValue || layers?.defaultValue || "wirelens";
}

function settingKeys(extension: vscode.Extension<unknown>): string[] {
  const manifest = extension.packageJSON as { contributes: { configuration: { properties: Record<string, unknown> } } };
  return Object.keys(manifest.contributes.configuration.properties).map((name) => name.slice("wirelens.".length));
}
