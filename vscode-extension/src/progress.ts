import * as vscode from "vscode";
import type {
  HandleWorkDoneProgressSignature,
  ProgressToken,
  WorkDoneProgressBegin,
  WorkDoneProgressEnd,
  WorkDoneProgressReport,
} from "vscode-languageclient/node";

/** A job of the server that the user may cancel. */
export interface Job {
  readonly title: string;
  readonly message: string | undefined;
  cancel(): void;
}

interface OpenJob extends Job {
  message: string | undefined;
  percentage: number;
  toast: vscode.Progress<{ message?: string; increment?: number }> | undefined;
  close(): void;
}

/** Shows work that can be cancelled as a notification with a Cancel button; the language client alone would hide it in the status bar. */
export class JobNotifications {
  private readonly open = new Map<ProgressToken, OpenJob>();

  constructor(private readonly sendCancel: (token: ProgressToken) => void) {}

  get jobs(): readonly Job[] {
    return [...this.open.values()];
  }

  handle(token: ProgressToken, params: WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd, next: HandleWorkDoneProgressSignature): void {
    const job = this.open.get(token);
    if (params.kind === "begin" && params.cancellable) this.begin(token, params);
    else if (job === undefined) next(token, params);
    else if (params.kind === "report") report(job, params);
    else if (params.kind === "end") this.end(token);
  }

  /** Closes every notification, since the server that would have ended them is gone. */
  closeAll(): void {
    for (const token of [...this.open.keys()]) this.end(token);
  }

  private begin(token: ProgressToken, params: WorkDoneProgressBegin): void {
    let close: () => void = () => undefined;
    const closed = new Promise<void>((resolve) => (close = resolve));
    const job: OpenJob = { title: params.title, message: params.message, percentage: 0, toast: undefined, cancel: () => this.sendCancel(token), close };
    this.open.set(token, job);
    void vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: params.title, cancellable: true },
      (toast, cancellation) => {
        job.toast = toast;
        cancellation.onCancellationRequested(job.cancel);
        show(job, job.percentage);
        return closed;
      },
    );
    report(job, params);
  }

  private end(token: ProgressToken): void {
    this.open.get(token)?.close();
    this.open.delete(token);
  }
}

function report(job: OpenJob, params: WorkDoneProgressBegin | WorkDoneProgressReport): void {
  job.message = params.message ?? job.message;
  const percentage = Math.max(job.percentage, params.percentage ?? 0);
  const increment = percentage - job.percentage;
  job.percentage = percentage;
  show(job, increment);
}

function show(job: OpenJob, increment: number): void {
  job.toast?.report({ ...(job.message !== undefined && { message: job.message }), ...(increment > 0 && { increment }) });
}
