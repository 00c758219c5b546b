"""The texts to analyse: open buffers over the disk. Says which changed since it was last asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from wirelens.workspace.discovery import discover
from wirelens.workspace.folders import Root
from wirelens.workspace.reading import read_text

_Stamp = tuple[int, int]  # when a file was written, in nanoseconds, and its size in bytes


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
        self._disk: dict[str, _Stamp] = {}
        self._buffers: dict[str, str] = {}
        self._sources: dict[str, _Stamp | str] = {}
        self._skipped = 0

    def text(self, key: str) -> str | None:
        """The file's text: the open buffer's or, read now, the disk's. None where the file is gone, left out or cannot be read."""
        source = self._sources.get(key)
        if source is None or isinstance(source, str):
            return source
        return read_text(self._path(key))

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
            for file in discovery.files:
                stamp = _stamp(root.path / file)
                if stamp is not None:
                    self._disk[root.prefix + file] = stamp
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

    def _source(self, key: str) -> _Stamp | str | None:
        """What the file's text comes from. A buffer of a file that is on the disk and left out of the analysis stays out of it."""
        buffer = self._buffers.get(key)
        if buffer is not None and (key in self._disk or not self._path(key).exists()):
            return buffer
        return self._disk.get(key)

    def _path(self, key: str) -> Path:
        root = next(root for root in self._folders if key.startswith(root.prefix))
        return root.path / key[len(root.prefix) :]


def _stamp(path: Path) -> _Stamp | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
