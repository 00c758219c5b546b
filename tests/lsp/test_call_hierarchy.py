from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from lsprotocol import types

from support.language_server import Editor, editor, neovim, visual_studio_code, write
from support.two_services import CREATE_ORDER, READ_ORDER, SEND_ORDER, TWO_SERVICES, WATCH_ORDER

CALLER = """

def order_twice():
    send_order()
    send_order()
"""
SOURCES = {**TWO_SERVICES, "shop/client.py": TWO_SERVICES["shop/client.py"] + CALLER}


async def _prepared(client: Editor, file: str, line: int, column: int) -> list[types.CallHierarchyItem]:
    params = types.CallHierarchyPrepareParams(client.document(file), types.Position(line, column))
    return list(await client.text_document_prepare_call_hierarchy_async(params) or ())


def _shown(client: Editor, item: types.CallHierarchyItem, ranges: Sequence[types.Range] = ()) -> str:
    at = "".join(f" {r.start.line + 1}:{r.start.character + 1}-{r.end.character + 1}" for r in ranges)
    return f"{item.name} ({item.detail}) {client.place(item.uri)}:{item.selection_range.start.line + 1}{at}"


async def _incoming(client: Editor, item: types.CallHierarchyItem) -> list[str]:
    calls = await client.call_hierarchy_incoming_calls_async(types.CallHierarchyIncomingCallsParams(item))
    return [_shown(client, call.from_, call.from_ranges) for call in calls or ()]


async def _outgoing(client: Editor, item: types.CallHierarchyItem) -> list[str]:
    calls = await client.call_hierarchy_outgoing_calls_async(types.CallHierarchyOutgoingCallsParams(item))
    return [_shown(client, call.to, call.from_ranges) for call in calls or ()]


@pytest.mark.parametrize("capabilities", [visual_studio_code, neovim])
async def test_calls_are_followed_across_services(tmp_path: Path, capabilities: Callable[[], types.ClientCapabilities]) -> None:
    async with editor(write(tmp_path, SOURCES), capabilities=capabilities()) as client:
        client.open("api/main.py")
        await client.indexed()
        (handler,) = await _prepared(client, "api/main.py", CREATE_ORDER, 12)
        assert handler == types.CallHierarchyItem(
            name="create_order",
            kind=types.SymbolKind.Function,
            uri=client.uri("api/main.py"),
            range=types.Range(types.Position(6, 0), types.Position(8, 13)),
            selection_range=types.Range(types.Position(7, 10), types.Position(7, 22)),
            detail="POST /orders · api",
        )
        calls = await client.call_hierarchy_incoming_calls_async(types.CallHierarchyIncomingCallsParams(handler))
        assert calls is not None
        (call,) = calls
        assert _shown(client, call.from_, call.from_ranges) == "send_order (shop) shop/client.py:6 7:16-31"
        assert await _incoming(client, call.from_) == ["order_twice (shop) shop/client.py:22 23:5-15 24:5-15"]
        assert await _outgoing(client, call.from_) == ["create_order (POST /orders · api) api/main.py:8 7:16-31"]
        assert await _outgoing(client, handler) == []


@pytest.mark.parametrize("capabilities", [visual_studio_code, neovim])
async def test_a_url_and_a_route_begin_at_the_handler(tmp_path: Path, capabilities: Callable[[], types.ClientCapabilities]) -> None:
    async with editor(write(tmp_path, SOURCES), capabilities=capabilities()) as client:
        client.open("shop/client.py")
        await client.indexed()
        expected = ["create_order (POST /orders · api) api/main.py:8"]
        assert [_shown(client, item) for item in await _prepared(client, "shop/client.py", SEND_ORDER, 24)] == expected
        assert [_shown(client, item) for item in await _prepared(client, "api/main.py", CREATE_ORDER - 1, 12)] == expected
        assert await _prepared(client, "shop/client.py", SEND_ORDER, 7) == []
        assert await _prepared(client, "shop/client.py", 0, 8) == []


async def test_an_item_is_found_again_after_its_file_was_edited(tmp_path: Path) -> None:
    async with editor(write(tmp_path, SOURCES)) as client:
        client.open("api/main.py")
        await client.indexed()
        (handler,) = await _prepared(client, "api/main.py", READ_ORDER, 12)
        client.replace("api/main.py", (0, 0), (0, 0), "# 한글 🚚\n\n")
        await client.hover("api/main.py", READ_ORDER + 2, 12)
        (moved,) = await _prepared(client, "api/main.py", READ_ORDER + 2, 12)
        assert moved.selection_range.start.line == READ_ORDER + 2
        caller = f"watch_order (shop) shop/client.py:10 {WATCH_ORDER + 1}:34-60"
        assert await _incoming(client, handler) == [caller]
        assert await _incoming(client, moved) == [caller]


async def test_nothing_is_said_of_files_elsewhere(tmp_path: Path) -> None:
    async with editor(write(tmp_path, SOURCES)) as client:
        await client.until(lambda: client.progress_of("Reading the workspace"))
        await client.indexed()
        nowhere = types.Range(types.Position(0, 0), types.Position(0, 1))
        item = types.CallHierarchyItem("x", types.SymbolKind.Function, "untitled:Untitled-1", nowhere, nowhere)
        assert await client.call_hierarchy_incoming_calls_async(types.CallHierarchyIncomingCallsParams(item)) is None
        assert await client.call_hierarchy_outgoing_calls_async(types.CallHierarchyOutgoingCallsParams(item)) is None
