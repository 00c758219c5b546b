"""Git's view of the workspace's folders, by file key."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from wirelens.model.git_state import ChangedFile, GitState
from wirelens.workspace.folders import Root


@dataclass(frozen=True, slots=True)
class GitStatus:
    """The repository of the first folder that is in one, and the files changed since HEAD: file key → letter of the change."""

    state: GitState | None = None
    changed: Mapping[str, str] = field(default_factory=dict[str, str])


def read_git(folders: tuple[Root, ...]) -> GitStatus:
    """Asks git once a folder. Blocks; loads GitPython at its first call."""
    from wirelens.repository.state import read_state  # noqa: PLC0415 - 85 ms that no start should wait for

    first: GitState | None = None
    changed: dict[str, str] = {}
    for root in folders:
        state = read_state(root.path)
        if state is None:
            continue
        first = first or state
        for file in state.changed:
            if file.path.startswith(state.prefix):
                changed[root.prefix + file.path.removeprefix(state.prefix)] = _letter(file)
    return GitStatus(first, changed)


def _letter(file: ChangedFile) -> str:
    """How the file differs from HEAD: what was added or renamed stays so whatever was done to it since."""
    return file.index if file.index in "ARC" or file.worktree == "." else file.worktree
