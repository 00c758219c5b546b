"""The secrets that the `.env` files of a workspace hold: they are taken out of what is sent, wherever they stand."""

import os
from collections.abc import Iterable
from pathlib import Path

from wirelens.explain.environment_values import secret_values
from wirelens.workspace.folders import Root
from wirelens.workspace.reading import MAX_FILE_BYTES, decode, read_bytes


def environment_secrets(folders: Iterable[Root], files: Iterable[str]) -> tuple[str, ...]:
    """The secret values of all `.env` files beside and above the files of a workspace, sorted. Waits for the disk.

    Args:
        folders: the workspace's.
        files: the keys of its files.
    """
    roots = tuple(folders)
    beside = {file.rpartition("/")[0] for file in files}
    found: set[str] = set()
    for root in roots:
        around = {"", *(folder[len(root.prefix) :] for folder in beside if f"{folder}/".startswith(root.prefix))}
        for folder in {above for each in around for above in _upwards(each)}:
            found |= _secrets_in(root.path / folder)
    return tuple(sorted(found))


def _upwards(folder: str) -> Iterable[str]:
    """The folder and those around it."""
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]
    yield ""


def _secrets_in(folder: Path) -> frozenset[str]:
    try:
        with os.scandir(folder) as entries:
            paths = [Path(entry.path) for entry in entries if _is_environment_file(entry.name)]
    except OSError:
        return frozenset()
    # One that cannot be read takes nothing away from what the others say.
    contents = [content for path in paths if path.is_file() and (content := read_bytes(path)) is not None]
    texts = [decode(content) for content in contents if len(content) <= MAX_FILE_BYTES]
    return frozenset[str]().union(*map(secret_values, texts))


def _is_environment_file(name: str) -> bool:
    return name.startswith(".env") or name.endswith(".env")
