"""The buffer that git opens for a commit's message."""

from pathlib import Path

from lsprotocol import types

from wirelens.lsp.server import Server
from wirelens.workspace.documents import LINE_END
from wirelens.workspace.folders import path_of

_NAME = "COMMIT_EDITMSG"
"""What git calls the file that it opens in an editor (git-commit(1), "FILES")."""


def is_message(uri: str) -> bool:
    """Whether git opened the document for a message."""
    return uri.endswith(f"/{_NAME}")


async def repository_of(server: Server, uri: str) -> Path | None:
    """The working tree whose message it is, of those that git may be asked about."""
    path, git = path_of(uri), server.session.git
    if not git.status.states:
        await git.read()  # an editor that git has just started asks before anyone looked
    locations = (repository.location for repository, _ in git.status.states)
    return next((location.root for location in locations if path is not None and location.git_dir == path.parent), None)


def written_lines(text: str) -> list[str]:
    """What git will take for the message, as lines: neither its comments nor, in a verbose commit's buffer, the diff."""
    lines = LINE_END.split(text)
    end = next((number for number, line in enumerate(lines) if line.startswith("# -----") and ">8" in line), len(lines))
    return [line for line in lines[:end] if not line.startswith("#")]


def first_lines(text: str) -> list[str]:
    """What is written above git's first comment, without empty lines at its end."""
    lines = LINE_END.split(text)
    above = lines[: next((number for number, line in enumerate(lines) if line.startswith("#")), len(lines))]
    while above and not above[-1].strip():
        above.pop()
    return above


def range_of(lines: list[str]) -> types.Range:
    """Where the first lines of a document are."""
    end = types.Position(len(lines) - 1, len(lines[-1].encode("utf-16-le", "surrogatepass")) // 2) if lines else types.Position(0, 0)
    return types.Range(types.Position(0, 0), end)
