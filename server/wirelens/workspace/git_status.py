"""Git's view of the workspace's folders, by file key."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from wirelens.model.git_state import ChangedFile, GitState
from wirelens.repository.location import Location, locate
from wirelens.repository.state import state_in
from wirelens.workspace.folders import Root


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository of the workspace. Files in `folder`, which is its top or below that, have keys that begin with `prefix`."""

    prefix: str
    folder: Path
    location: Location


@dataclass(frozen=True, slots=True)
class GitStatus:
    """The repositories with their states, outer before inner, and the files changed since HEAD: file key → letter of the change."""

    states: tuple[tuple[Repository, GitState], ...] = ()
    changed: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def state(self) -> GitState | None:
        """The state of the first repository."""
        return self.states[0][1] if self.states else None

    @property
    def files(self) -> object:
        """What is another where files on the disk are."""
        return tuple(state.commit for _, state in self.states), self.changed

    def holding(self, key: str) -> tuple[Repository, GitState] | None:
        """The innermost repository that a file is in, None where it is in none."""
        return next((each for each in reversed(self.states) if key.startswith(each[0].prefix)), None)


def find_repositories(folders: tuple[Root, ...], files: Iterable[str]) -> tuple[Repository, ...]:
    """The repositories that the workspace's folders are in, and those inside that hold any of `files` (file keys). Blocks."""
    found: list[Repository] = []
    parents = _parents(files)
    for root in folders:
        inner = sorted(parent for parent in parents if parent.startswith(root.prefix) and parent != root.prefix)
        paths = [(root.prefix, root.path), *((prefix, root.path / prefix.removeprefix(root.prefix)) for prefix in inner)]
        for prefix, path in paths:
            if (prefix == root.prefix or os.path.lexists(path / ".git")) and (location := locate(path)) is not None:
                found.append(Repository(prefix, path, location))
    return tuple(found)


def read_status(repositories: Iterable[Repository]) -> GitStatus:
    """Asks git once a repository. Blocks."""
    states: list[tuple[Repository, GitState]] = []
    changed: dict[str, str] = {}
    for repository in repositories:
        state = state_in(repository.location, repository.folder)
        if state is None:
            continue
        states.append((repository, state))
        for file in state.changed:
            if file.path.startswith(state.prefix):
                changed[repository.prefix + file.path.removeprefix(state.prefix)] = _letter(file)
    return GitStatus(tuple(states), changed)


def _parents(files: Iterable[str]) -> set[str]:
    """Every folder that a file is in, as a prefix of keys."""
    found: set[str] = set()
    for folder in {file.rpartition("/")[0] for file in files}:
        found.update(f"{parent}/" for parent in _upwards(folder))
    return found


def _upwards(folder: str) -> Iterator[str]:
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]


def _letter(file: ChangedFile) -> str:
    """How the file differs from HEAD: what was added or renamed stays so whatever was done to it since."""
    return file.index if file.index in "ARC" or file.worktree == "." else file.worktree
