"""The state of a git repository, as one `git status` tells it."""

from dataclasses import dataclass

SHORT_NAME = 9
"""Characters of a commit's name that people are shown."""


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

    @property
    def is_conflicted(self) -> bool:
        """Whether a merge left it for the user to solve: git-status(1) lists the letters of unmerged paths."""
        letters = self.index + self.worktree
        return "U" in letters or letters in {"AA", "DD"}

    @property
    def is_untracked(self) -> bool:
        """Whether git does not know it."""
        return self.index == "?"

    @property
    def is_staged(self) -> bool:
        """Whether the next commit changes it."""
        return self.index not in ".?" and not self.is_conflicted

    @property
    def is_unstaged(self) -> bool:
        """Whether the disk differs from what is staged."""
        return self.worktree not in ".?" and not self.is_conflicted


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


@dataclass(frozen=True, slots=True)
class Commit:
    """`date` is when it was written, `2026-01-31` where its author was."""

    id: str
    author: str
    date: str
    subject: str


@dataclass(frozen=True, slots=True)
class FunctionHistory:
    """What git knows of a function.

    `last` is the last commit that changed it, None where it is in none; `is_edited` says whether it differs from HEAD.
    """

    last: Commit | None
    is_edited: bool
