"""How long each step of the event loop keeps the processor: what a request waits for at most.

What counts is the processor time of the step, since this machine has others to serve.
"""

import asyncio
import gc
import time
from collections.abc import Iterator
from typing import Any

import pytest

Step = tuple[float, str]
"""Seconds, and what it was."""


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Step]]:
    """Every step of this process's event loop from now on."""
    measured: list[Step] = []
    run = asyncio.Handle._run  # pyright: ignore[reportPrivateUsage, reportUnknownMemberType, reportAttributeAccessIssue, reportUnknownVariableType]

    def measure(handle: Any) -> None:
        what = repr(handle)
        start = time.thread_time()
        run(handle)
        measured.append((time.thread_time() - start, what))

    monkeypatch.setattr(asyncio.Handle, "_run", measure)
    gc.collect()
    gc.freeze()  # what the tests before have left is not the server's to look through
    yield measured
    gc.unfreeze()
