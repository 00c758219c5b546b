"""What no well-behaved client sends is answered, and the server goes on."""

import asyncio
import json

import pytest
from lsprotocol import types

from support.raw_language_server import Message, RawServer, raw_server
from wirelens.lsp.serve import create_server


def error(message: Message) -> tuple[object, int, str]:
    assert "data" not in message["error"]
    return message["id"], message["error"]["code"], message["error"]["message"]


async def still_answers(server: RawServer) -> bool:
    server.send("textDocument/hover", {"textDocument": {"uri": "file:///x.py"}, "position": {"line": 0, "character": 0}}, id="alive")
    return await server.response("alive") == {"id": "alive", "jsonrpc": "2.0", "result": None}


async def test_malformed_json_is_a_parse_error() -> None:
    async with raw_server() as server:
        await server.initialize()
        for body in (b"{", b"\xff\xfe", b'{"jsonrpc": "2.0", "id": 1, "method": "shutdown"', b"[" * 100_000):
            server.send_bytes(body)
            assert error(await server.response(None)) == (None, -32700, "Parse Error")
        assert await still_answers(server)


async def test_what_is_no_message_is_an_invalid_request() -> None:
    messages: tuple[tuple[object, int | None], ...] = (
        ([], None),
        ("text", None),
        ({"id": 7, "method": "shutdown"}, 7),
        ({"jsonrpc": "1.0", "id": 8, "method": "shutdown"}, 8),
        ({"jsonrpc": "2.0", "id": None, "method": "shutdown"}, None),
        ({"jsonrpc": "2.0", "id": [], "method": "shutdown"}, None),
        ({"jsonrpc": "2.0", "id": 9, "method": 3}, 9),
    )
    async with raw_server() as server:
        await server.initialize()
        for message, message_id in messages:
            server.send_bytes(json.dumps(message).encode())
            assert error(await server.response(message_id)) == (message_id, -32600, "Invalid Request")
        assert await still_answers(server)


async def test_bad_parameters_are_answered() -> None:
    bad_position = {"textDocument": {"uri": "file:///x.py"}, "position": {"line": "a"}}
    cases: tuple[object, ...] = (None, [], {}, {"textDocument": {"uri": 3}}, bad_position)
    async with raw_server() as server:
        await server.initialize()
        for params in cases:
            server.send("textDocument/hover", params, id=1)
            assert error(await server.response(1)) == (1, -32602, "Invalid Params: textDocument/hover")
        assert await still_answers(server)


async def test_notifications_with_bad_parameters_and_unknown_ones_are_passed_over() -> None:
    async with raw_server() as server:
        await server.initialize()
        server.send("textDocument/didOpen", {"textDocument": 3})
        server.send(
            "textDocument/didChange", {"textDocument": {"uri": "file:///never/opened.py", "version": 2}, "contentChanges": [{"text": ""}]}
        )
        server.send("$/unknown", {"type_name": "1 2"})
        server.send("$/cancelRequest", {"id": "no such request"})
        server.send("window/workDoneProgress/cancel", {"token": "no such token"})
        server.send_bytes(b'{"jsonrpc": "2.0", "id": "no such request", "result": 3}')
        server.send_bytes(b'{"jsonrpc": "2.0", "id": "no such request", "error": {"code": 1, "message": ""}}')
        assert await still_answers(server)


async def test_unknown_methods_are_refused() -> None:
    async with raw_server() as server:
        await server.initialize()
        server.send("textDocument/unknown", {"type_name": "1 2"}, id=1)
        assert error(await server.response(1)) == (1, -32601, "Method Not Found: textDocument/unknown")
        assert await still_answers(server)


