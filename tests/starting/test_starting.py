"""Starting processes of Wirelens."""

import subprocess
from asyncio.subprocess import PIPE
from collections.abc import Callable
from typing import Any

import pytest

from wirelens.starting import start, start_async

MODULE = "wirelens.workspace.apart"


class Refusing:
    """`Popen`, but the first starts are refused."""

    def __init__(self, refusals: int) -> None:
        self.refusals = refusals
        self._popen: Callable[..., Any] = subprocess.Popen

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        if self.refusals:
            self.refusals -= 1
            raise OSError(14, "Bad address")
        return self._popen(*arguments, **keywords)


async def test_a_start_that_is_refused_is_tried_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    refusing = Refusing(1)
    monkeypatch.setattr(subprocess, "Popen", refusing)
    child = start(MODULE)
    _, complaint = child.communicate()
    assert (child.returncode, complaint) == (1, None)  # nothing was asked
    refusing.refusals = 1
    process = await start_async(MODULE, stderr=PIPE)
    _, complaint = await process.communicate(b"")
    assert complaint.endswith(b"EOFError\n")


async def test_a_start_that_is_refused_twice_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "Popen", Refusing(4))
    with pytest.raises(OSError, match="Bad address"):
        start(MODULE)
    with pytest.raises(OSError, match="Bad address"):
        await start_async(MODULE)
