"""Hears of commits, switched branches, staged files and fetches, whoever makes them.

Editors differ in what they tell of a `.git` folder: VS Code and Neovim on macOS leave out its objects only, Neovim on Linux and Emacs tell
nothing, and where the folder is a part of the repository or a linked worktree, `.git` is not in it. So the operating system is asked, which
costs nothing while nothing happens.
"""

import os
import stat
from collections.abc import Callable, Iterable
from contextlib import suppress

from watchdog.events import (
    DirDeletedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

from wirelens.repository.location import Location

_CHANGES: list[type[FileSystemEvent]] = [FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent, DirDeletedEvent]
"""Reading is no change: each `git status` of ours would be told to us."""

_PASSING = (".lock", ".new")
"""Files that git writes before they become what they are for. A mere `git status` makes `index.lock`."""

_OF_NO_INTEREST = frozenset({"COMMIT_EDITMSG", "gc.log"})

_Folder = tuple[str, bool]
"""A folder and whether those below it count too."""


class Watch(FileSystemEventHandler):
    """Calls `on_change`, in a thread, when one of the repositories that it follows may have another state."""

    def __init__(self, on_change: Callable[[], None]) -> None:
        self._on_change = on_change
        self._observer = Observer()
        self._watched: dict[_Folder, ObservedWatch] = {}
        self._deleted: set[str] = set()  # folders that may be there anew, and are watched no more
        self._observer.start()

    def follow(self, locations: Iterable[Location]) -> None:
        """Follows these repositories and no others; not those that the operating system cannot watch."""
        wanted = {folder for location in locations for folder in _folders(location)}
        gone = {folder for folder in self._watched if folder[0] in self._deleted}
        self._deleted.clear()
        for folder in (self._watched.keys() - wanted) | gone:
            with suppress(OSError, KeyError):
                self._observer.unschedule(self._watched[folder])
            del self._watched[folder]
        for folder in wanted - self._watched.keys():
            path, is_recursive = folder
            with suppress(OSError):
                self._watched[folder] = self._observer.schedule(self, path, recursive=is_recursive, event_filter=_CHANGES)

    def close(self) -> None:
        """Follows nothing any more."""
        self._observer.stop()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Passes on what is a change of the repository's state."""
        if isinstance(event, DirDeletedEvent):
            self._deleted.add(os.fsdecode(event.src_path))
        name = os.path.basename(os.fsdecode(event.dest_path or event.src_path))  # noqa: PTH119 - bytes or text, as the system gives it
        if not name.endswith(_PASSING) and name not in _OF_NO_INTEREST:
            self._on_change()


def _folders(location: Location) -> Iterable[_Folder]:
    """Where HEAD, the index and what is under way (merge, rebase) are, and the folders of branches, however git keeps them."""
    shared = location.common_dir
    for path, is_recursive in ((location.git_dir, False), (shared, False), (shared / "refs", True), (shared / "reftable", True)):
        with suppress(OSError):
            if stat.S_ISDIR(path.lstat().st_mode):  # a link could have the whole disk watched
                yield str(path), is_recursive
