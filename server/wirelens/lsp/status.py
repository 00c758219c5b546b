"""`wirelens/status`: git, findings and running jobs, for status bars. Sent to clients that asked for it, whenever it is another.

`git` is the first of the `repositories`, whose `folder` is the URI of the folder that they were found in.
"""

from typing import Any

from wirelens.lsp.server import Server
from wirelens.messages.visible import visible
from wirelens.model.git_state import SHORT_NAME, GitState

STATUS = "wirelens/status"


def register(server: Server) -> None:
    """Sends it."""
    sent: dict[str, Any] | None = None

    def send() -> None:
        nonlocal sent
        status = _status(server)
        if server.options.wants_status and status is not None and status != sent:
            sent = status
            server.protocol.notify(STATUS, status)

    server.on_snapshot.append(send)
    server.on_jobs.append(send)


def _status(server: Server) -> dict[str, Any] | None:
    snapshot = server.session.snapshot
    if snapshot is None:
        return None
    repositories = [{"folder": repository.folder.as_uri(), **_git(state)} for repository, state in server.session.git.status.states]
    severities = [finding.severity for finding in snapshot.findings]
    return {
        "git": None if snapshot.git is None else _git(snapshot.git),
        "repositories": repositories,
        "findings": {"errors": severities.count("error"), "warnings": severities.count("warning")},
        "jobs": server.session.narration.running,
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
