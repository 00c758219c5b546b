"""What Gemini said of the workspace's files, as far as it still holds."""

import asyncio
import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from wirelens.model.message import Message
from wirelens.model.narrative import Narrative
from wirelens.model.settings import Settings
from wirelens.model.snapshot import Snapshot
from wirelens.workspace.folders import Root
from wirelens.workspace.reading import read_text

if TYPE_CHECKING:
    from wirelens.workspace.explaining import Explaining


class Narration:
    """Loads what explains, and the store with it, when they are first needed."""

    def __init__(self, notify: Callable[[Message], None]) -> None:
        self._notify = notify
        self._explaining: Explaining | None = None

    @property
    def running(self) -> int:
        """How many jobs have not ended."""
        return 0 if self._explaining is None else self._explaining.running

    async def explaining(self) -> "Explaining":
        """What asks Gemini and keeps what it said."""
        explaining = await asyncio.to_thread(_load)
        if self._explaining is None:
            self._explaining = explaining(os.environ, self._notify)
        return self._explaining

    async def fresh(
        self, folders: tuple[Root, ...], snapshot: Snapshot, settings: Settings, open_texts: Mapping[str, str]
    ) -> Mapping[str, Narrative]:
        """The explanations that are true of a snapshot, by file key. `open_texts` are the open documents'."""
        explaining = await self.explaining()
        narratives: dict[str, Narrative] = {}
        for root in folders:

            def text_of(key: str, root: Root = root) -> str | None:
                return open_texts.get(key) or read_text(root.path / key.removeprefix(root.prefix))

            narratives.update(await explaining.fresh(root.path, snapshot, settings, text_of))
        return narratives

    async def close(self) -> None:
        """Cancels every job."""
        explaining, self._explaining = self._explaining, None
        if explaining is not None:
            await explaining.close()


def _load() -> "type[Explaining]":
    from wirelens.workspace.explaining import Explaining  # noqa: PLC0415 - a tenth of a second that no start should wait for

    return Explaining
