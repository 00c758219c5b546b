"""The stand-in as a pytest fixture: `from support.gemini_stand_in.fixture import gemini`.

It runs on a thread of its own, so that synchronous tests, asynchronous tests and child processes can all talk to it.
"""

import asyncio
import ssl
import threading
from collections.abc import Coroutine, Generator, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any

import pytest

from support.gemini_stand_in.server import Exchange, StandIn, State, chosen

PATIENCE = 20.0
"""Seconds that a wait for an event may take before the test fails."""


class Gemini:
    """A running stand-in, to be told what to do and asked what it saw."""

    def __init__(self, stand_in: StandIn) -> None:
        self._stand_in = stand_in
        self._loop = asyncio.get_running_loop()
        self._ended = asyncio.Event()

    @property
    def address(self) -> str:
        """The base URL."""
        return self._stand_in.address

    @property
    def requests(self) -> list[Exchange]:
        """What came in so far, in order."""
        return list(self._stand_in.exchanges)

    def play(self, name: str, *, times: int | None = None, **changes: Any) -> None:
        """Answer as this scenario says from now on, or only the next `times` requests."""
        scenario = chosen(name, **changes)
        if times is None:
            self._stand_in.standing = scenario
        else:
            self._stand_in.queued.extend([scenario] * times)

    def step(self, count: int = 1) -> None:
        """Let latched streams send `count` more pieces in all."""
        self._loop.call_soon_threadsafe(self._stand_in.step, count)

    def wait(self, state: State, count: int = 1) -> None:
        """Wait until `count` requests have come so far. Not for asynchronous tests: it blocks their event loop."""
        self._submit(self._stand_in.until(state, count)).result(PATIENCE)

    async def until(self, state: State, count: int = 1) -> None:
        """Wait until `count` requests have come so far."""
        async with asyncio.timeout(PATIENCE):
            await asyncio.wrap_future(self._submit(self._stand_in.until(state, count)))

    async def ended(self) -> None:
        """Wait, on the stand-in's own event loop, until it is told to end."""
        await self._ended.wait()

    def end(self) -> None:
        """Stop serving; connections that are still open are closed."""
        self._loop.call_soon_threadsafe(self._ended.set)

    def _submit(self, coroutine: Coroutine[Any, Any, None]) -> Future[None]:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop)


@contextmanager
def running(tls: ssl.SSLContext | None = None) -> Generator[Gemini]:
    """A stand-in on a thread of its own, encrypted where there is a certificate."""
    started: Future[Gemini] = Future()

    async def serve() -> None:
        async with StandIn(tls=tls) as stand_in:
            gemini = Gemini(stand_in)
            started.set_result(gemini)
            await gemini.ended()

    thread = threading.Thread(target=asyncio.run, args=(serve(),), name="gemini-stand-in", daemon=True)
    thread.start()
    gemini = started.result(PATIENCE)
    try:
        yield gemini
    finally:
        gemini.end()
        thread.join(PATIENCE)


@pytest.fixture
def gemini() -> Iterator[Gemini]:
    """A fresh stand-in that answers every request."""
    with running() as stand_in:
        yield stand_in
