"""What is staged, file by file, and how the last commits are worded."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from wirelens.repository import hardened_git

_NO_BLOB = re.compile(r"0+")
_PROGRAMS_OFF = ("--no-ext-diff", "--no-textconv")


@dataclass(frozen=True, slots=True)
class StagedBlob:
    """A file in the index that is another than at HEAD: `letter` is `A`, `D`, `M`, `R` or `T`.

    Paths are below the repository's top. `before` and `after` are names of objects, "" where there is none.
    """

    letter: str
    path: str
    path_before: str
    before: str
    after: str


def staged_blobs(root: Path) -> tuple[StagedBlob, ...] | None:
    """Every file that a commit would change, in the whole repository that `root` is in; None where git cannot say."""
    # In a partial clone, what a renamed file held may be missing, and nothing is fetched.
    printed = _raw_diff(root, "--find-renames")
    if printed is None:
        printed = _raw_diff(root, "--no-renames")
    if printed is None:
        return None
    entries = iter(printed.decode("utf-8", "surrogateescape").split("\0"))
    found: list[StagedBlob] = []
    for entry in entries:
        if not entry.startswith(":"):
            continue
        *_, before, after, status = entry.split(" ")
        before_path = path = next(entries)
        if status[0] in "RC":
            path = next(entries)
        if status[0] != "U":
            found.append(StagedBlob(status[0], path, before_path, _name(before), _name(after)))
    return tuple(found)


def staged_patch(root: Path, paths: Iterable[str]) -> str:
    """What is staged in some files, as git shows it; their paths are below the repository's top and no patterns."""
    asked = ("--literal-pathspecs", "diff", "--cached", "--no-color", "--find-renames", "--ignore-submodules=dirty", *_PROGRAMS_OFF)
    printed = hardened_git.read(root, *asked, "--", *paths)
    return "" if printed is None else printed.decode("utf-8", "replace")


def recent_subjects(root: Path, count: int) -> tuple[str, ...]:
    """The first lines of the last commits, merges aside; none before the first commit."""
    printed = hardened_git.read_names(root, "log", "--no-merges", f"--max-count={count}", "-z", "--format=%s")
    return () if printed is None else tuple(filter(None, printed.decode("utf-8", "replace").split("\0")))


def _raw_diff(root: Path, renames: str) -> bytes | None:
    return hardened_git.read(root, "diff", "--cached", "--raw", "-z", renames, "--no-abbrev", "--ignore-submodules=dirty", *_PROGRAMS_OFF)


def _name(blob: str) -> str:
    return "" if _NO_BLOB.fullmatch(blob) else blob
