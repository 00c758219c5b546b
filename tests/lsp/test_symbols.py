from collections.abc import Callable
from pathlib import Path

import pytest
from lsprotocol import types

from support.language_server import Editor, editor, neovim, visual_studio_code, write
from support.two_services import CREATE_ORDER, READ_ORDER, TWO_SERVICES


async def _symbols(client: Editor, query: str) -> list[str]:
    found = await client.workspace_symbol_async(types.WorkspaceSymbolParams(query))
    shown: list[str] = []
    for symbol in found or ():
        assert isinstance(symbol.location, types.Location)
        assert symbol.kind == types.SymbolKind.Interface
        start = symbol.location.range.start
        shown.append(f"{symbol.name} [{symbol.container_name}] {client.place(symbol.location.uri)}:{start.line + 1}:{start.character + 1}")
    return shown


@pytest.mark.parametrize("capabilities", [visual_studio_code, neovim])
async def test_endpoints_are_found_by_method_path_and_handler(tmp_path: Path, capabilities: Callable[[], types.ClientCapabilities]) -> None:
    async with editor(write(tmp_path, TWO_SERVICES), capabilities=capabilities()) as client:
        await client.indexed()
        create = f"POST /orders → create_order [api] api/main.py:{CREATE_ORDER + 1}:11"
        read = f"GET /orders/{{order_id}} → read_order [api] api/main.py:{READ_ORDER + 1}:11"
        for query in ("POST /orders", "post", "create_order", "crord"):
            assert await _symbols(client, query) == [create]
        assert await _symbols(client, "") == [read, create]
        assert await _symbols(client, "api orders") == [read, create]
        assert await _symbols(client, "배송") == []


@pytest.mark.parametrize("capabilities", [visual_studio_code, neovim])
async def test_urls_are_links_to_their_handlers(tmp_path: Path, capabilities: Callable[[], types.ClientCapabilities]) -> None:
    async with editor(write(tmp_path, TWO_SERVICES), capabilities=capabilities()) as client:
        client.open("shop/client.py")
        await client.indexed()
        assert client.initialized_with is not None
        can_link = client.initialized_with.capabilities.document_link_provider is not None
        profile = capabilities().text_document
        assert profile is not None
        assert can_link == (profile.document_link is not None)
        if not can_link:
            return
        links = await client.text_document_document_link_async(types.DocumentLinkParams(client.document("shop/client.py")))
        shown = [
            (link.range.start.line, link.range.start.character, link.range.end.character, link.target, link.tooltip) for link in links or ()
        ]
        assert shown == [
            (6, 22, 29, client.uri("api/main.py") + "#L8,11", "POST /orders · create_order · api"),
            (10, 33, 59, client.uri("api/main.py") + "#L13,11", "GET /orders/{order_id} · read_order · api"),
        ]


async def test_a_client_without_links_is_offered_none(tmp_path: Path) -> None:
    async with editor(write(tmp_path, TWO_SERVICES), capabilities=types.ClientCapabilities()) as client:
        assert client.initialized_with is not None
        assert client.initialized_with.capabilities.document_link_provider is None


async def test_symbols_of_a_file_that_was_just_edited_are_where_they_are_now(tmp_path: Path) -> None:
    async with editor(write(tmp_path, TWO_SERVICES)) as client:
        client.open("api/main.py")
        await client.indexed()
        client.replace("api/main.py", (0, 0), (0, 0), "# 한글 🚚\n")
        assert await _symbols(client, "create_order") == [f"POST /orders → create_order [api] api/main.py:{CREATE_ORDER + 2}:11"]
