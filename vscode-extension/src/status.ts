import * as vscode from "vscode";
import { State } from "vscode-languageclient/node";

/** What git says of a repository. A detached HEAD has no branch; a branch without upstream is neither ahead nor behind. */
interface GitStatus {
  branch: string | null;
  commit: string | null;
  upstream: string | null;
  ahead: number | null;
  behind: number | null;
  changed: number;
  staged: number;
  unstaged: number;
  untracked: number;
  conflicted: number;
}

/** What the server tells with `wirelens/status`. `git` is the first of the repositories. */
export interface ServerStatus {
  git: GitStatus | null;
  repositories: (GitStatus & { folder: string })[];
  findings: { errors: number; warnings: number };
  jobs: number;
}

/** The item in the status bar: branch, findings and running jobs, with the details as its tooltip. */
export class StatusBarItem implements vscode.Disposable {
  private status: ServerStatus | undefined;
  private readonly item = vscode.window.createStatusBarItem("wirelens.status", vscode.StatusBarAlignment.Left);

  constructor(command: string) {
    this.item.name = "Wirelens";
    this.item.command = command;
    this.showState(State.Starting);
    this.item.show();
  }

  showState(state: State): void {
    this.status = undefined;
    const stopped = state === State.Stopped;
    const sentence = stopped ? vscode.l10n.t("The server is not running.") : vscode.l10n.t("Reading the workspace…");
    this.show(stopped ? "$(debug-disconnect) Wirelens" : "$(sync~spin) Wirelens", [{ icon: "arrow-swap", text: sentence }]);
    if (stopped) this.item.backgroundColor = new vscode.ThemeColor("statusBarItem.warningBackground");
  }

  showStatus(status: ServerStatus): void {
    this.status = status;
    this.refresh();
  }

  /** Shows the repository of the file that is open now. */
  refresh(): void {
    if (this.status === undefined) return;
    const status = { ...this.status, git: repositoryAtHand(this.status) };
    this.show(summary(status), details(status));
  }

  dispose(): void {
    this.item.dispose();
  }

  private show(text: string, lines: Line[]): void {
    this.item.text = text;
    this.item.backgroundColor = undefined;
    this.item.tooltip = new vscode.MarkdownString("**Wirelens**", true);
    for (const line of lines) this.item.tooltip.appendMarkdown(`\n\n$(${line.icon}) `).appendText(line.text);
    this.item.accessibilityInformation = { label: ["Wirelens", ...lines.map((line) => line.text)].join(", "), role: "button" };
  }
}

interface Line {
  icon: string;
  text: string;
}

/** The innermost repository that holds the open file, else the first. */
function repositoryAtHand({ git, repositories }: ServerStatus): GitStatus | null {
  const path = vscode.window.activeTextEditor?.document.uri.path;
  const holding = repositories.filter(({ folder }) => path?.startsWith(`${vscode.Uri.parse(folder).path}/`));
  return holding.sort((one, other) => other.folder.length - one.folder.length)[0] ?? git;
}

function summary({ git, findings, jobs }: ServerStatus): string {
  const parts = ["$(arrow-swap)"];
  if (git !== null) parts.push(`$(git-branch) ${[branch(git), git.ahead && `↑${git.ahead}`, git.behind && `↓${git.behind}`].filter(Boolean).join(" ")}`);
  if (findings.errors > 0) parts.push(`$(error) ${findings.errors}`);
  if (findings.warnings > 0) parts.push(`$(warning) ${findings.warnings}`);
  if (findings.errors + findings.warnings === 0) parts.push("$(check)");
  if (jobs > 0) parts.push(`$(sync~spin) ${jobs}`);
  return parts.join("  ");
}

function details({ git, findings, jobs }: ServerStatus): Line[] {
  const lines: Line[] = [];
  if (git !== null) {
    const parts = [branch(git)];
    if (git.ahead !== null && git.behind !== null) parts.push(vscode.l10n.t("ahead {0}, behind {1}", git.ahead, git.behind));
    parts.push(vscode.l10n.t("changed files: {0}", git.changed));
    if (git.staged > 0) parts.push(vscode.l10n.t("staged: {0}", git.staged));
    if (git.conflicted > 0) parts.push(vscode.l10n.t("in conflict: {0}", git.conflicted));
    lines.push({ icon: "git-branch", text: parts.join(" · ") });
  }
  lines.push({ icon: "error", text: vscode.l10n.t("Errors: {0}, warnings: {1}", findings.errors, findings.warnings) });
  if (jobs > 0) lines.push({ icon: "sync", text: vscode.l10n.t("Running jobs: {0}", jobs) });
  return lines;
}

function branch(git: GitStatus): string {
  return git.branch ?? git.commit ?? vscode.l10n.t("no branch");
}
