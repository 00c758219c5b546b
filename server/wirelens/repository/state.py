"""The state of the repository that a folder is in."""

import os
from pathlib import Path

from wirelens.model.git_state import ChangedFile, GitState
from wirelens.repository import hardened_git
from wirelens.repository.location import Location, locate

_FIELDS_BEFORE_PATH = {"1": 8, "2": 9, "u": 10}
"""Fields before the path in an entry of `git status --porcelain=v2`, by its kind: ordinary change, rename or copy, conflict."""


def read_state(path: Path) -> GitState | None:
    """The state of the repository that a folder is in, None where `locate` finds none or git does not answer in time."""
    location = locate(path)
    return None if location is None else state_in(location, path)


def state_in(location: Location, path: Path) -> GitState | None:
    """Reads branch, upstream and changed files with one `git status`. `path` is the root or a folder below it."""
    # In a partial clone, what a renamed file held may be missing, and nothing is fetched.
    printed = _status(path, "--find-renames") or _status(path, "--no-renames")
    return None if printed is None else _parse(str(location.root), os.path.realpath(path), printed)


def _status(path: Path, renames: str) -> bytes | None:
    # Submodules' own working trees are left out: reading them would obey their configuration.
    return hardened_git.read(
        path, "status", "--porcelain=v2", "--branch", "--ahead-behind", "--untracked-files=all", "--ignore-submodules=dirty", renames, "-z"
    )


def _parse(root: str, folder: str, printed: bytes) -> GitState:
    """Reads the output of `git status --porcelain=v2 --branch -z` (format: git-status(1), "Porcelain Format Version 2")."""
    headers: dict[str, str] = {}
    changed: list[ChangedFile] = []
    entries = iter(printed.decode("utf-8", "surrogateescape").split("\0"))
    for entry in entries:
        kind, _, rest = entry.partition(" ")
        if kind == "#":
            name, _, value = rest.partition(" ")
            headers[name] = value
        elif kind == "?":
            changed.append(ChangedFile(rest, "?", "?"))
        elif kind in _FIELDS_BEFORE_PATH:
            *fields, file = entry.split(" ", _FIELDS_BEFORE_PATH[kind])
            index, worktree = fields[1]
            changed.append(ChangedFile(file, index, worktree))
            if kind == "2":
                next(entries)  # the path before the renaming
    branch = headers["branch.head"]
    commit = headers["branch.oid"]
    ahead, behind = (abs(int(count)) for count in headers["branch.ab"].split()) if "branch.ab" in headers else (None, None)
    return GitState(
        root=root,
        branch=None if branch == "(detached)" else branch,
        commit=None if commit == "(initial)" else commit,
        upstream=headers.get("branch.upstream"),
        ahead=ahead,
        behind=behind,
        changed=tuple(sorted(changed, key=lambda change: change.path)),
        prefix=_prefix(root, folder),
    )


def _prefix(root: str, folder: str) -> str:
    below = Path(os.path.relpath(folder, root)).as_posix()
    return "" if below == "." else f"{below}/"
