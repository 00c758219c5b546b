from collections.abc import Callable
from pathlib import Path

import pytest
from lsprotocol import types

from support.language_server import editor, neovim, visual_studio_code, write
from support.two_services import READ_ORDER, SEND_ORDER, TWO_SERVICES, WATCH_ORDER

EXAMPLE = Path(__file__).parents[2] / "examples" / "three-machines"


@pytest.mark.parametrize("capabilities", [visual_studio_code, neovim])
async def test_hover_on_a_call_names_the_handler(tmp_path: Path, capabilities: Callable[[], types.ClientCapabilities]) -> None:
    async with editor(write(tmp_path, TWO_SERVICES), capabilities=capabilities()) as client:
        client.open("shop/client.py")
        await client.indexed()
        handler = client.uri("api/main.py") + "#L8"
        assert await client.hover("shop/client.py", SEND_ORDER, 24) == f"**POST** `/orders` → [api/main.py:8]({handler}) `create_order`"


async def test_hover_on_a_handler_names_its_callers(tmp_path: Path) -> None:
    async with editor(write(tmp_path, TWO_SERVICES)) as client:
        client.open("api/main.py")
        await client.indexed()
        caller = client.uri("shop/client.py") + "#L11"
        expected = f"**GET** `/orders/{{order_id}}` · FastAPI · `api`\n\n- From [shop/client.py:11]({caller}) `watch_order`"
        assert await client.hover("api/main.py", READ_ORDER, 12) == expected


async def test_hover_is_silent_beside_wires(tmp_path: Path) -> None:
    async with editor(write(tmp_path, TWO_SERVICES)) as client:
        client.open("shop/client.py")
        await client.indexed()
        assert await client.hover("shop/client.py", 0, 8) is None
        assert await client.hover("shop/client.py", 999, 0) is None
        assert await client.hover("README.md", 0, 0) is None
        outside = types.TextDocumentIdentifier("untitled:Untitled-1")
        assert await client.text_document_hover_async(types.HoverParams(outside, types.Position(0, 0))) is None


@pytest.mark.parametrize("capabilities", [visual_studio_code, neovim])
async def test_columns_are_utf_16_for_every_client(tmp_path: Path, capabilities: Callable[[], types.ClientCapabilities]) -> None:
    """The emoji before the call counts two columns and each Korean syllable one, though Neovim lists UTF-8 first."""
    async with editor(write(tmp_path, TWO_SERVICES), capabilities=capabilities()) as client:
        assert client.initialized_with is not None
        assert client.initialized_with.capabilities.position_encoding == "utf-16"
        client.open("shop/client.py")
        await client.indexed()
        line = TWO_SERVICES["shop/client.py"].split("\n")[WATCH_ORDER]
        column = len(line[: line.index('f"{API}')].encode("utf-16-le")) // 2
        assert await client.hover("shop/client.py", WATCH_ORDER, column - 6) is None
        params = types.HoverParams(client.document("shop/client.py"), types.Position(WATCH_ORDER, column))
        answer = await client.text_document_hover_async(params)
        assert answer is not None
        end = len(line.encode("utf-16-le")) // 2 - 1
        assert answer.range == types.Range(types.Position(WATCH_ORDER, column), types.Position(WATCH_ORDER, end))


async def test_hover_is_about_the_document_as_it_is_now(tmp_path: Path) -> None:
    """Lines move under the cursor faster than they are analysed."""
    async with editor(write(tmp_path, TWO_SERVICES)) as client:
        client.open("shop/client.py")
        await client.indexed()
        handler = client.uri("api/main.py") + "#L8"
        for number in range(1, 20):
            client.replace("shop/client.py", (1, 0), (1, 0), "# 한글 🚚\n")
            params = types.HoverParams(client.document("shop/client.py"), types.Position(SEND_ORDER + number, 24))
            answer = await client.text_document_hover_async(params)
            text = types.MarkupContent(types.MarkupKind.Markdown, f"**POST** `/orders` → [api/main.py:8]({handler}) `create_order`")
            assert answer == types.Hover(
                text, types.Range(types.Position(SEND_ORDER + number, 15), types.Position(SEND_ORDER + number, 30))
            )


async def test_hover_speaks_the_locale_of_the_client(tmp_path: Path) -> None:
    async with editor(write(tmp_path, TWO_SERVICES), locale="ko-KR") as client:
        client.open("api/main.py")
        await client.indexed()
        caller = client.uri("shop/client.py") + "#L11"
        expected = f"**GET** `/orders/{{order_id}}` · FastAPI · `api`\n\n- 보내는 곳: [shop/client.py:11]({caller}) `watch_order`"
        assert await client.hover("api/main.py", READ_ORDER, 12) == expected


async def test_hover_is_plain_text_for_clients_without_markdown(tmp_path: Path) -> None:
    async with editor(write(tmp_path, TWO_SERVICES), capabilities=types.ClientCapabilities()) as client:
        client.open("shop/client.py")
        await client.until(lambda: client.all(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS))
        assert await client.hover("shop/client.py", SEND_ORDER, 24) == "POST `/orders` → api/main.py:8 `create_order`"


async def test_hover_crosses_languages() -> None:
    async with editor(EXAMPLE) as client:
        client.open("frontend/src/GitPanel.jsx")
        await client.indexed()
        text = (EXAMPLE / "frontend/src/GitPanel.jsx").read_text(encoding="utf-8").split("\n")
        line = next(number for number, content in enumerate(text) if "/api/git/status/" in content)
        hover = await client.hover("frontend/src/GitPanel.jsx", line, text[line].index("/api/git"))
        assert hover is not None
        assert hover.startswith("**GET** `/api/git/status/` → [backend/git_app/views.py:")


SESSION = """from fastapi import Depends, FastAPI

app = FastAPI()


def session():
    yield


@app.get("/orders")
def orders(db=Depends(session)): ...
"""

DEPENDS = "https://fastapi.tiangolo.com/tutorial/dependencies/dependencies-with-yield/"


@pytest.mark.parametrize("capabilities", [visual_studio_code, neovim])
@pytest.mark.parametrize(
    ("locale", "sentence"),
    [
        (
            "en",
            "`Depends`: runs once per request, before the handler; what follows a `yield` runs afterwards and cleans up. [Documentation]",
        ),
        ("ko", "`Depends`: 요청마다 핸들러보다 먼저 한 번 실행됩니다. `yield` 뒤의 코드는 나중에 실행되어 정리합니다. [문서]"),
    ],
)
async def test_hover_explains_the_idea_behind_a_word_of_the_framework(
    tmp_path: Path, capabilities: Callable[[], types.ClientCapabilities], locale: str, sentence: str
) -> None:
    async with editor(write(tmp_path, {"main.py": SESSION}), capabilities=capabilities(), locale=locale) as client:
        client.open("main.py")
        await client.indexed()
        assert await client.hover("main.py", 10, 14) == f"{sentence}({DEPENDS})"
