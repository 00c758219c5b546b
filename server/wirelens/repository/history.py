"""Who last changed some lines of a file, read from git's objects."""

from pathlib import Path

from wirelens.model.git_state import Commit
from wirelens.repository import hardened_git

_FORMAT = "%H%x00%an%x00%as%x00%s"


def committed_text(folder: Path, commit: str, file: str) -> bytes | None:
    """A file as it was in a commit, its path relative to `folder`; None where it was not there."""
    return hardened_git.read_names(folder, "cat-file", "blob", f"{commit}:./{file}")


def last_commit(folder: Path, commit: str, file: str, first: int, last: int) -> Commit | None:
    """The last commit up to `commit` that changed any of the lines `first` to `last`, as `git log -L` finds it.

    Lines are 0-based, both ends included, and counted in the file as it was in `commit`. None where git cannot say or needs too long.
    """
    lines = f"-L{first + 1},{last + 1}:{file}"
    printed = hardened_git.read_names(
        folder, "log", "--max-count=1", "--no-patch", "--no-textconv", "--no-ext-diff", f"--format={_FORMAT}", lines, commit
    )
    if not printed:
        return None
    name, author, date, subject = printed.decode("utf-8", "replace").rstrip("\n").split("\0")
    return Commit(name, author, date, subject)
