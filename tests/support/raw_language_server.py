"""The language server, sent bytes: for what no well-behaved client sends."""

import asyncio
import json
import os
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from support.language_server import PATIENCE, SERVER

Message = dict[str, Any]


class RawServer:
    """A server's process and what it sends."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process

    def send_bytes(self, body: bytes) -> None:
        """Sends a body with its header, whatever it holds."""
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def send(self, method: str, params: Any = None, **fields: Any) -> None:
        """Sends a notification, or a request where `id` is among the fields."""
        message = {"jsonrpc": "2.0", "method": method, **fields}
        self.send_bytes(json.dumps(message if params is None else {**message, "params": params}).encode())

    async def receive(self) -> Message:
        """The next message."""
        assert self.process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            header = await self.process.stdout.readuntil(b"\r\n\r\n")
            length = int(header.split(b"Content-Length: ")[1].split(b"\r\n")[0])
            return json.loads(await self.process.stdout.readexactly(length))

    async def response(self, message_id: int | str | None) -> Message:
        """The next response with this id; what comes before it is passed over."""
        while True:
            message = await self.receive()
            if "method" not in message and message["id"] == message_id:
                return message

    async def initialize(self, **params: Any) -> None:
        """Opens no folder, unless `params` say so."""
        self.send("initialize", {"processId": None, "rootUri": None, "capabilities": {}, **params}, id="initialize")
        await self.response("initialize")
        self.send("initialized", {})

    async def exit_code(self) -> int:
        """The exit code, once the process has ended."""
        async with asyncio.timeout(PATIENCE):
            return await self.process.wait()


@asynccontextmanager
async def raw_server(environment: Mapping[str, str] | None = None) -> AsyncGenerator[RawServer]:
    """A server that nothing was sent to. It is killed at the end if it runs still."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*SERVER, stdin=pipe, stdout=pipe, env={**os.environ, **(environment or {})})
    try:
        yield RawServer(process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
