"""Where the repository of a folder is."""

import os
from dataclasses import dataclass
from pathlib import Path

from wirelens.repository import hardened_git

_BARE = (("HEAD", Path.is_file), ("objects", Path.is_dir), ("refs", Path.is_dir))


@dataclass(frozen=True, slots=True)
class Location:
    """A repository's working tree.

    `git_dir` is its own: a linked worktree and a submodule have one elsewhere. What worktrees share (branches, configuration) is in
    `common_dir`.
    """

    root: Path
    git_dir: Path
    common_dir: Path


def locate(path: Path) -> Location | None:
    """The repository that a folder is in.

    None where it is in no working tree (bare repositories have none), and where git is not installed, refuses (the repository belongs to
    another user) or does not answer in time.
    """
    answers = ("--show-toplevel", "--absolute-git-dir", "--git-common-dir")
    printed = hardened_git.read_names(path, "rev-parse", "--path-format=absolute", *answers)
    if printed is None:
        return None
    lines = os.fsdecode(printed).removesuffix("\n").split("\n")
    if len(lines) != len(answers):  # the name of a folder has line ends of its own
        printed_apart = [hardened_git.read_names(path, "rev-parse", "--path-format=absolute", answer) for answer in answers]
        lines = [os.fsdecode(line or b"").removesuffix("\n") for line in printed_apart]
    root, git_dir, common_dir = map(Path, lines)
    # `core.worktree` can point anywhere, even at the whole disk.
    return Location(root, git_dir, common_dir) if (root / ".git").exists() else None


def is_bare(path: Path) -> bool:
    """Whether a folder looks like a bare repository, which has no working tree.

    Git is not asked: a bare repository may lie in a working tree as ordinary files, and to enter it is to obey its configuration.
    """
    return all(is_kind(path / name) for name, is_kind in _BARE)
