"""`wirelens/status`: git, findings and running jobs, for status bars. Sent to clients that asked for it, whenever it is another.

`git` is the first of the `repositories`, whose `folder` is the URI of the folder that they were found in.
"""

from typing import Any

from wirelens.lsp.server import Server
from wirelens.messages.visible import visible
from wirelens.model.git_state import SHORT_NAME, GitState
from wirelens.workspace.git_status import GitStatus

STATUS = "wirelens/status"


def register(server: Server) -> None:
    """Sends it."""
    sent: dict[str, Any] | None = None
    git = _Git()

    def send() -> None:
        nonlocal sent
        status = _status(server, git) if server.options.wants_status else None
        if status is not None and status != sent:
            sent = status
            server.protocol.notify(STATUS, status)

    server.on_snapshot.append(send)
    server.on_jobs.append(send)


class _Git:
    """What is said of git: made once for each of its states, since thousands of files may be changed."""

    def __init__(self) -> None:
        self._status: GitStatus | None = None
        self._said: dict[str, Any] = {}

    def of(self, status: GitStatus) -> dict[str, Any]:
        if status is not self._status:
            said = [{"folder": repository.folder.as_uri(), **_git(state)} for repository, state in status.states]
            first = {key: value for key, value in said[0].items() if key != "folder"} if said else None
            self._status, self._said = status, {"git": first, "repositories": said}
        return self._said


def _status(server: Server, git: _Git) -> dict[str, Any] | None:
    session = server.session
    if session.snapshot is None:
        return None
    severities = [finding.severity for finding in session.snapshot.findings]
    return {
        **git.of(session.git.status),
        "findings": {"errors": severities.count("error"), "warnings": severities.count("warning")},
        "jobs": session.narration.running,
    }


def _git(state: GitState) -> dict[str, Any]:
    """Counts of files; one that is staged and changed again is in both counts. `commit` is for a HEAD without branch."""
    return {
        "branch": None if state.branch is None else visible(state.branch),
        "commit": None if state.commit is None else state.commit[:SHORT_NAME],
        "upstream": None if state.upstream is None else visible(state.upstream),
        "ahead": state.ahead,
        "behind": state.behind,
        "changed": len(state.changed),
        "staged": sum(file.is_staged for file in state.changed),
        "unstaged": sum(file.is_unstaged for file in state.changed),
        "untracked": sum(file.is_untracked for file in state.changed),
        "conflicted": sum(file.is_conflicted for file in state.changed),
    }
