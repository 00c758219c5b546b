"""Where jobs wait for a place: the most urgent goes first, and of equally urgent ones who came first."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting:
    urgency: Callable[[], int]
    turn: asyncio.Future[None]


class Line:
    """So many places, and a line before them. How urgent one is may change while it waits."""

    def __init__(self, places: int) -> None:
        """All places are free."""
        self._free = places
        self._waiting: list[_Waiting] = []

    @asynccontextmanager
    async def place(self, urgency: Callable[[], int]) -> AsyncGenerator[None]:
        """A place, once there is one."""
        if self._free:
            self._free -= 1
        else:
            await self._turn(_Waiting(urgency, asyncio.get_running_loop().create_future()))
        try:
            yield
        finally:
            self._leave()

    async def _turn(self, waiting: _Waiting) -> None:
        self._waiting.append(waiting)
        try:
            await waiting.turn
        except asyncio.CancelledError:
            if waiting in self._waiting:
                self._waiting.remove(waiting)
            else:
                self._leave()  # its turn had come just then
            raise

    def _leave(self) -> None:
        """Gives the place on, or makes it free."""
        still_waiting = [waiting for waiting in self._waiting if not waiting.turn.done()]
        if not still_waiting:
            self._free += 1
            return
        first = max(still_waiting, key=lambda waiting: waiting.urgency())
        self._waiting.remove(first)
        first.turn.set_result(None)
