"""The files of a workspace in one state: at a revision, in the index, or on the disk."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path

from wirelens.repository.revisions import Blob, files_at, files_in_index, read_blobs
from wirelens.workspace.discovery import discover, worth_reading
from wirelens.workspace.folders import Root
from wirelens.workspace.reading import MAX_FILE_BYTES, read_bytes


@dataclass(frozen=True, slots=True)
class TreeFile:
    """One file: `blob` is the name that its text has, or would have, among git's objects. It is read from `path`, or from git's objects."""

    blob: str
    root: Path
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class Tree:
    """The files that are worth reading, by file key. `skipped` were too large."""

    files: Mapping[str, TreeFile]
    skipped: int = 0

    def read(self, keys: Iterable[str]) -> Mapping[str, bytes]:
        """The texts of files; those that cannot be read are left out."""
        from_git: dict[Path, dict[str, str]] = {}
        texts: dict[str, bytes] = {}
        for key in keys:
            file = self.files[key]
            if file.path is None:
                from_git.setdefault(file.root, {})[key] = file.blob
            elif (content := read_bytes(file.path)) is not None:
                texts[key] = content
        for root, blobs in from_git.items():
            contents = read_blobs(root, blobs.values()) or {}
            texts.update((key, contents[blob]) for key, blob in blobs.items() if blob in contents)
        return texts


def tree_at(folder: Root, commit: str, exclude: tuple[str, ...]) -> Tree | None:
    """A folder at a commit; None where git cannot say. `.env` files that git does not track are those of the disk."""
    return _of_blobs(folder, files_at(folder.path, commit), exclude)


def tree_in_index(folder: Root, exclude: tuple[str, ...]) -> Tree | None:
    """A folder as it is staged; else as `tree_at`."""
    return _of_blobs(folder, files_in_index(folder.path), exclude)


def tree_on_disk(folder: Root, exclude: tuple[str, ...]) -> Tree:
    """A folder as it is on the disk.

    Raises:
        OSError: it cannot be listed.
    """
    found = discover(folder.path, exclude)
    return Tree(dict(_on_disk(folder, found.files)), len(found.skipped))


def _of_blobs(folder: Root, listed: Mapping[str, Blob] | None, exclude: tuple[str, ...]) -> Tree | None:
    if listed is None:
        return None
    environments = frozenset(file.removesuffix("pyvenv.cfg") for file in listed if posixpath.basename(file) == "pyvenv.cfg")
    chosen = list(worth_reading(listed, environments, exclude))
    files = {folder.prefix + file: TreeFile(listed[file].id, folder.path) for file in chosen if listed[file].size <= MAX_FILE_BYTES}
    untracked = (file for file in discover(folder.path, exclude).files if posixpath.basename(file).startswith(".env"))
    return Tree({**dict(_on_disk(folder, untracked)), **files}, len(chosen) - len(files))


def _on_disk(folder: Root, files: Iterable[str]) -> Iterator[tuple[str, TreeFile]]:
    for file in files:
        path = folder.path / file
        if (content := read_bytes(path)) is not None:
            yield folder.prefix + file, TreeFile(_object_name(content), folder.path, path)


def _object_name(content: bytes) -> str:
    """As git names a text (git-hash-object(1)). A repository that names by SHA-256 has other names: what is the same is looked at twice."""
    return sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
