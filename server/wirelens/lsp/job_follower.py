"""How a job is shown: one progress, however often it was asked for, and its end."""

from typing import TYPE_CHECKING

from wirelens.explain.progress import Cancelled, Failed, Outcome, Stored
from wirelens.explain.progress import Progress as JobProgress
from wirelens.lsp.progress import Progress
from wirelens.lsp.report import open_report
from wirelens.model.message import message

if TYPE_CHECKING:
    from wirelens.lsp.server import Server
    from wirelens.workspace.explaining import Explaining


class JobFollower:
    """Follows a job for whoever asked for it. Who asks for the same while it runs joins the first one's progress."""

    def __init__(self, server: "Server", explaining: "Explaining", file: str, *, opens_report: bool) -> None:
        """Shows nothing yet.

        Args:
            server: where it is shown.
            explaining: who runs the job.
            file: the key of the file that is explained.
            opens_report: whether the report is opened when the job has succeeded.
        """
        self._server = server
        self._explaining = explaining
        self._file = file
        self._opens_report = opens_report
        self._leader = self
        self._shown: Progress | None = None

    def progressed(self, job: str, progress: JobProgress) -> None:
        """The job came further."""
        server = self._server
        self._leader = server.followed_jobs.setdefault(job, self)
        if self._leader is not self:
            self._leader._opens_report |= self._opens_report  # noqa: SLF001 - of the same class
            return
        if self._shown is None:
            title = server.text(message("server.explaining", file=self._file))
            self._shown = Progress(server, title, on_cancel=lambda: self._explaining.cancel(job))
            server.jobs_changed()
        self._shown.report(server.text(progress.sentence), progress.percentage)

    def ended(self, job: str, outcome: Outcome) -> None:
        """The job is over."""
        if self._leader is not self:
            return
        server = self._server
        server.followed_jobs.pop(job, None)
        server.jobs_changed()
        match outcome:
            case Stored():
                end = message("server.explained")
                server.session.narration.check()
                if self._opens_report:
                    server.start(open_report(server, self._file))
            case Failed(reason):
                end = message("server.explain-failed")
                server.notice(reason, "error")
            case Cancelled():
                end = message("server.explain-cancelled")
        if self._shown is not None:
            self._shown.end(server.text(end))
