from pathlib import Path
from typing import Any, cast

from lsprotocol import types

from support.language_server import Editor, editor, neovim, write
from support.two_services import LIST_ORDERS, PAY_ORDER, TWO_SERVICES

METHOD = "/orders does not take GET, only POST."
ROUTE = "`api` has no route for /order; the nearest is /orders."
FIXED = TWO_SERVICES["shop/client.py"].replace('/order")', '/orders")').replace('get(f"{API}/orders")', 'post(f"{API}/orders")')


def expected(client: Editor) -> list[types.Diagnostic]:
    def related(line: int, start: int, end: int, text: str) -> tuple[types.DiagnosticRelatedInformation, ...]:
        text_range = types.Range(types.Position(line, start), types.Position(line, end))
        return (types.DiagnosticRelatedInformation(types.Location(client.uri("api/main.py"), text_range), text),)

    return [
        types.Diagnostic(
            range=types.Range(types.Position(LIST_ORDERS, 10), types.Position(LIST_ORDERS, 13)),
            message=METHOD,
            severity=types.DiagnosticSeverity.Error,
            code="method-mismatch",
            source="wirelens",
            related_information=related(7, 10, 22, "handled by `create_order`"),
        ),
        types.Diagnostic(
            range=types.Range(types.Position(PAY_ORDER, 22), types.Position(PAY_ORDER, 28)),
            message=ROUTE,
            severity=types.DiagnosticSeverity.Error,
            code="no-route",
            source="wirelens",
            related_information=related(6, 11, 18, "the nearest route, /orders"),
        ),
    ]


def full(report: types.DocumentDiagnosticReport) -> tuple[list[types.Diagnostic], str]:
    assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
    assert report.result_id is not None
    return list(report.items), report.result_id


async def test_pulled_diagnostics(tmp_path: Path) -> None:
    async with editor(write(tmp_path, TWO_SERVICES)) as client:
        client.open("shop/client.py")
        items, result = full(await client.pull("shop/client.py"))  # waits for the first analysis
        assert items == expected(client)
        unchanged = await client.pull("shop/client.py", result)
        assert unchanged == types.RelatedUnchangedDocumentDiagnosticReport(result)
        assert full(await client.pull("api/main.py"))[0] == []
        assert full(await client.pull("README.md"))[0] == []
        assert client.all(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS) == []


async def test_pulled_diagnostics_are_about_what_was_just_typed(tmp_path: Path) -> None:
    async with editor(write(tmp_path, TWO_SERVICES)) as client:
        client.open("shop/client.py")
        _, before = full(await client.pull("shop/client.py"))
        client.rewrite("shop/client.py", FIXED)
        items, after = full(await client.pull("shop/client.py", before))
        assert items == []
        assert after != before


async def test_clients_are_asked_to_pull_again_when_another_file_broke_a_call(tmp_path: Path) -> None:
    async with editor(write(tmp_path, {**TWO_SERVICES, "shop/client.py": FIXED})) as client:
        client.open("shop/client.py")
        client.open("api/main.py")
        assert full(await client.pull("shop/client.py"))[0] == []
        client.rewrite("api/main.py", TWO_SERVICES["api/main.py"].replace('"/orders"', '"/purchases"'))
        await client.until(lambda: len(client.all(types.WORKSPACE_DIAGNOSTIC_REFRESH)) == 1)
        items, _ = full(await client.pull("shop/client.py"))
        assert [(item.range.start.line, item.code) for item in items] == [(6, "no-route"), (14, "no-route"), (18, "no-route")]


async def test_the_whole_workspace_is_reported_and_then_only_what_changed(tmp_path: Path) -> None:
    async with editor(write(tmp_path, TWO_SERVICES)) as client:
        client.open("api/main.py")
        first = await client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams([]))
        [report] = cast("list[types.WorkspaceFullDocumentDiagnosticReport]", first.items)
        assert (report.uri, report.version, list(report.items)) == (client.uri("shop/client.py"), None, expected(client))
        assert report.result_id is not None
        previous = types.WorkspaceDiagnosticParams([types.PreviousResultId(report.uri, report.result_id)])
        client.open("shop/client.py", FIXED)
        second = await client.workspace_diagnostic_async(previous)
        [report] = cast("list[types.WorkspaceFullDocumentDiagnosticReport]", second.items)
        assert (report.uri, list(report.items)) == (client.uri("shop/client.py"), [])


