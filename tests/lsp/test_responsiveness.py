"""The event loop is never busy for long: the server runs in this process, and each step of its loop is measured."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from support.language_server import PATIENCE, write
from support.loop_steps import Step, steps
from support.two_services import SEND_ORDER, TWO_SERVICES
from wirelens.lsp.serve import create_server

__all__ = ["steps"]

LONGEST_STEP_SECONDS = 0.020
FILES = 300


class Output:
    """What the server sends, as messages."""

    def __init__(self) -> None:
        self.answers: dict[Any, Any] = {}
        self.notifications: list[str] = []

    def write(self, data: bytes) -> None:
        message = json.loads(data.split(b"\r\n\r\n", 1)[1])
        if "method" in message:
            self.notifications.append(message["method"])
        else:
            self.answers[message["id"]] = message.get("result")

    def close(self) -> None: ...


@pytest.mark.parametrize("pulls", [True, False])
async def test_no_step_of_the_loop_is_long(tmp_path: Path, steps: list[Step], *, pulls: bool) -> None:
    copies = {f"shop/client_{number}.py": TWO_SERVICES["shop/client.py"] for number in range(FILES)}
    folder = write(tmp_path, {**TWO_SERVICES, **copies})
    server, output = create_server(), Output()
    server.protocol.set_writer(output)

    def send(method: str, params: Any, **fields: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **fields}).encode()
        asyncio.get_running_loop().call_soon(server.protocol.receive, body)

    async def until(wanted: Callable[[], object]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not wanted():  # noqa: ASYNC110 - the state of another part of this process
                await asyncio.sleep(0.002)

    capabilities = {
        "textDocument": {"diagnostic": {}, "hover": {"contentFormat": ["markdown"]}},
        "workspace": {"diagnostics": {"refreshSupport": True}, "codeLens": {"refreshSupport": True}},
    }
    send("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": capabilities if pulls else {}}, id=0)
    await until(lambda: 0 in output.answers)
    steps.clear()  # the first message compiles what reads messages
    send("initialized", {})
    await until(lambda: server.session.snapshot is not None)
    document = {"uri": (folder / "shop/client.py").as_uri()}
    send("textDocument/didOpen", {"textDocument": {**document, "languageId": "python", "version": 1, "text": copies["shop/client_0.py"]}})
    await until(lambda: server.session.analysed_version("shop/client.py") == 1)
    start = {"line": 0, "character": 0}
    for number in range(1, 6):
        change = {"range": {"start": start, "end": start}, "text": "# 한글 🚚\n"}
        send("textDocument/didChange", {"textDocument": {**document, "version": 1 + number}, "contentChanges": [change]})
        send(
            "textDocument/hover",
            {"textDocument": document, "position": {"line": SEND_ORDER + number, "character": 24}},
            id=f"hover {number}",
        )
        send("textDocument/codeLens", {"textDocument": {"uri": (folder / "api/main.py").as_uri()}}, id=f"lens {number}")
        await until(lambda number=number: {f"hover {number}", f"lens {number}"} <= output.answers.keys())
    await until(lambda: server.session.analysed_version("shop/client.py") == 6)
    await server.end()
    assert all(output.answers[f"hover {number}"] for number in range(1, 6))
    assert ("textDocument/publishDiagnostics" in output.notifications) is not pulls
    assert [(seconds, what) for seconds, what in steps if seconds > LONGEST_STEP_SECONDS] == []
