"""The file that a command is about."""

from collections.abc import Callable
from dataclasses import dataclass

from wirelens.lsp.server import Server
from wirelens.model.message import message
from wirelens.model.snapshot import Snapshot
from wirelens.workspace.folders import Root

_SECONDS_TO_SETTLE = 10.0


@dataclass(frozen=True, slots=True)
class CommandSubject:
    """A file of the workspace, in a moment in which it is analysed as it is in the editor. `text_of` gives the texts of that moment."""

    key: str
    root: Root
    snapshot: Snapshot
    text_of: Callable[[str], str | None]


def workspace_snapshot(server: Server) -> Snapshot | None:
    """The snapshot of all folders, or None after the user was told why there is none."""
    if not server.session.files.folders:
        server.notice(message("server.no-folder"), "information")
        return None
    if server.session.snapshot is None:
        server.notice(message("server.still-indexing"), "information")
    return server.session.snapshot


async def command_subject(server: Server, uri: str) -> CommandSubject | None:
    """The file, or None after the user was told why it is not to be had."""
    session = server.session
    key = session.files.key(uri)
    if key is None:
        server.notice(message("server.not-in-workspace", file=uri), "warning")
        return None
    snapshot = await session.settled(uri, _SECONDS_TO_SETTLE)
    if snapshot is None:
        server.notice(message("server.still-indexing"), "information")
        return None
    if key not in snapshot.files:
        server.notice(message("server.not-in-workspace", file=key), "warning")
        return None
    return CommandSubject(key, session.files.root(key), snapshot, session.text_of())
