"""Git is asked by one thread at a time, whoever waits for the answer."""

import asyncio
import threading

import pytest

from wirelens.workspace.git_status import GitStatus
from wirelens.workspace.git_tracking import GitScope, GitTracking


async def test_who_stops_waiting_does_not_let_another_thread_in(monkeypatch: pytest.MonkeyPatch) -> None:
    began, may_end = threading.Event(), threading.Event()
    steps: list[str] = []

    def look(*_: object) -> GitStatus:
        steps.append("began")
        began.set()
        may_end.wait(30)
        steps.append("ended")
        return GitStatus()

    monkeypatch.setattr(GitTracking, "_look", look)
    tracking = GitTracking(lambda: GitScope((), ()), _no_news)
    first = asyncio.create_task(tracking.read())
    await asyncio.to_thread(began.wait, 30)
    first.cancel()
    second = asyncio.create_task(tracking.read())
    assert await asyncio.gather(first, return_exceptions=True) != [None]
    may_end.set()
    await second
    await tracking.close()
    assert steps == ["began", "ended", "began", "ended"]


def _no_news(*, other_files: bool) -> None:
    raise AssertionError(other_files)
