"""Work that may be asked for more often than it can be done."""

import asyncio
from collections.abc import Awaitable, Callable


class Coalescing:
    """Runs an action on the event loop, once for all requests that came while it was running."""

    def __init__(self, action: Callable[[], Awaitable[None]]) -> None:
        self._action = action
        self._requested = False
        self._task: asyncio.Task[None] | None = None

    def request(self) -> None:
        """Asks for a run that begins from now on."""
        self._requested = True
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run())

    async def close(self) -> None:
        """Stops the run that is under way."""
        self._requested = False
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        while self._requested:
            self._requested = False
            await self._action()
