"""The server: asyncio streams, one connection a request, as little HTTP as the clients need."""

import asyncio
import dataclasses
import json
import re
import socket
import ssl
import struct
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, Self

from support.gemini_stand_in import wire
from support.gemini_stand_in.scenario import SCENARIOS, Scenario

State = Literal["received", "answering", "finished", "closed"]
TARGET = re.compile(
    r"/(?P<version>v1|v1beta|v1beta1)/(?:projects/[^/]+/locations/[^/]+/)?(?:publishers/google/)?models/(?P<model>[^/:]+):(?P<method>generateContent|streamGenerateContent|countTokens)(?:\?|$)"
)
TOKEN = "the-token-of-the-cloud"  # noqa: S105 - of the stand-in
LONGEST_HEAD_SECONDS = 5.0
"""How long a request may take to come in; what speaks TLS never sends one."""

REASONS = {200: "OK", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 429: "Too Many Requests"}


@dataclass(slots=True)
class Exchange:
    """A request that came in, and how far its answer got. `closed`: the client went away before the answer's end."""

    method: str
    target: str
    headers: dict[str, str]
    body: Any
    scenario: str = ""
    state: State = "received"
    chunks_sent: int = 0
    closed_at: float | None = None
    """`time.monotonic()` of the early close."""


@dataclass
class StandIn:
    """The stand-in as a server of the running event loop."""

    standing: Scenario = SCENARIOS["answer"]
    port: int = 0
    exchanges: list[Exchange] = field(default_factory=list[Exchange])
    queued: deque[Scenario] = field(default_factory=deque[Scenario])
    address: str = ""
    tls: ssl.SSLContext | None = None
    """With which certificate it is served; None: unencrypted."""

    async def __aenter__(self) -> Self:
        self._serving = set[asyncio.Task[None]]()
        self._changed = asyncio.Condition()
        self._steps = asyncio.Semaphore(0)
        self._last_use = time.monotonic()
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.port, limit=16 * 1024 * 1024, ssl=self.tls)
        scheme = "http" if self.tls is None else "https"
        self.address = f"{scheme}://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for serving in self._serving:
            serving.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)

    def step(self, count: int = 1) -> None:
        """Let latched streams send `count` more pieces in all."""
        for _ in range(count):
            self._steps.release()

    def idle_seconds(self) -> float:
        """How long nobody has asked anything, with no answer under way."""
        busy = any(exchange.state in ("received", "answering") for exchange in self.exchanges)
        return 0.0 if busy else time.monotonic() - self._last_use

    async def until(self, state: State, count: int = 1) -> None:
        """Wait until `count` requests have come so far (`answering`: have been sent a piece)."""
        reached: dict[State, Callable[[Exchange], bool]] = {
            "received": lambda _: True,
            "answering": lambda exchange: exchange.chunks_sent > 0,
            "finished": lambda exchange: exchange.state == "finished",
            "closed": lambda exchange: exchange.state == "closed",
        }
        async with self._changed:
            await self._changed.wait_for(lambda: sum(map(reached[state], self.exchanges)) >= count)

    async def _note(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        serving = asyncio.create_task(self._serve(reader, writer))
        self._serving.add(serving)
        serving.add_done_callback(self._serving.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._last_use = time.monotonic()
        try:
            async with asyncio.timeout(LONGEST_HEAD_SECONDS):
                exchange = await _read(reader)
            if exchange.target == "/token":  # of Google's sign-in, where the credentials of a test lead here
                _write(writer, 200, {"access_token": TOKEN, "expires_in": 3600, "token_type": "Bearer"})
                await writer.drain()
            elif exchange.target.startswith("/control/"):
                await self._control(exchange, writer)
            else:
                await self._answer_unless_closed(exchange, reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError, TimeoutError):
            pass
        finally:
            self._last_use = time.monotonic()
            writer.close()

    async def _control(self, exchange: Exchange, writer: asyncio.StreamWriter) -> None:
        """Set the scenario, step a latched stream, wait for a state, list what came."""
        body: dict[str, Any] = exchange.body or {}
        match exchange.target.removeprefix("/control/"):
            case "scenario":
                scenario = chosen(**{key: value for key, value in body.items() if key != "times"})
                if "times" in body:
                    self.queued.extend([scenario] * body["times"])
                else:
                    self.standing = scenario
            case "step":
                self.step(body.get("count", 1))
            case "wait":
                await self.until(body["state"], body.get("count", 1))
            case "requests":
                pass
            case _:
                _write(writer, 404, {})
                return
        _write(writer, 200, {"requests": [dataclasses.asdict(each) for each in self.exchanges]})
        await writer.drain()

    async def _answer_unless_closed(self, exchange: Exchange, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.exchanges.append(exchange)
        await self._note()
        answering = asyncio.create_task(self._answer(exchange, writer))
        closing = asyncio.create_task(_end_of(reader))
        await asyncio.wait([answering, closing], return_when=asyncio.FIRST_COMPLETED)
        for task in (answering, closing):
            task.cancel()
        await asyncio.gather(answering, closing, return_exceptions=True)
        if exchange.state != "finished":
            exchange.state, exchange.closed_at = "closed", time.monotonic()
        await self._note()

    async def _answer(self, exchange: Exchange, writer: asyncio.StreamWriter) -> None:
        target = TARGET.match(exchange.target)
        if target is None:
            _write(writer, 404, wire.error(SCENARIOS["unknown-model"]))
        elif not (exchange.headers.get("x-goog-api-key") or exchange.headers.get("authorization") == f"Bearer {TOKEN}"):
            _write(writer, 403, wire.error(SCENARIOS["forbidden"]))
        elif target["method"] == "countTokens":
            _write(writer, 200, {"totalTokens": wire.usage(exchange.body, "")["promptTokenCount"]})
        else:
            await self._play(self._scenario(target["model"]), exchange, target, writer)
        await writer.drain()
        exchange.state = "finished"

    def _scenario(self, model: str) -> Scenario:
        named = SCENARIOS.get(model.removeprefix("scenario-"))
        return named or (self.queued.popleft() if self.queued else self.standing)

    async def _play(self, scenario: Scenario, exchange: Exchange, target: re.Match[str], writer: asyncio.StreamWriter) -> None:
        exchange.scenario = scenario.name
        if scenario.kind == "silent":
            await asyncio.Event().wait()
        if scenario.kind == "hang-up":
            _reset(writer)
            return
        if scenario.kind == "error":
            _write(writer, scenario.status, wire.error(scenario), scenario.retry_after)
            return
        if scenario.kind == "redirect":
            writer.write(f"HTTP/1.1 307 Temporary Redirect\r\nLocation: {scenario.location}\r\nContent-Length: 0\r\n\r\n".encode())
            return
        chunks = wire.answer(scenario, exchange.body, target["model"])
        if target["method"] == "generateContent":
            if scenario.latched:
                await self._steps.acquire()
            if scenario.kind == "reset":
                _reset(writer)
                return
            _write(writer, 200, wire.merged(chunks))
            exchange.chunks_sent = 1
            return
        await self._stream(scenario, exchange, chunks, writer)

    async def _stream(self, scenario: Scenario, exchange: Exchange, chunks: list[wire.Json], writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n")
        for number, chunk in enumerate(chunks):
            if scenario.latched:
                await self._steps.acquire()
            await asyncio.sleep(scenario.delay)
            broken = number > 0 or len(chunks) == 1
            if broken and scenario.kind == "reset":
                _reset(writer)
                return
            if broken and scenario.kind == "truncated":
                return
            _write_piece(writer, b"data: {broken\r\n\r\n" if broken and scenario.kind == "broken-chunk" else _event(chunk))
            await writer.drain()
            exchange.state, exchange.chunks_sent = "answering", number + 1
            await self._note()
        writer.write(b"0\r\n\r\n")


def chosen(name: str, **changes: Any) -> Scenario:
    """The named scenario with changes to it.

    Raises:
        KeyError: there is no such scenario.
    """
    return dataclasses.replace(SCENARIOS[name], **changes)


async def _read(reader: asyncio.StreamReader) -> Exchange:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    method, target, _ = head[0].split(" ", 2)
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
    raw = await reader.readexactly(int(headers.get("content-length", "0")))
    return Exchange(method, target, headers, json.loads(raw) if raw.startswith(b"{") else None)


async def _end_of(reader: asyncio.StreamReader) -> None:
    """Wait until the client closes its side."""
    while await reader.read(1024):
        pass


def _event(chunk: wire.Json) -> bytes:
    return b"data: " + json.dumps(chunk, ensure_ascii=False).encode() + b"\r\n\r\n"


def _write_piece(writer: asyncio.StreamWriter, content: bytes) -> None:
    writer.write(f"{len(content):x}\r\n".encode() + content + b"\r\n")


def _write(writer: asyncio.StreamWriter, status: int, body: wire.Json, retry_after: str = "") -> None:
    content = json.dumps(body, ensure_ascii=False).encode()
    head = f"HTTP/1.1 {status} {REASONS.get(status, 'Error')}\r\nContent-Length: {len(content)}\r\nConnection: close\r\n"
    head += f"Retry-After: {retry_after}\r\n" if retry_after else ""
    writer.write(head.encode() + b"Content-Type: application/json; charset=UTF-8\r\n\r\n" + content)


def _reset(writer: asyncio.StreamWriter) -> None:
    """Close with RST instead of FIN: what a client sees when a proxy or a machine dies."""
    connection: socket.socket = writer.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
