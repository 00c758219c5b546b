"""Documents and files as they change; each test asks the server what it now knows of the calls."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lsprotocol import types

from support.language_server import Editor, editor, write
from support.two_services import CREATE_ORDER, SEND_ORDER, TWO_SERVICES
from wirelens.model.span import Position, Span
from wirelens.workspace.documents import apply

FILE = "shop/client.py"
CALL = '    httpx.post(f"{API}/orders")\n'


async def callers(client: Editor) -> list[str] | None:
    """The callers of `create_order`, which the server looks for in all files."""
    return await client.references("api/main.py", CREATE_ORDER, 12)


async def test_typing_is_seen_before_it_is_saved(tmp_path: Path) -> None:
    async with editor(write(tmp_path, TWO_SERVICES)) as client:
        client.open(FILE)
        await client.indexed()
        client.replace(FILE, (SEND_ORDER, 0), (SEND_ORDER + 1, 0), "\n" + CALL + CALL)
        await client.pull(FILE)
        assert await callers(client) == ["shop/client.py:8", "shop/client.py:9"]
        client.close(FILE)
        await client.pull(FILE)
        assert await callers(client) == ["shop/client.py:7"]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
async def test_line_ends(tmp_path: Path, end: str) -> None:
    files = {name: text.replace("\n", end) for name, text in TWO_SERVICES.items()}
    async with editor(write(tmp_path, files)) as client:
        client.open(FILE)
        await client.indexed()
        assert await callers(client) == ["shop/client.py:7"]
        client.replace(FILE, (0, 0), (0, 0), f"# 한글 🚚{end}")
        await client.pull(FILE)
        assert await callers(client) == ["shop/client.py:8"]


async def test_characters_that_look_like_line_ends_are_none(tmp_path: Path) -> None:
    text = "# a\fb\u2028c\x85d\u2029 🚚\n" + TWO_SERVICES[FILE]
    async with editor(write(tmp_path, {**TWO_SERVICES, FILE: text})) as client:
        client.open(FILE)
        await client.indexed()
        assert await callers(client) == ["shop/client.py:8"]
        column = len('    httpx.post(f"{API}/')
        client.replace(FILE, (SEND_ORDER + 1, column), (SEND_ORDER + 1, column + len("orders")), "parcels")
        client.replace(FILE, (0, 0), (0, len("# a\fb")), "# 한")
        await client.pull(FILE)
        assert await callers(client) == []
        client.replace(FILE, (SEND_ORDER + 1, column), (SEND_ORDER + 1, column + len("parcels")), "orders")
        await client.pull(FILE)
        assert await callers(client) == ["shop/client.py:8"]


EDITS = st.lists(
    st.tuples(
        st.tuples(st.integers(0, 22), st.integers(0, 45)),
        st.tuples(st.integers(0, 22), st.integers(0, 45)),
        st.sampled_from(["", "\n", "\r\n", "\f", "\u2028", "한", "🚚", "x", CALL, '"', "def f():\n"]),
    ),
    max_size=12,
)


async def test_any_edits_come_to_the_same_as_the_text_they_make(tmp_path: Path) -> None:
    """Edited step by step, and sent whole: the server must give the same answers."""
    async with editor(write(tmp_path, TWO_SERVICES)) as client:
        client.open(FILE)
        await client.indexed()
        cases: list[list[tuple[tuple[int, int], tuple[int, int], str]]] = []

        @settings(max_examples=15, database=None)
        @given(EDITS)
        def collect(edits: list[tuple[tuple[int, int], tuple[int, int], str]]) -> None:
            cases.append(edits)

        collect()
        for edits in cases:
            text = TWO_SERVICES[FILE]
            client.rewrite(FILE, text)
            for start, end, new_text in edits:
                client.replace(FILE, start, end, new_text)
                text = apply(text, Span(Position(*start), Position(*end)), new_text)
            stepwise = await client.pull(FILE), await callers(client)
            client.rewrite(FILE, text)
            assert (await client.pull(FILE), await callers(client)) == stepwise


async def test_files_that_others_write_create_and_delete(tmp_path: Path) -> None:
    async with editor(write(tmp_path, TWO_SERVICES)) as client:
        client.open("api/main.py")
        await client.indexed()
        write(tmp_path, {"shop/more.py": TWO_SERVICES[FILE], FILE: "\n" + TWO_SERVICES[FILE]})
        client.changed_on_disk(FILE)
        client.changed_on_disk("shop/more.py", kind=types.FileChangeType.Created)
        await _until_callers(client, ["shop/client.py:8", "shop/more.py:7"])
        (tmp_path / "shop/more.py").unlink()
        client.changed_on_disk("shop/more.py", kind=types.FileChangeType.Deleted)
        await _until_callers(client, ["shop/client.py:8"])


async def test_saving_looks_at_the_whole_disk_again(tmp_path: Path) -> None:
    """For editors that do not watch files."""
    async with editor(write(tmp_path, TWO_SERVICES)) as client:
        client.open("api/main.py")
        await client.indexed()
        write(tmp_path, {"shop/more.py": TWO_SERVICES[FILE]})
        client.save("api/main.py")
        await _until_callers(client, ["shop/client.py:7", "shop/more.py:7"])


async def test_what_is_installed_is_passed_over(tmp_path: Path) -> None:
    async with editor(write(tmp_path, TWO_SERVICES)) as client:
        client.open("api/main.py")
        await client.indexed()
        write(tmp_path, {"node_modules/x/client.py": TWO_SERVICES[FILE], ".venv/client.py": TWO_SERVICES[FILE]})
        client.changed_on_disk("node_modules/x/client.py", ".venv/client.py", kind=types.FileChangeType.Created)
        client.open("node_modules/x/client.py")
        await client.pull("node_modules/x/client.py")
        assert await callers(client) == ["shop/client.py:7"]


async def test_a_buffer_of_a_file_that_is_not_saved_yet(tmp_path: Path) -> None:
    async with editor(write(tmp_path, TWO_SERVICES)) as client:
        await client.indexed()
        client.open("shop/new.py", TWO_SERVICES[FILE])
        await client.pull("shop/new.py")
        assert await callers(client) == ["shop/client.py:7", "shop/new.py:7"]


async def test_a_document_opened_before_the_workspace_is_read(tmp_path: Path) -> None:
    async with editor(write(tmp_path, TWO_SERVICES)) as client:
        client.open(FILE, "\n\n" + TWO_SERVICES[FILE])
        await client.indexed()
        assert await callers(client) == ["shop/client.py:9"]


async def _until_callers(client: Editor, expected: list[str]) -> None:
    seen = 0
    while await callers(client) != expected:
        seen += 1
        await client.until(lambda seen=seen: len(client.all(types.WORKSPACE_CODE_LENS_REFRESH)) > seen)