def published(client: Editor) -> list[tuple[str, int | None, list[Any]]]:
    sent: list[types.PublishDiagnosticsParams] = client.all(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    return [(client.place(params.uri), params.version, [item.code for item in params.diagnostics]) for params in sent]


async def test_pushed_diagnostics_carry_versions_and_are_cleared(tmp_path: Path) -> None:
    async with editor(write(tmp_path, TWO_SERVICES), capabilities=neovim()) as client:
        await client.until(lambda: len(published(client)) == 1)
        client.open("shop/client.py")
        client.rewrite("shop/client.py", FIXED.replace('post(f"{API}/orders")', 'get(f"{API}/orders")'))
        await client.until(lambda: len(published(client)) >= 2)
        client.rewrite("shop/client.py", FIXED)
        await client.until(lambda: published(client)[-1][2] == [])
        assert published(client)[0] == ("shop/client.py", None, ["method-mismatch", "no-route"])
        assert published(client)[-2][1:] == (2, ["method-mismatch", "method-mismatch", "method-mismatch"])
        assert published(client)[-1] == ("shop/client.py", 3, [])


async def test_pushed_diagnostics_of_a_deleted_file_are_cleared(tmp_path: Path) -> None:
    async with editor(write(tmp_path, TWO_SERVICES), capabilities=neovim()) as client:
        await client.until(lambda: len(published(client)) == 1)
        (tmp_path / "shop/client.py").unlink()
        client.changed_on_disk("shop/client.py", kind=types.FileChangeType.Deleted)
        await client.until(lambda: len(published(client)) == 2)
        assert published(client)[1] == ("shop/client.py", None, [])


async def test_severities_are_the_users(tmp_path: Path) -> None:
    options = {"settings": {"checks": {"no-route": "hint", "method-mismatch": "off"}}}
    async with editor(write(tmp_path, TWO_SERVICES), options=options) as client:
        client.open("shop/client.py")
        items, _ = full(await client.pull("shop/client.py"))
        assert [(item.code, item.severity) for item in items] == [("no-route", types.DiagnosticSeverity.Hint)]


async def test_half_a_statement_says_nothing_of_other_files(tmp_path: Path) -> None:
    """What is typed is told at once; that another file's call has no route now, when the statement can be read and typing paused."""
    async with editor(write(tmp_path, {**TWO_SERVICES, "shop/client.py": FIXED}), capabilities=neovim()) as client:
        client.open("shop/client.py")
        client.open("api/main.py")
        await client.indexed()
        line = TWO_SERVICES["api/main.py"].split("\n").index('@app.post("/orders")')
        client.replace("api/main.py", (line, 10), (line, 20), '"/')  # no end of the string, no bracket: the route is gone
        own = 'import httpx\nhttpx.get("http://localhost:9000/nowhere")\n'
        client.open("shop/other.py", own)
        await client.until(lambda: published(client))
        assert published(client) == [("shop/other.py", 1, ["no-route"])]
        client.replace("api/main.py", (line, 12), (line, 12), 'purchases")')
        await client.until(lambda: len(published(client)) == 2)
        assert published(client)[1] == ("shop/client.py", 1, ["no-route", "no-route", "no-route"])


async def test_half_a_statement_asks_nobody_to_pull_other_files_again(tmp_path: Path) -> None:
    """The same for a client that pulls: its own file at each edit, the others' when it is asked to, after the pause."""
    async with editor(write(tmp_path, {**TWO_SERVICES, "shop/client.py": FIXED})) as client:
        client.open("shop/client.py")
        client.open("api/main.py")
        _, before = full(await client.pull("shop/client.py"))
        line = TWO_SERVICES["api/main.py"].split("\n").index('@app.post("/orders")')
        client.replace("api/main.py", (line, 10), (line, 20), '"/')
        assert full(await client.pull("api/main.py"))[0] == []  # waits until the edit is analysed
        assert await client.pull("shop/client.py", before) == types.RelatedUnchangedDocumentDiagnosticReport(before)
        assert client.all(types.WORKSPACE_DIAGNOSTIC_REFRESH) == []
        client.replace("api/main.py", (line, 12), (line, 12), 'purchases")')
        await client.until(lambda: len(client.all(types.WORKSPACE_DIAGNOSTIC_REFRESH)) == 1)
        items, _ = full(await client.pull("shop/client.py", before))
        assert [item.code for item in items] == ["no-route", "no-route", "no-route"]