async def test_commands_say_what_they_take() -> None:
    cases: tuple[tuple[str, object, str], ...] = (
        ("wirelens.unknown", [], "There is no command wirelens.unknown."),
        ("wirelens.explain", [], "The arguments of wirelens.explain should be [uri]."),
        ("wirelens.explain", None, "The arguments of wirelens.explain should be [uri]."),
        ("wirelens.explain", [3], "The arguments of wirelens.explain should be [uri]."),
        ("wirelens.report", ["file:///x", 1], "The arguments of wirelens.report should be [uri]."),
        ("wirelens.callers", ["file:///x", {"line": 1}], "The arguments of wirelens.callers should be [uri, position]."),
        ("wirelens.callers", ["file:///x", {"line": -1, "character": 0}], "The arguments of wirelens.callers should be [uri, position]."),
    )
    async with raw_server() as server:
        await server.initialize(locale="en")
        for command, arguments, text in cases:
            server.send("workspace/executeCommand", {"command": command, "arguments": arguments}, id=1)
            assert error(await server.response(1)) == (1, -32602, text)
        assert await still_answers(server)


async def test_requests_before_initialize_are_refused() -> None:
    async with raw_server() as server:
        server.send("textDocument/hover", {}, id=1)
        assert error(await server.response(1)) == (1, -32002, "ServerNotInitialized")
        await server.initialize()
        server.send("initialize", {"processId": None, "rootUri": None, "capabilities": {}}, id=2)
        assert error(await server.response(2)) == (2, -32600, "Invalid Request")
        assert await still_answers(server)


async def test_requests_after_shutdown_are_refused() -> None:
    async with raw_server() as server:
        await server.initialize()
        server.send("shutdown", id=1)
        assert await server.response(1) == {"id": 1, "jsonrpc": "2.0", "result": None}
        server.send("shutdown", id=2)
        assert error(await server.response(2)) == (2, -32600, "Invalid Request")
        server.send("exit")
        assert await server.exit_code() == 0


async def test_requests_that_wait_are_cancelled() -> None:
    """A client that asks for the whole workspace is answered when something changes; until then it may cancel."""
    async with raw_server() as server:
        await server.initialize(capabilities={"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": True}}})
        server.send("workspace/diagnostic", {"previousResultIds": []}, id=1)
        server.send("workspace/diagnostic", {"previousResultIds": []}, id=2)
        server.send("$/cancelRequest", {"id": 1})
        assert error(await server.response(1)) == (1, -32800, "Request Cancelled")
        server.send("shutdown", id=3)
        assert error(await server.response(2)) == (2, -32800, "Request Cancelled")
        assert await server.response(3) == {"id": 3, "jsonrpc": "2.0", "result": None}


async def test_a_fault_of_ours_is_answered_without_our_paths(caplog: pytest.LogCaptureFixture) -> None:
    server, sent = create_server(), Sent()
    server.protocol.set_writer(sent)

    @server.feature("textDocument/foldingRange")
    async def fail(_params: types.FoldingRangeParams) -> None:
        raise KeyError("/home/ada/secret.py")

    @server.feature("textDocument/didSave/again")
    def fail_silently(_params: object) -> None:
        raise KeyError("/home/ada/secret.py")

    def receive(method: str, params: object, **fields: object) -> None:
        server.protocol.receive(json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **fields}).encode())

    receive("initialize", {"processId": None, "rootUri": None, "capabilities": {}}, id=0)
    receive("textDocument/didSave/again", {})
    receive("textDocument/foldingRange", {"textDocument": {"uri": "file:///x.py"}}, id=1)
    while sent.messages[-1]["id"] != 1:  # noqa: ASYNC110 - the answer comes within this loop's next steps
        await asyncio.sleep(0)
    assert error(sent.messages[-1]) == (1, -32603, "Internal Error: textDocument/foldingRange")
    assert [message.get("id") for message in sent.messages] == [0, 1]
    assert [record.exc_info is not None for record in caplog.records] == [True, True]


class Sent:
    """What the server sends, as messages."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    def write(self, data: bytes) -> None:
        self.messages.append(json.loads(data.split(b"\r\n\r\n", 1)[1]))

    def close(self) -> None: ...
