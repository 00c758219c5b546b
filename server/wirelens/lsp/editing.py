"""Which files the user is in the midst of editing: what follows from half a statement for other files is not worth saying yet."""

import asyncio
from collections.abc import Callable

from wirelens.model.snapshot import Snapshot

SECONDS_OF_PAUSE = 0.3
"""Who types nothing for so long has paused."""


class Editing:
    """Knows the files edited since the last calm moment, and calls `on_pause` when the user may be done.

    `is_analysed` says of a file key whether the snapshot is about the document as it is now.
    """

    def __init__(self, on_pause: Callable[[], None], is_analysed: Callable[[str], bool]) -> None:
        self._on_pause = on_pause
        self._is_analysed = is_analysed
        self._pause: asyncio.TimerHandle | None = None
        self._problems: dict[str, int] = {}  # file key → what could not be read of it when its editing began

    @property
    def files(self) -> frozenset[str]:
        """The keys of the files that are being edited."""
        return frozenset(self._problems)

    def edited(self, key: str, snapshot: Snapshot | None) -> None:
        """The user changed a document."""
        self._problems.setdefault(key, _problems(snapshot, key))
        if self._pause is not None:
            self._pause.cancel()
        self._pause = asyncio.get_running_loop().call_later(SECONDS_OF_PAUSE, self._paused)

    def left(self, key: str) -> None:
        """The user saved or closed a document: it is as it shall be."""
        if self._problems.pop(key, None) is not None and self._pause is None:
            self._on_pause()

    def settle(self, snapshot: Snapshot) -> bool:
        """Whether the moment is calm: the user has paused, and every statement that was begun can be read again."""
        if self._pause is None and all(
            self._is_analysed(key) and _problems(snapshot, key) <= before for key, before in self._problems.items()
        ):
            self._problems.clear()
        return not self._problems

    def _paused(self) -> None:
        self._pause = None
        self._on_pause()


def _problems(snapshot: Snapshot | None, key: str) -> int:
    summary = None if snapshot is None else snapshot.files.get(key)
    return 0 if summary is None else summary.problems
