from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from lsprotocol import types

from support.language_server import Editor, editor, neovim, visual_studio_code, write

CURSOR = "$0"
SHOP = """import uvicorn
from fastapi import FastAPI

app = FastAPI()


@app.post("/orders")
async def create_order(): ...


@app.get("/orders/{order_id}")
async def read_order(order_id: int): ...


@app.get("/orders/{order_id}/items/{item_id}")
async def read_item(order_id: int, item_id: int): ...


@app.get("/users")
async def list_users(): ...


if __name__ == "__main__":
    uvicorn.run(app, port=9000)
"""
FILMS = """from flask import Flask

app = Flask(__name__)


@app.get("/films")
def list_films(): ...


app.run(port=5001)
"""
SOURCES: Mapping[str, str] = {"shop/main.py": SHOP, "films/app.py": FILMS}
PAGE = 'import axios from "axios";\nconst api = axios.create({ baseURL: "http://localhost:9000" });\nexport async function 담기(id) {\n'

CREATE = ("/orders", "POST create_order · shop")
READ = ("/orders/{order_id}", "GET read_order · shop")
ITEM = ("/orders/{order_id}/items/{item_id}", "GET read_item · shop")
USERS = ("/users", "GET list_users · shop")
FILM = ("/films", "GET list_films · films")


def without_snippets() -> types.ClientCapabilities:
    return types.ClientCapabilities(window=types.WindowClientCapabilities(work_done_progress=True))


