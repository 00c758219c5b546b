"""What a folder held at a revision, read from git's objects: nothing is checked out."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from wirelens.repository import hardened_git

_ENTRY = re.compile(r"100\d{3} blob (?P<blob>[0-9a-f]+) +(?P<size>\d+)\t(?P<path>.*)", re.DOTALL)
"""A regular file as `git ls-tree -l` lists it: links and submodules have other modes."""


@dataclass(frozen=True, slots=True)
class Blob:
    """A file's content at a revision: its object name and its size in bytes."""

    id: str
    size: int


def commit_of(root: Path, revision: str) -> str | None:
    """The commit that `revision` names (gitrevisions(7)), None where there is none or `root` is in no repository."""
    printed = hardened_git.read(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    return None if printed is None else os.fsdecode(printed).strip()


def files_at(root: Path, commit: str) -> Mapping[str, Blob] | None:
    """The regular files below `root` as they were, by their path below it; None where git cannot say."""
    printed = hardened_git.read(root, "ls-tree", "-r", "-l", "-z", commit)
    if printed is None:
        return None
    entries = (_ENTRY.fullmatch(entry) for entry in printed.decode("utf-8", "surrogateescape").split("\0"))
    return {entry["path"]: Blob(entry["blob"], int(entry["size"])) for entry in entries if entry}


def read_blobs(root: Path, ids: Iterable[str]) -> Mapping[str, bytes] | None:
    """The contents of blobs by their object names, None where git fails.

    Those that are not on this machine (a partial clone) are left out.
    """
    wanted = sorted(set(ids))
    printed = hardened_git.read(root, "cat-file", "--batch", given="\n".join(wanted).encode())
    return None if printed is None else dict(_batch(printed))


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
