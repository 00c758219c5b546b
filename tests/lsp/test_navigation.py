from collections.abc import Callable
from pathlib import Path

import pytest
from lsprotocol import types

from support.language_server import editor, neovim, visual_studio_code, write
from support.two_services import CREATE_ORDER, READ_ORDER, SEND_ORDER, TWO_SERVICES, WATCH_ORDER

SEND = "shop/client.py", SEND_ORDER, 24


@pytest.mark.parametrize("capabilities", [visual_studio_code, neovim])
async def test_definition_leads_from_a_url_to_the_handler(tmp_path: Path, capabilities: Callable[[], types.ClientCapabilities]) -> None:
    async with editor(write(tmp_path, TWO_SERVICES), capabilities=capabilities()) as client:
        client.open("shop/client.py")
        await client.indexed()
        assert await client.definition(*SEND) == ["api/main.py:8"]


async def test_definition_says_which_text_it_is_about(tmp_path: Path) -> None:
    async with editor(write(tmp_path, TWO_SERVICES)) as client:
        client.open("shop/client.py")
        await client.indexed()
        params = types.DefinitionParams(client.document("shop/client.py"), types.Position(SEND_ORDER, 24))
        answer = await client.text_document_definition_async(params)
        assert answer == [
            types.LocationLink(
                target_uri=client.uri("api/main.py"),
                target_range=types.Range(types.Position(6, 0), types.Position(8, 13)),
                target_selection_range=types.Range(types.Position(CREATE_ORDER, 10), types.Position(CREATE_ORDER, 22)),
                origin_selection_range=types.Range(types.Position(SEND_ORDER, 15), types.Position(SEND_ORDER, 30)),
            )
        ]


async def test_definition_leaves_everything_but_urls_to_other_servers(tmp_path: Path) -> None:
    async with editor(write(tmp_path, TWO_SERVICES)) as client:
        client.open("shop/client.py")
        client.open("api/main.py")
        await client.indexed()
        assert await client.definition("shop/client.py", SEND_ORDER, 12) == []
        assert await client.definition("shop/client.py", 0, 8) == []
        assert await client.definition("api/main.py", CREATE_ORDER, 12) == []


async def test_references_lead_from_a_handler_to_its_callers(tmp_path: Path) -> None:
    async with editor(write(tmp_path, TWO_SERVICES)) as client:
        client.open("api/main.py")
        await client.indexed()
        assert await client.references("api/main.py", CREATE_ORDER, 12) == [f"shop/client.py:{SEND_ORDER + 1}"]
        assert await client.references("api/main.py", READ_ORDER, 12) == [f"shop/client.py:{WATCH_ORDER + 1}"]
        assert await client.references("api/main.py", 0, 0) == []


async def test_navigation_waits_for_what_was_just_typed(tmp_path: Path) -> None:
    async with editor(write(tmp_path, TWO_SERVICES)) as client:
        client.open("shop/client.py")
        await client.indexed()
        client.replace("shop/client.py", (0, 0), (0, 0), "# 한글 🚚\n# two lines more\n")
        assert await client.definition("shop/client.py", SEND_ORDER + 2, 24) == ["api/main.py:8"]
        assert await client.definition("shop/client.py", SEND_ORDER, 24) == []


async def test_places_in_files_that_were_just_edited_are_where_they_are_now(tmp_path: Path) -> None:
    async with editor(write(tmp_path, TWO_SERVICES)) as client:
        client.open("shop/client.py")
        client.open("api/main.py")
        await client.indexed()
        for lines in (1, 2):
            client.replace("shop/client.py", (0, 0), (0, 0), "# 한글 🚚\n")
            assert await client.references("api/main.py", CREATE_ORDER + lines - 1, 12) == [f"shop/client.py:{SEND_ORDER + 1 + lines}"]
            client.replace("api/main.py", (0, 0), (0, 0), "# 한글 🚚\n")
            assert await client.definition("shop/client.py", SEND_ORDER + lines, 24) == [f"api/main.py:{CREATE_ORDER + 1 + lines}"]
