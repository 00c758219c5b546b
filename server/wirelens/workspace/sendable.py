"""Which files may be sent to Gemini at all: not those that hold secrets, not those that git ignores, not what `.aiexclude` names."""

from collections.abc import Collection, Iterable, Iterator
from functools import cache
from pathlib import Path, PurePosixPath

from pathspec import GitIgnoreSpec

from wirelens.explain.scope import holds_secrets
from wirelens.model.message import Message, message
from wirelens.repository.ignored_files import ignored_among
from wirelens.workspace.folders import Root
from wirelens.workspace.reading import read_text

EXCLUSIONS = ".aiexclude"
"""In the syntax of `.gitignore`, for the files beside and below it; an empty one excludes them all.

Google's convention (https://developers.google.com/gemini-code-assist/docs/create-aiexclude-file). What one of several excludes, no other
brings back.
"""


class Sendable:
    """The rules in one moment: what was read of them once is not read again. Waits for the disk and for git: not for the event loop."""

    def __init__(self, folders: Iterable[Root]) -> None:
        """Reads nothing yet.

        Args:
            folders: those whose files may be sent at all.
        """
        self._folders = tuple(folders)
        self._ignore_file = cache(_ignore_file)
        self._exclusions = cache(self._exclusions_around)
        self._is_ignored: dict[tuple[Path, str], bool] = {}

    def refusal(self, file: str) -> Message | None:
        """Why the file is not sent; None if it may be."""
        root = self._root(file)
        if root is None:
            return message("consent.elsewhere", file=file)
        if holds_secrets(file):
            return message("explain.secret-file", file=file)
        inner = file.removeprefix(root.prefix)
        excluding = self._excluding(root.path, inner)
        if excluding is not None:
            return message("consent.excluded", file=file, by=str(excluding))
        if self._ignored(root.path, [inner]):
            return message("consent.ignored", file=file)
        return None

    def among(self, files: Iterable[str]) -> frozenset[str]:
        """Those of the files that may be sent. Git is asked once for each folder, however many they are."""
        found: set[str] = set()
        asked = frozenset(files)
        for root in self._folders:
            inside = {file.removeprefix(root.prefix) for file in asked if self._root(file) == root and not holds_secrets(file)}
            inside = {file for file in inside if self._excluding(root.path, file) is None}
            found |= {root.prefix + file for file in inside - self._ignored(root.path, inside)}
        return frozenset(found)

    def _root(self, file: str) -> Root | None:
        return next((root for root in self._folders if file.startswith(root.prefix)), None)

    def _excluding(self, root: Path, file: str) -> Path | None:
        """The file of exclusions that names the file."""
        for folder, rules in self._exclusions(root, file.rpartition("/")[0]):
            if not rules.patterns or rules.match_file((root / file).relative_to(folder).as_posix()):
                return folder / EXCLUSIONS
        return None

    def _exclusions_around(self, root: Path, parent: str) -> tuple[tuple[Path, GitIgnoreSpec], ...]:
        """The folders with exclusions that count for the files of a folder, outermost first, each with its rules."""
        outer, _, _ = parent.rpartition("/")
        around = self._exclusions(root, outer) if parent else ()
        for folder in (root / parent,) if parent else (*_above(root), root):
            rules = self._ignore_file(folder / EXCLUSIONS)
            around += ((folder, rules),) if rules is not None else ()
        return around

    def _ignored(self, root: Path, files: Collection[str]) -> frozenset[str]:
        unknown = [file for file in files if (root, file) not in self._is_ignored]
        if unknown:
            ignored = ignored_among(root, unknown)
            for file in unknown:
                self._is_ignored[root, file] = self._is_named(root, file) if ignored is None else file in ignored
        return frozenset(file for file in files if self._is_ignored[root, file])

    def _is_named(self, root: Path, file: str) -> bool:
        """Where git cannot say: by the `.gitignore` files of the folder itself."""
        for parent in _parents(file):
            rules = self._ignore_file(root / parent / ".gitignore")
            if rules is not None and rules.match_file(PurePosixPath(file).relative_to(parent).as_posix()):
                return True
        return False


def _ignore_file(path: Path) -> GitIgnoreSpec | None:
    """The patterns in a file, None where there is none. One that cannot be understood, or read, excludes all, as an empty one does."""
    if not path.exists():
        return None
    try:
        lines = (read_text(path) or "").splitlines()
        written = [line for line in lines if line.strip() and not line.startswith("#")]
        return GitIgnoreSpec.from_lines(written)
    except ValueError:
        return GitIgnoreSpec.from_lines([])


def _parents(file: str) -> Iterator[str]:
    """The folders around a file, outermost first; the root is `""`."""
    yield from reversed([str(parent) if str(parent) != "." else "" for parent in PurePosixPath(file).parents])


def _above(root: Path) -> tuple[Path, ...]:
    """The folders above a workspace that are of its repository, outermost first."""
    top = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
    return tuple(folder for folder in reversed(root.parents) if folder.is_relative_to(top))