async def _complete(client: Editor, file: str, marked: str) -> types.CompletionList | None:
    """Types a file, and asks where the mark is."""
    text = marked.replace(CURSOR, "", 1)
    before = marked[: marked.index(CURSOR)]
    client.open(file, text)
    position = types.Position(before.count("\n"), len(before.rpartition("\n")[2].encode("utf-16-le")) // 2)
    answer = await client.text_document_completion_async(types.CompletionParams(client.document(file), position))
    assert answer is None or isinstance(answer, types.CompletionList)
    return answer


def _rows(answer: types.CompletionList | None) -> list[tuple[str, str]] | None:
    return None if answer is None else [(item.label, item.detail or "") for item in answer.items]


def _edits(answer: types.CompletionList | None) -> list[tuple[int, int, str]]:
    edits: list[tuple[int, int, str]] = []
    for item in answer.items if answer is not None else ():
        assert isinstance(item.text_edit, types.TextEdit)
        edits.append((item.text_edit.range.start.character, item.text_edit.range.end.character, item.text_edit.new_text))
    return edits


@pytest.mark.parametrize("capabilities", [visual_studio_code, neovim])
async def test_the_base_url_chooses_the_service_and_the_method_comes_first(
    tmp_path: Path, capabilities: Callable[[], types.ClientCapabilities]
) -> None:
    async with editor(write(tmp_path, SOURCES), capabilities=capabilities()) as client:
        await client.indexed()
        answer = await _complete(client, "web/page.jsx", f'{PAGE}  const r = "🛒" + (await api.post("/$0"));\n}}\n')
        assert _rows(answer) == [CREATE, READ, ITEM, USERS]
        assert answer is not None
        assert not answer.is_incomplete
        first = answer.items[0]
        assert (first.kind, first.filter_text, first.documentation) == (types.CompletionItemKind.Reference, "/orders", "shop/main.py:8")
        assert answer.items[2].documentation == "shop/main.py:16\nPath parameters: order_id, item_id"
        assert _edits(answer)[0] == (36, 37, "/orders")


@pytest.mark.parametrize(("capabilities", "has_snippets"), [(visual_studio_code, True), (neovim, True), (without_snippets, False)])
async def test_parameters_are_places_to_fill_in(
    tmp_path: Path, capabilities: Callable[[], types.ClientCapabilities], has_snippets: bool
) -> None:
    async with editor(write(tmp_path, SOURCES), capabilities=capabilities()) as client:
        await client.indexed()
        plain = await _complete(client, "web/a.js", f'{PAGE}  api.get("/orders/$0")\n}}\n')
        template = await _complete(client, "web/b.js", f"{PAGE}  api.get(`/orders/$0`)\n}}\n")
        python = await _complete(client, "jobs/c.py", 'import httpx\nhttpx.get(f"http://localhost:9000/orders/$0")\n')
        expected = (
            ["/orders/${1:{order_id\\}}", "/orders/\\${${1:order_id}\\}", "/orders/{${1:order_id}\\}"]
            if has_snippets
            else ["/orders/{order_id}", "/orders/${order_id}", "/orders/{order_id}"]
        )
        assert [_edits(answer)[0][2] for answer in (plain, template, python)] == expected
        assert [_rows(answer) for answer in (plain, template, python)] == [[READ, ITEM]] * 3


@pytest.mark.parametrize("capabilities", [visual_studio_code, neovim])
async def test_a_string_without_its_end(tmp_path: Path, capabilities: Callable[[], types.ClientCapabilities]) -> None:
    async with editor(write(tmp_path, SOURCES), capabilities=capabilities()) as client:
        await client.indexed()
        broken = f'{PAGE}  if (id) {{ const r = await api.get("/u$0)\n  return r.data;\n}}\n'
        assert _rows(await _complete(client, "web/a.jsx", broken)) == [READ, ITEM, USERS, CREATE]
        single = f"{PAGE}  const r = await api.get('$0\n  return r.data;\n}}\n"
        assert _rows(await _complete(client, "web/b.jsx", single)) == [READ, ITEM, USERS, CREATE]
        formatted = 'import requests\n\ndef 주문(번호):\n    requests.get(f"http://localhost:9000/orders/{번호}/$0\n    return 1\n'
        answer = await _complete(client, "jobs/c.py", formatted)
        assert _rows(answer) == [ITEM]
        assert _edits(answer)[0][:2] == (52, 53)
        crlf = 'import requests\r\nrequests.get("http://localhost:5001/$0, timeout=1)\r\nprint("끝")\r\n'
        assert _rows(await _complete(client, "jobs/d.py", crlf)) == [FILM]


async def test_values_that_are_typed_already_stay(tmp_path: Path) -> None:
    async with editor(write(tmp_path, SOURCES)) as client:
        await client.indexed()
        answer = await _complete(client, "jobs/a.py", 'import httpx\nhttpx.get("http://localhost:9000/orders/3/$0")\n')
        assert _edits(answer) == [(32, 42, "/orders/3/items/${1:{item_id\\}}")]
        answer = await _complete(client, "web/b.js", f"{PAGE}  api.get(`/orders/${{id}}/$0`)\n}}\n")
        assert _edits(answer) == [(24, 25, "/items/\\${${1:item_id}\\}")]
        answer = await _complete(client, "web/c.js", f'{PAGE}  api.get("/orders/" + id + "/$0")\n}}\n')
        assert _edits(answer) == [(29, 30, "/items/${1:{item_id\\}}")]


async def test_a_value_is_asked_for_anew_with_each_letter(tmp_path: Path) -> None:
    async with editor(write(tmp_path, SOURCES)) as client:
        await client.indexed()
        answer = await _complete(client, "jobs/a.py", 'import httpx\nhttpx.get("http://localhost:9000/orders/3$0")\n')
        assert answer is not None
        assert answer.is_incomplete
        assert [edit[2] for edit in _edits(answer)] == ["/orders/3", "/orders/3/items/${1:{item_id\\}}"]


async def test_without_a_base_every_service_is_a_candidate(tmp_path: Path) -> None:
    async with editor(write(tmp_path, SOURCES)) as client:
        await client.indexed()
        everything = [FILM, READ, ITEM, USERS, CREATE]
        assert _rows(await _complete(client, "web/a.js", 'fetch("$0")\n')) == everything
        assert _rows(await _complete(client, "web/b.js", "fetch(`${import.meta.env.VITE_API}/$0`)\n")) == everything
        assert _rows(await _complete(client, "web/c.js", 'fetch("https://example.com/$0")\n')) == []


async def test_wrappers_are_clients_too(tmp_path: Path) -> None:
    wrapper = 'const get = (path) => fetch("http://localhost:9000" + path);\nexport const f = () => get("/$0");\n'
    async with editor(write(tmp_path, SOURCES)) as client:
        await client.indexed()
        assert _rows(await _complete(client, "web/a.js", wrapper)) == [READ, ITEM, USERS, CREATE]


@pytest.mark.parametrize("capabilities", [visual_studio_code, neovim])
async def test_silent_everywhere_else(tmp_path: Path, capabilities: Callable[[], types.ClientCapabilities]) -> None:
    async with editor(write(tmp_path, SOURCES), capabilities=capabilities()) as client:
        await client.indexed()
        for number, text in enumerate(
            (
                f'{PAGE}  console.log("/$0")\n}}\n',
                f"{PAGE}  // api.get('/$0\n}}\n",
                f"{PAGE}  api.get(/$0)\n}}\n",
                f'{PAGE}  api.post("/orders", {{ note: "/$0" }})\n}}\n',
                f'{PAGE}  api.get("/users?q=/$0")\n}}\n',
                f'{PAGE}  api.get(`/users/${{"/$0"}}`)\n}}\n',
                f"{PAGE}  const path = '/$0\n}}\n",
            )
        ):
            assert await _complete(client, f"web/{number}.jsx", text) is None, text
        for number, text in enumerate(('# httpx.get("/$0")\n', 'import os\nos.path.join("/$0")\n', '"""requests.get("/$0")"""\n')):
            assert await _complete(client, f"jobs/{number}.py", text) is None, text
        assert await _complete(client, "notes.txt", 'fetch("/$0")') is None


async def test_the_trigger_characters_are_those_of_urls(tmp_path: Path) -> None:
    async with editor(write(tmp_path, SOURCES)) as client:
        assert client.initialized_with is not None
        provider = client.initialized_with.capabilities.completion_provider
        assert provider is not None
        assert provider.trigger_characters == ("/", '"', "'", "`")
        assert not provider.resolve_provider
