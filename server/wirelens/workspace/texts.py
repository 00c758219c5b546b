"""The texts to analyse: open buffers over the disk. Says which changed since it was last asked."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from wirelens.workspace.discovery import Stamp, discover
from wirelens.workspace.folders import Root
from wirelens.workspace.reading import read_text


@dataclass(frozen=True, slots=True)
class Changes:
    """Keys of files with a new text, or gone. `skipped` counts files too large to read; `missing` are folders that cannot be listed."""

    files: tuple[str, ...]
    skipped: int
    missing: tuple[Path, ...] = ()


class Texts:
    """Knows of each file what its text came from. Synchronous: who calls it decides in which process it reads."""

    def __init__(self, folders: tuple[Root, ...], exclude: tuple[str, ...], *, git: bool) -> None:
        self._folders = folders
        self._exclude = exclude
        self._git = git
        self._disk: dict[str, Stamp] = {}
        self._buffers: dict[str, str] = {}
        self._sources: dict[str, Stamp | str] = {}
        self._skipped = 0

    @property
    def keys(self) -> AbstractSet[str]:
        """The files that there are."""
        return self._sources.keys()

    @property
    def skipped(self) -> int:
        """How many files were too large to read."""
        return self._skipped

    def source(self, key: str) -> Stamp | str | None:
        """What the file's text comes from: an open buffer's text, or the file as it is on the disk; None where it is gone or left out."""
        return self._sources.get(key)

    def text(self, key: str) -> str | None:
        """The file's text: the open buffer's or, read now, the disk's. None where the file is gone, left out or cannot be read."""
        source = self._sources.get(key)
        if source is None or isinstance(source, str):
            return source
        return read_text(self.path(key))

    def rescan(self, changed: frozenset[str] = frozenset()) -> Changes:
        """Looks at the disk again.

        Args:
            changed: keys of files that are known to have changed, which are read even where time and size are the same.
        """
        self._disk = {}
        self._skipped = 0
        missing: list[Path] = []
        for root in self._folders:
            try:
                discovery = discover(root.path, self._exclude, git=self._git)
            except OSError:
                missing.append(root.path)
                continue
            self._skipped += len(discovery.skipped)
            self._disk.update((root.prefix + file, stamp) for file, stamp in discovery.stamps.items())
        for key in changed & self._disk.keys():
            self._sources.pop(key, None)
        keys = self._disk.keys() | self._buffers.keys() | self._sources.keys()
        return Changes(self._changed(keys), self._skipped, tuple(missing))

    def edit(self, buffers: Mapping[str, str | None]) -> Changes:
        """Takes in the texts of open buffers; None: closed, the disk holds from now on."""
        for key, text in buffers.items():
            if text is None:
                self._buffers.pop(key, None)
            else:
                self._buffers[key] = text
        return Changes(self._changed(buffers), self._skipped)

    def _changed(self, keys: Iterable[str]) -> tuple[str, ...]:
        changed: list[str] = []
        for key in sorted(keys):
            source = self._source(key)
            if source == self._sources.get(key):
                continue
            if source is None:
                del self._sources[key]
            else:
                self._sources[key] = source
            changed.append(key)
        return tuple(changed)

    def _source(self, key: str) -> Stamp | str | None:
        """What the file's text comes from. A buffer of a file that is on the disk and left out of the analysis stays out of it."""
        buffer = self._buffers.get(key)
        if buffer is not None and (key in self._disk or not self.path(key).exists()):
            return buffer
        return self._disk.get(key)

    def path(self, key: str) -> Path:
        """Where the file is, or would be, on the disk."""
        root = next(root for root in self._folders if key.startswith(root.prefix))
        return root.path / key[len(root.prefix) :]
