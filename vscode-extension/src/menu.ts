import * as vscode from "vscode";
import type { Server } from "./server";

/** What a click on the status bar shows: the running jobs if there are any, else the problems. */
export async function showMenu(server: Server): Promise<void> {
  if (!server.isRunning) return server.explainAbsence();
  if (server.jobs.length === 0) return showProblems();
  const jobs = server.jobs.map((job) => ({
    label: `$(close) ${vscode.l10n.t("Cancel: {0}", job.title)}`,
    ...(job.message !== undefined && { description: job.message }),
    run: async () => job.cancel(),
  }));
  const problems = { label: `$(warning) ${vscode.l10n.t("Show Problems")}`, run: showProblems };
  const chosen = await vscode.window.showQuickPick([...jobs, problems], { title: "Wirelens" });
  await chosen?.run();
}

async function showProblems(): Promise<void> {
  await vscode.commands.executeCommand("workbench.panel.markers.view.focus");
}
