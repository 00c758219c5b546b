"""The state of a git repository, as one `git status` tells it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """A file that differs from HEAD.

    `index` and `worktree` are the letters of `git status --porcelain=v2` (`.` unchanged, `M`, `A`, `D`, `R`, `?`,
    `U`).
    """

    path: str
    """Below the repository's top, `/`-separated; bytes that are not UTF-8 come as surrogate escapes."""
    index: str
    worktree: str


@dataclass(frozen=True, slots=True)
class GitState:
    """`branch` is None with a detached HEAD; `commit` is None before the first commit; `ahead` and `behind` are None without an upstream.

    `prefix` is where the folder that was asked about stands below the top: `""` or `backend/`.
    """

    root: str
    branch: str | None
    commit: str | None
    upstream: str | None
    ahead: int | None
    behind: int | None
    changed: tuple[ChangedFile, ...] = ()
    prefix: str = ""
