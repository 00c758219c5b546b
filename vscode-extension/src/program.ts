import { constants } from "node:fs";
import { access, realpath } from "node:fs/promises";
import * as path from "node:path";
import * as vscode from "vscode";

/**
 * The absolute path of the program that `name` stands for: itself if absolute, else the first of that name on PATH.
 *
 * Relative entries of PATH are passed over, since what they mean depends on the workspace, and so is everything inside the folders of a
 * workspace that is not trusted. Undefined if there is none.
 */
export async function findProgram(name: string): Promise<string | undefined> {
  const folders = path.isAbsolute(name) ? [""] : (process.env["PATH"] ?? "").split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  const suffixes = process.platform === "win32" ? ["", ".exe"] : [""];
  for (const folder of folders) {
    for (const suffix of suffixes) {
      const candidate = path.join(folder, name + suffix);
      if ((await isExecutable(candidate)) && (await mayRun(candidate))) return candidate;
    }
  }
  return undefined;
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function mayRun(file: string): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  for (const spelling of [file, await realpath(file)]) {
    if (vscode.workspace.getWorkspaceFolder(vscode.Uri.file(spelling)) !== undefined) return false;
  }
  return true;
}
