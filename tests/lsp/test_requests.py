"""Copy as curl, and the server's own documentation."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from support.language_server import Editor, editor, neovim, visual_studio_code, write
from support.two_services import CREATE_ORDER, READ_ORDER, SEND_ORDER, TWO_SERVICES, WATCH_ORDER

CLIENT, SERVER = "shop/client.py", "api/main.py"
POST = "curl --request POST http://localhost:9000/orders"


async def _ask(client: Editor, command: str, file: str, line: int, column: int) -> Any:
    return await client.execute(command, client.uri(file), {"line": line, "character": column})


@pytest.mark.parametrize("capabilities", [visual_studio_code, neovim])
async def test_a_client_without_a_clipboard_is_shown_the_command(
    tmp_path: Path, capabilities: Callable[[], types.ClientCapabilities]
) -> None:
    async with editor(write(tmp_path, TWO_SERVICES), capabilities=capabilities()) as client:
        client.open(CLIENT)
        await client.indexed()
        assert await _ask(client, "wirelens.copyAsCurl", CLIENT, SEND_ORDER, 24) == POST
        assert await _ask(client, "wirelens.copyAsCurl", CLIENT, WATCH_ORDER, 40) == "curl 'http://localhost:9000/orders/{order_id}'"
        assert await _ask(client, "wirelens.copyAsCurl", CLIENT, 0, 0) is None
        assert client.notices() == [
            POST,
            "curl 'http://localhost:9000/orders/{order_id}'",
            "There is no request here whose host is known.",
        ]


@pytest.mark.parametrize("capabilities", [visual_studio_code, neovim])
async def test_a_client_with_a_clipboard_gets_the_command_alone(
    tmp_path: Path, capabilities: Callable[[], types.ClientCapabilities]
) -> None:
    async with editor(write(tmp_path, TWO_SERVICES), capabilities=capabilities(), options={"copiesText": True}) as client:
        await client.indexed()
        assert await _ask(client, "wirelens.copyAsCurl", SERVER, CREATE_ORDER, 12) == "curl --request POST http://127.0.0.1:9000/orders"
        assert client.notices() == []


async def test_a_port_that_nothing_says_is_called_a_guess(tmp_path: Path) -> None:
    source = TWO_SERVICES[SERVER].partition("if __name__")[0]
    async with editor(write(tmp_path, {SERVER: source}), options={"copiesText": True}) as client:
        await client.indexed()
        assert await _ask(client, "wirelens.copyAsCurl", SERVER, READ_ORDER, 12) == "curl 'http://127.0.0.1:8000/orders/{order_id}'"
        assert client.notices() == [
            "Port 8000 is a guess, the framework's default: nothing in this workspace says where the server listens."
        ]
        await _ask(client, "wirelens.openDocs", SERVER, READ_ORDER, 12)
        assert client.notices()[1:] == ["There is no FastAPI endpoint here whose port on this machine is known."]
        assert client.all(types.WINDOW_SHOW_DOCUMENT) == []


@pytest.mark.parametrize(("capabilities", "opens"), [(visual_studio_code, True), (neovim, None)])
async def test_the_servers_own_page_is_opened_outside(
    tmp_path: Path, capabilities: Callable[[], types.ClientCapabilities], opens: bool | None
) -> None:
    profile = capabilities()
    if opens is None:
        assert profile.window is not None
        opens = bool(profile.window.show_document and profile.window.show_document.support)
    async with editor(write(tmp_path, TWO_SERVICES), capabilities=profile) as client:
        await client.indexed()
        await _ask(client, "wirelens.openDocs", CLIENT, SEND_ORDER, 24)
        shown = [(params.uri, params.external) for params in client.all(types.WINDOW_SHOW_DOCUMENT)]
        if opens:
            assert (shown, client.notices()) == ([("http://127.0.0.1:9000/docs", True)], [])
        else:
            assert (shown, client.notices()) == ([], ["The server's own docs: http://127.0.0.1:9000/docs"])


async def test_no_page_is_opened_in_a_workspace_that_is_not_trusted(tmp_path: Path) -> None:
    async with editor(write(tmp_path, TWO_SERVICES), options={"trusted": False}) as client:
        await client.indexed()
        await _ask(client, "wirelens.openDocs", CLIENT, SEND_ORDER, 24)
        assert client.all(types.WINDOW_SHOW_DOCUMENT) == []
        assert client.notices() == ["Pages are opened in trusted workspaces only."]
