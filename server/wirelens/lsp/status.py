"""`wirelens/status`: git, findings and running jobs, for status bars. Sent to clients that asked for it, whenever it is another."""

from typing import Any

from wirelens.lsp.server import Server

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
    git = snapshot.git
    severities = [finding.severity for finding in snapshot.findings]
    return {
        "git": None if git is None else {"branch": git.branch, "ahead": git.ahead, "behind": git.behind, "changed": len(git.changed)},
        "findings": {"errors": severities.count("error"), "warnings": severities.count("warning")},
        "jobs": server.session.narration.running,
    }
