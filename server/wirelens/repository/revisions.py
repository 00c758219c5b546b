"""What a folder held at a revision or holds in the index, read from git's objects: nothing is checked out."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from wirelens.repository import hardened_git

_ENTRY = re.compile(r"100\d{3} blob (?P<blob>[0-9a-f]+) +(?P<size>\d+)\t(?P<path>.*)", re.DOTALL)
"""A regular file as `git ls-tree -l` lists it: links and submodules have other modes."""

_STAGED = re.compile(r"100\d{3} (?P<blob>[0-9a-f]+) 0\t(?P<path>.*)", re.DOTALL)
"""A regular file as `git ls-files -s` lists it; what is in conflict has other stages."""

_BLOBS_AT_A_TIME = 1000
"""Few enough that git has the time to print them."""


@dataclass(frozen=True, slots=True)
class Blob:
    """A file's content at a revision: its object name and its size in bytes."""

    id: str
    size: int


def commit_of(root: Path, revision: str) -> str | None:
    """The commit that `revision` names (gitrevisions(7)), None where there is none or `root` is in no repository."""
    printed = hardened_git.read_names(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    return None if printed is None else os.fsdecode(printed).strip()


def files_at(root: Path, commit: str) -> Mapping[str, Blob] | None:
    """The regular files below `root` as they were, by their path below it; None where git cannot say."""
    printed = hardened_git.read_names(root, "ls-tree", "-r", "-l", "-z", commit)
    if printed is None:
        return None
    entries = (_ENTRY.fullmatch(entry) for entry in printed.decode("utf-8", "surrogateescape").split("\0"))
    return {entry["path"]: Blob(entry["blob"], int(entry["size"])) for entry in entries if entry}


def files_in_index(root: Path) -> Mapping[str, Blob] | None:
    """The regular files below `root` as they are staged, by their path below it; None where git cannot say."""
    printed = hardened_git.read(root, "ls-files", "--cached", "-s", "-z")
    if printed is None:
        return None
    entries = [found for entry in printed.decode("utf-8", "surrogateescape").split("\0") if (found := _STAGED.fullmatch(entry))]
    ids = sorted({entry["blob"] for entry in entries})
    checked = hardened_git.read(root, "cat-file", "--batch-check", given="".join(f"{each}\n" for each in ids).encode())
    if checked is None:
        return None
    sizes = {name: int(size[0]) for name, kind, *size in map(str.split, checked.decode().splitlines()) if kind == "blob"}
    return {entry["path"]: Blob(entry["blob"], sizes[entry["blob"]]) for entry in entries if entry["blob"] in sizes}


def read_blobs(root: Path, ids: Iterable[str]) -> Mapping[str, bytes] | None:
    """The contents of blobs by their object names, None where git fails.

    Those that are not on this machine (a partial clone) are left out.
    """
    wanted = sorted(set(ids))
    contents: dict[str, bytes] = {}
    for start in range(0, len(wanted), _BLOBS_AT_A_TIME):
        given = "\n".join(wanted[start : start + _BLOBS_AT_A_TIME]).encode()
        printed = hardened_git.read(root, "cat-file", "--batch", given=given)
        if printed is None:
            return None
        contents.update(_batch(printed))
    return contents


def _batch(printed: bytes) -> Iterator[tuple[str, bytes]]:
    """Reads lines `<name> blob <size>`, each before so many bytes of content, and `<name> missing` (git-cat-file(1), "Batch output")."""
    at = 0
    while at < len(printed):
        end = printed.index(b"\n", at)
        name, kind, *size = printed[at:end].decode().split()
        at = end + 1
        if kind == "blob":
            length = int(size[0])
            yield name, printed[at : at + length]
            at += length + 1
