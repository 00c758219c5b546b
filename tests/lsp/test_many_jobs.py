"""Fifty jobs at once, and the editor does not notice: the server's event loop is watched here, and a hover is asked for all the while.

The limits are generous, since other programs share the machine; `benchmarks/run.py` has the figures.
"""

import asyncio
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from support.gemini_stand_in.fixture import Gemini, gemini
from support.language_server import PATIENCE, editor, write
from support.loop_steps import Step, steps
from support.two_services import SEND_ORDER, TWO_SERVICES
from wirelens.lsp.serve import create_server

__all__ = ["gemini", "steps"]

JOBS = 50
FILES = {f"shop/client_{number}.py": TWO_SERVICES["shop/client.py"] + f"\n# {number}\n" for number in range(JOBS)}
LONGEST_STEP_SECONDS = 0.020
LONGEST_HOVER_SECONDS = 0.5


class Output:
    """What the server sends."""

    def __init__(self) -> None:
        self.answers: dict[Any, Any] = {}
        self.stages: list[str] = []
        self.ended: list[str] = []

    def write(self, data: bytes) -> None:
        message = json.loads(data.split(b"\r\n\r\n", 1)[1])
        if message.get("method") == "$/progress" and message["params"]["value"]["kind"] == "end":
            self.ended.append(message["params"]["value"].get("message", ""))
        elif "method" not in message:
            self.answers[message["id"]] = message.get("result")

    def close(self) -> None: ...


async def test_no_step_of_the_loop_is_long(tmp_path: Path, gemini: Gemini, steps: list[Step], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEMINI_API_KEY", "test-key")
    gemini.play("answer", chunks=8, delay=0.02)
    folder = write(tmp_path, {**TWO_SERVICES, **FILES})
    server, output = create_server(), Output()
    server.protocol.set_writer(output)

    def send(method: str, params: Any, **fields: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **fields}).encode()
        asyncio.get_running_loop().call_soon(server.protocol.receive, body)

    async def until(wanted: Callable[[], object]) -> None:
        async with asyncio.timeout(4 * PATIENCE):
            while not wanted():  # noqa: ASYNC110 - the state of another part of this process
                await asyncio.sleep(0.002)

    settings = {"gemini": {"enabled": "on", "baseUrl": gemini.address}}
    capabilities = {"textDocument": {"hover": {"contentFormat": ["markdown"]}}, "window": {"workDoneProgress": False}}
    parameters = {"processId": None, "rootUri": folder.as_uri(), "capabilities": capabilities}
    send("initialize", {**parameters, "initializationOptions": {"settings": settings}}, id=0)
    await until(lambda: 0 in output.answers)
    send("initialized", {})
    await until(lambda: server.session.snapshot is not None)
    hover = {"textDocument": {"uri": (folder / "shop/client_0.py").as_uri()}, "position": {"line": SEND_ORDER, "character": 24}}
    send("textDocument/hover", hover, id="first")
    await until(lambda: "first" in output.answers)
    steps.clear()  # what is measured is what jobs add
    for number, file in enumerate(FILES):
        arguments = [(folder / file).as_uri()]
        send("workspace/executeCommand", {"command": "wirelens.explain", "arguments": arguments}, id=f"job {number}")
    await until(lambda: len(gemini.requests) == JOBS and not server.session.narration.running)
    await until(lambda: server.session.narration.is_checked)
    jobs = {output.answers[f"job {number}"] for number in range(JOBS)}
    await server.end()
    assert len(jobs) == JOBS
    assert {exchange.state for exchange in gemini.requests} == {"finished"}
    assert [(seconds, what) for seconds, what in steps if seconds > LONGEST_STEP_SECONDS] == []


async def test_a_hover_does_not_wait_for_jobs(tmp_path: Path, gemini: Gemini) -> None:
    gemini.play("answer", chunks=8, delay=0.02)
    settings = {"gemini": {"enabled": "on", "baseUrl": gemini.address}}
    folder = write(tmp_path, {**TWO_SERVICES, **FILES})
    async with editor(folder, options={"settings": settings}, environment={"GEMINI_API_KEY": "test-key"}) as client:
        client.open("shop/client.py")
        await client.indexed()
        jobs = [await client.execute("wirelens.explain", client.uri(file)) for file in FILES]
        assert len(set(jobs)) == JOBS
        waits: list[float] = []
        async with asyncio.timeout(4 * PATIENCE):
            while _ended(client.all(types.PROGRESS)) < JOBS:
                asked = time.perf_counter()
                assert await client.hover("shop/client.py", SEND_ORDER, 24) is not None
                waits.append(time.perf_counter() - asked)
                await asyncio.sleep(0.005)
        assert {exchange.state for exchange in gemini.requests} == {"finished"}
        assert len(gemini.requests) == JOBS
        ninety_ninth = sorted(waits)[len(waits) * 99 // 100]
        assert ninety_ninth < LONGEST_HOVER_SECONDS, f"of {len(waits)} hovers"


def _ended(progresses: list[Any]) -> int:
    """How many jobs were explained."""
    return sum(progress.value.get("message") == "Explained." for progress in progresses)
