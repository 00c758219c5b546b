"""Which files of a folder are read: what git tracks or would track, without what is installed, built or generated."""

import os
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from pathspec import GitIgnoreSpec

from wirelens.repository.tracked_files import list_files
from wirelens.scan.scanner import reads
from wirelens.workspace.reading import MAX_FILE_BYTES, NEVER_READ, read_text

BUILD_OUTPUT = frozenset({"dist", "build", "out", "coverage", "htmlcov"})
"""Folders that hold build output when they stand beside a manifest of a package."""

ENVIRONMENT_PARTS = frozenset({"bin", "Scripts", "include", "Include", "lib", "Lib", "lib64", "share"})
"""Folders of a virtual environment, beside its `pyvenv.cfg`."""

MANIFESTS = ("package.json", "pyproject.toml", "setup.py", "setup.cfg")

STARTERS = ("requirements.txt", "manage.py", "Dockerfile", "main.py", "app.py")
"""Further files that stand where a program is started, and so beside its `.env` files."""


Stamp = tuple[int, int]
"""When a file was written, in nanoseconds, and its size in bytes."""


@dataclass(frozen=True, slots=True)
class Discovery:
    """The files to read, relative to the root and sorted; `skipped` names those left out for their size."""

    files: tuple[str, ...]
    skipped: tuple[str, ...]
    stamps: Mapping[str, Stamp] = field(default_factory=dict[str, Stamp], compare=False, repr=False)


def discover(root: Path, exclude: tuple[str, ...] = (), *, git: bool = True) -> Discovery:
    """Lists the files of `root` that are worth reading.

    In a git repository these are the tracked and the untracked files that are not ignored, elsewhere all that the
    folder's `.gitignore` files leave. A virtual environment is left out even where it is committed: it is known by its `pyvenv.cfg`. Code
    that stands beside that file is read: `python -m venv .` puts an environment into the midst of a service.

    Args:
        root: the folder.
        exclude: further patterns in the syntax of `.gitignore`.
        git: whether git may be run; without it the folder is walked.

    Raises:
        FileNotFoundError: there is no such folder.
        NotADirectoryError: `root` is a file.
    """
    with os.scandir(root):
        pass  # raises for a folder that cannot be listed
    listed = list_files(root) if git else None
    candidates = _walk(root) if listed is None else listed
    candidates = sorted({*candidates, *_environment_files(root, candidates)})
    environments = _virtual_environments(root, candidates) if listed is not None else frozenset[str]()
    stamps: dict[str, Stamp] = {}
    skipped: list[str] = []
    above = f"{root}/"
    for file in worth_reading(candidates, environments, exclude):
        try:
            status = os.lstat(above + file)
        except OSError:
            continue  # listed by git, gone from the disk
        if not stat.S_ISREG(status.st_mode):  # a link may lead out of the workspace, a pipe would never end
            continue
        if status.st_size <= MAX_FILE_BYTES:
            stamps[file] = (status.st_mtime_ns, status.st_size)
        else:
            skipped.append(file)
    return Discovery(tuple(sorted(stamps)), tuple(sorted(skipped)), stamps)


def worth_reading(candidates: Collection[str], environments: frozenset[str], exclude: tuple[str, ...] = ()) -> Iterator[str]:
    """Those of a folder's files that say something, by their names alone.

    Args:
        candidates: paths relative to the folder.
        environments: folders of virtual environments, each with a `/` at its end; the folder itself is `""`.
        exclude: further patterns in the syntax of `.gitignore`.
    """
    excluded = GitIgnoreSpec.from_lines(exclude)
    packages = _package_folders(candidates)
    folders = {file.rpartition("/")[0] for file in candidates}
    left_out = {folder for folder in folders if _is_left_out(folder, environments, packages)}
    for file in candidates:
        if reads(file) and file.rpartition("/")[0] not in left_out and not (exclude and excluded.match_file(file)):
            yield file


def _walk(root: Path) -> list[str]:
    found: list[str] = []
    pending: list[tuple[str, tuple[tuple[str, GitIgnoreSpec], ...]]] = [("", ())]
    while pending:
        folder, ignores = pending.pop()
        try:
            entries = sorted(os.scandir(root / folder), key=lambda entry: entry.name)
        except OSError:
            continue
        names = {entry.name for entry in entries}
        not_read = NEVER_READ | ENVIRONMENT_PARTS if "pyvenv.cfg" in names else NEVER_READ
        if ".gitignore" in names:
            lines = (read_text(root / folder / ".gitignore") or "").splitlines()
            ignores = (*ignores, (folder, GitIgnoreSpec.from_lines(lines)))
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            is_folder = entry.is_dir(follow_symlinks=False)
            if entry.is_symlink() or _is_ignored(path + "/" * is_folder, ignores):
                continue
            if not is_folder:
                found.append(path)
            elif entry.name not in not_read:
                pending.append((path, ignores))
    return sorted(found)


def _is_ignored(path: str, ignores: Iterable[tuple[str, GitIgnoreSpec]]) -> bool:
    return any(spec.match_file(path.removeprefix(folder).removeprefix("/")) for folder, spec in ignores)


def _virtual_environments(root: Path, files: Iterable[str]) -> frozenset[str]:
    """Folders that hold a `pyvenv.cfg`. The file itself is often ignored where the rest is committed, so the disk is asked."""
    folders = {"", *(f"{each}/" for folder in {file.rpartition("/")[0] for file in files} for each in _with_parents(folder))}
    return frozenset(folder for folder in folders if os.path.exists(f"{root}/{folder}pyvenv.cfg"))  # noqa: PTH110 - a tenth of the time


def _environment_files(root: Path, files: Iterable[str]) -> Iterator[str]:
    """The `.env` files beside the code. They say where services are, and most are ignored since they also hold what is secret."""
    for folder in sorted({"", *(file.rpartition("/")[0] for file in files if file.endswith((*MANIFESTS, *STARTERS)))}):
        try:
            names = [entry.name for entry in os.scandir(root / folder) if entry.name.startswith(".env")]
        except OSError:
            continue
        yield from (f"{folder}/{name}" if folder else name for name in names)


def _package_folders(files: Iterable[str]) -> frozenset[str]:
    return frozenset(str(PurePosixPath(file).parent) for file in files if file.endswith(MANIFESTS))


def _is_left_out(folder: str, environments: frozenset[str], packages: frozenset[str]) -> bool:
    """Whether a folder, or one above it, is none of those that are read."""
    for each in _with_parents(folder):
        parent, _, name = each.rpartition("/")
        if name in NEVER_READ or (name in BUILD_OUTPUT and (parent or ".") in packages):
            return True
        if name in ENVIRONMENT_PARTS and each.removesuffix(name) in environments:
            return True
    return False


def _with_parents(folder: str) -> Iterator[str]:
    """A folder and those around it, but for the root."""
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]
