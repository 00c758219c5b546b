"""Workspace folders: from URIs to file keys and paths, and back."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from wirelens.model.places import Folder, Places


@dataclass(frozen=True, slots=True)
class Root:
    """A workspace folder on the disk; its files' keys begin with `prefix`."""

    prefix: str
    path: Path
    uri: str


def roots(uris: tuple[str, ...]) -> tuple[Root, ...]:
    """The workspace's folders.

    The only folder has no prefix; of several, each has its own name, numbered where names are the same. A folder that is not on
    the disk (`untitled:`, a remote file system) is left out, and so is one that is given twice or lies in another.
    """
    paths: dict[Path, str] = {}
    for uri in uris:
        path = path_of(uri)
        if path is not None and path not in paths:
            paths[path] = uri.rstrip("/")
    outermost = {path: uri for path, uri in paths.items() if not any(parent in paths for parent in path.parents)}
    if len(outermost) == 1:
        return tuple(Root("", path, uri) for path, uri in outermost.items())
    found: list[Root] = []
    names: set[str] = set()
    for path, uri in outermost.items():
        name = path.name or "root"
        number = 2
        unique = name
        while unique in names:
            unique = f"{name}-{number}"
            number += 1
        names.add(unique)
        found.append(Root(f"{unique}/", path, uri))
    return tuple(found)


def places(folders: tuple[Root, ...]) -> Places:
    """What turns the file keys of these folders into URIs."""
    return Places(tuple(Folder(root.prefix, root.uri) for root in folders))


def file_key(folders: tuple[Root, ...], uri: str) -> str | None:
    """The key of a document, None where it is in no folder."""
    path = path_of(uri)
    if path is None:
        return None
    for root in folders:
        if path.is_relative_to(root.path) and path != root.path:
            return root.prefix + path.relative_to(root.path).as_posix()
    return None


def path_of(uri: str) -> Path | None:
    """The path of a `file:` URI with its dots resolved, None for any other."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    path = unquote(parts.path)
    if parts.scheme != "file" or not path.startswith("/") or "\0" in path:
        return None
    if os.name == "nt":
        path = path[1].upper() + path[2:] if path[2:3] == ":" else f"//{parts.netloc}{path}"
    return Path(os.path.normpath(path))
