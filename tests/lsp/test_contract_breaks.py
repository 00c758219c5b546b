"""What changes since HEAD break, as editors show it: while typing, on the disk, after a commit."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from support.language_server import Editor, editor, neovim, write
from support.repositories import Repository
from support.two_services import CREATE_ORDER, TWO_SERVICES

SERVER, CLIENT = "api/main.py", "shop/client.py"
RENAMED = TWO_SERVICES[SERVER].replace('post("/orders")', 'post("/주문")')
ROUTE_BREAKS = (
    CREATE_ORDER,
    2,
    "At HEAD this was POST /orders, now it is POST /주문: 1 call breaks.",
    ["shop/client.py:7 Still asks for POST /orders."],
)
CALL_BREAKS = (
    6,
    2,
    "Broken since HEAD: what was POST /orders is POST /주문 now.",
    ["api/main.py:8 Here POST /orders was answered at HEAD."],
)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository.create(tmp_path / "주문 system")
    made.commit(TWO_SERVICES)
    return made


@pytest.fixture
def cache(tmp_path: Path) -> Mapping[str, str]:
    return {"XDG_CACHE_HOME": str(tmp_path / "cache")}


def breaks(client: Editor, file: str) -> list[tuple[int, int, str, list[str]]] | None:
    """The breaks that were pushed last for a file: line, severity, sentence and what is related; None before the first."""
    pushed = [params for params in client.all(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS) if client.place(params.uri) == file]
    return _breaks(client, pushed[-1].diagnostics) if pushed else None


def _breaks(client: Editor, diagnostics: list[types.Diagnostic]) -> list[tuple[int, int, str, list[str]]]:
    return [
        (
            each.range.start.line,
            int(each.severity or 0),
            each.message,
            [f"{client.place(it.location.uri)}:{it.location.range.start.line + 1} {it.message}" for it in each.related_information or ()],
        )
        for each in diagnostics
        if each.code == "contract-break"
    ]


async def lenses(client: Editor, file: str) -> list[types.CodeLens]:
    answer = await client.text_document_code_lens_async(types.CodeLensParams(client.document(file)))
    return [lens for lens in answer or () if lens.command and lens.command.command == "wirelens.brokenCallers"]


async def test_a_route_that_is_renamed_while_typing_and_back(repository: Repository, cache: Mapping[str, str]) -> None:
    capabilities = neovim()
    assert capabilities.text_document is not None
    capabilities.text_document.publish_diagnostics = types.PublishDiagnosticsClientCapabilities(related_information=True)
    async with editor(repository.root, capabilities=capabilities, environment=cache) as client:
        client.open(SERVER)
        await client.indexed()
        client.rewrite(SERVER, RENAMED)
        await client.until(lambda: breaks(client, SERVER) == [ROUTE_BREAKS] and breaks(client, CLIENT) == [CALL_BREAKS])
        client.rewrite(SERVER, TWO_SERVICES[SERVER])
        await client.until(lambda: not breaks(client, SERVER) and breaks(client, CLIENT) == [])


async def test_a_lens_leads_to_the_callers_and_ends_with_the_commit(repository: Repository, cache: Mapping[str, str]) -> None:
    write(repository.root, {SERVER: RENAMED})
    async with editor(repository.root, environment=cache, locale="ko") as client:
        client.open(SERVER)
        await client.indexed()
        await client.until(lambda: len(client.all(types.WORKSPACE_CODE_LENS_REFRESH)) == 2)
        (lens,) = await lenses(client, SERVER)
        assert lens.command is not None
        assert (lens.range.start.line, lens.command.title) == (CREATE_ORDER, "HEAD 이후 호출 1건이 깨짐")
        assert await client.execute("wirelens.brokenCallers", *(lens.command.arguments or ())) is None
        assert [client.place(shown.uri) for shown in client.shown_documents] == [CLIENT]
        repository.git("commit", "-qam", "주문")
        await client.until(lambda: len(client.all(types.WORKSPACE_CODE_LENS_REFRESH)) == 3)
        assert await lenses(client, SERVER) == []


async def test_a_route_that_is_gone_shows_at_the_top_of_its_file(repository: Repository, cache: Mapping[str, str]) -> None:
    head, _, tail = TWO_SERVICES[SERVER].partition('@app.post("/orders")')
    write(repository.root, {SERVER: head + tail.partition("return {}\n")[2]})
    async with editor(repository.root, environment=cache) as client:
        client.open(SERVER)
        await client.indexed()
        await client.until(lambda: len(client.all(types.WORKSPACE_CODE_LENS_REFRESH)) == 2)
        (lens,) = await lenses(client, SERVER)
        assert lens.command is not None
        assert (lens.range.start.line, lens.command.title) == (0, "POST /orders is gone: breaks 1 caller since HEAD")
        report: Any = await client.pull(SERVER)
        (found,) = _breaks(client, report.items)
        assert found == (
            0,
            2,
            "POST /orders, which was here at HEAD, is gone: 1 call breaks.",
            ["shop/client.py:7 Still asks for POST /orders."],
        )


async def test_an_untrusted_workspace_shows_nothing(repository: Repository, cache: Mapping[str, str]) -> None:
    write(repository.root, {SERVER: RENAMED})
    async with editor(repository.root, capabilities=neovim(), environment=cache, options={"trusted": False}) as client:
        client.open(SERVER)
        await client.indexed()
        await client.execute("wirelens.projectReport")
        assert breaks(client, SERVER) in (None, [])
        assert breaks(client, CLIENT) == []


async def test_who_does_not_want_the_check_has_the_lens_alone(repository: Repository, cache: Mapping[str, str]) -> None:
    write(repository.root, {SERVER: RENAMED})
    options = {"workspaceSettings": {"checks": {"contract-break": "off"}}}
    async with editor(repository.root, environment=cache, options=options) as client:
        client.open(SERVER)
        await client.indexed()
        await client.until(lambda: len(client.all(types.WORKSPACE_CODE_LENS_REFRESH)) == 2)
        assert len(await lenses(client, SERVER)) == 1
        report: Any = await client.pull(SERVER)
        assert _breaks(client, report.items) == []
