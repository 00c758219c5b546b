from collections.abc import Sequence
from pathlib import Path

from lsprotocol import types

from support.language_server import Editor, editor, neovim, write
from support.two_services import CREATE_ORDER, LIST_ORDERS, PAY_ORDER, SEND_ORDER, TWO_SERVICES

FILE = "shop/client.py"
EXPLAIN = "Explain this file with Gemini"
REPORT = "Open the communication report"
CURL = ("Copy as curl", "wirelens.curl")
DOCS = ("Open the server's own docs (/docs)", "wirelens.docs")


async def actions(
    client: Editor, line: int, column: int, only: Sequence[str] | None = None, trigger: types.CodeActionTriggerKind | None = None
) -> list[types.CodeAction | types.Command]:
    position = types.Position(line, column)
    # Without diagnostics in the context: some clients send none, or send them without their source.
    context = types.CodeActionContext(diagnostics=[], only=only, trigger_kind=trigger)
    params = types.CodeActionParams(client.document(FILE), types.Range(position, position), context)
    return list(await client.text_document_code_action_async(params) or [])


def of_function(name: str) -> tuple[str, str]:
    return f"Explain {name}() with Gemini", "wirelens.explain"


def of_flow(name: str) -> tuple[str, str]:
    return f"Explain the flow through {name} with Gemini", "wirelens.explain"


def summary(found: list[types.CodeAction | types.Command]) -> list[tuple[str, object]]:
    return [(action.title, action.kind if isinstance(action, types.CodeAction) else None) for action in found]


def applied(text: str, action: types.CodeAction | types.Command, uri: str) -> str:
    """The text after the action's one edit."""
    assert isinstance(action, types.CodeAction)
    assert action.edit is not None
    if action.edit.document_changes is not None:
        [change] = action.edit.document_changes
        assert isinstance(change, types.TextDocumentEdit)
        assert (change.text_document.uri, change.text_document.version) == (uri, 1)
        [edit] = change.edits
    else:
        assert action.edit.changes is not None
        [edit] = action.edit.changes[uri]
    assert isinstance(edit, types.TextEdit)
    lines = text.split("\n")
    line = lines[edit.range.start.line]
    lines[edit.range.start.line] = line[: edit.range.start.character] + edit.new_text + line[edit.range.end.character :]
    return "\n".join(lines)


async def test_a_fix_mends_the_path(tmp_path: Path) -> None:
    async with editor(write(tmp_path, TWO_SERVICES)) as client:
        client.open(FILE)
        await client.indexed()
        found = await actions(client, PAY_ORDER, 24)
        assert summary(found) == [("Change the path to /orders", "quickfix"), of_function("pay_order"), (EXPLAIN, "wirelens.explain"), CURL]
        fix = found[0]
        assert isinstance(fix, types.CodeAction)
        assert fix.is_preferred
        assert [diagnostic.code for diagnostic in fix.diagnostics or ()] == ["no-route"]
        mended = applied(TWO_SERVICES[FILE], fix, client.uri(FILE))
        assert mended == TWO_SERVICES[FILE].replace('/order")', '/orders")')
        client.rewrite(FILE, mended)
        expected = [of_function("pay_order"), of_flow("pay_order"), (EXPLAIN, "wirelens.explain"), CURL, DOCS]
        assert summary(await actions(client, PAY_ORDER, 24)) == expected


async def test_a_fix_mends_the_method(tmp_path: Path) -> None:
    async with editor(write(tmp_path, TWO_SERVICES), capabilities=neovim()) as client:
        client.open(FILE)
        await client.indexed()
        [fix, *_] = await actions(client, LIST_ORDERS, 11)
        assert fix.title == "Change the method to POST"
        assert applied(TWO_SERVICES[FILE], fix, client.uri(FILE)) == TWO_SERVICES[FILE].replace(
            'get(f"{API}/orders")', 'post(f"{API}/orders")'
        )


async def test_the_lightbulb_is_dark_beside_wires(tmp_path: Path) -> None:
    async with editor(write(tmp_path, TWO_SERVICES)) as client:
        client.open(FILE)
        await client.indexed()
        assert await actions(client, 0, 3) == []
        on_wire = [of_function("send_order"), of_flow("send_order"), (EXPLAIN, "wirelens.explain"), CURL, DOCS]
        assert summary(await actions(client, SEND_ORDER, 24)) == on_wire
        assert await actions(client, SEND_ORDER - 1, 2, trigger=types.CodeActionTriggerKind.Automatic) == []


async def test_who_asks_for_actions_gets_those_of_the_function_around(tmp_path: Path) -> None:
    async with editor(write(tmp_path, TWO_SERVICES)) as client:
        client.open(FILE)
        await client.indexed()
        invoked = types.CodeActionTriggerKind.Invoked
        assert summary(await actions(client, PAY_ORDER - 1, 2, trigger=invoked)) == [of_function("pay_order")]
        assert summary(await actions(client, SEND_ORDER - 1, 2, trigger=invoked)) == [of_function("send_order"), of_flow("send_order")]
        assert await actions(client, 2, 0, trigger=invoked) == []


async def test_a_handler_is_an_endpoint_too(tmp_path: Path) -> None:
    async with editor(write(tmp_path, TWO_SERVICES)) as client:
        client.open("api/main.py")
        await client.indexed()
        position = types.Position(CREATE_ORDER, 12)
        context = types.CodeActionContext(diagnostics=[], only=["wirelens.explain"])
        params = types.CodeActionParams(client.document("api/main.py"), types.Range(position, position), context)
        found = await client.text_document_code_action_async(params) or []
        endpoint = ("Explain create_order and everyone it talks to with Gemini", "wirelens.explain")
        assert summary(list(found)) == [of_function("create_order"), endpoint, of_flow("create_order"), (EXPLAIN, "wirelens.explain")]
        [function, *_] = found
        assert isinstance(function, types.CodeAction)
        arguments = (client.uri("api/main.py"), {"line": CREATE_ORDER, "character": 12})
        assert function.command == types.Command(function.title, "wirelens.explainFunction", arguments=arguments)


async def test_source_actions_come_when_they_are_asked_for(tmp_path: Path) -> None:
    async with editor(write(tmp_path, TWO_SERVICES)) as client:
        client.open(FILE)
        await client.indexed()
        both = [(EXPLAIN, "source.wirelens.explain"), (REPORT, "source.wirelens.report")]
        assert summary(await actions(client, 0, 3, ["source"])) == both
        assert summary(await actions(client, 0, 3, ["source.wirelens.report"])) == both[1:]
        assert summary(await actions(client, PAY_ORDER, 24, ["source.fixAll", "source.organizeImports"])) == []
        assert summary(await actions(client, PAY_ORDER, 24, ["quickfix"])) == [("Change the path to /orders", "quickfix")]
        assert summary(await actions(client, PAY_ORDER, 24, ["refactor"])) == []


async def test_actions_carry_the_command_with_the_file(tmp_path: Path) -> None:
    async with editor(write(tmp_path, TWO_SERVICES)) as client:
        client.open(FILE)
        await client.indexed()
        *_, explain = await actions(client, SEND_ORDER, 24, ["wirelens.explain"])
        assert isinstance(explain, types.CodeAction)
        assert explain.command == types.Command(EXPLAIN, "wirelens.explain", arguments=(client.uri(FILE),))


async def test_clients_that_know_commands_only_get_the_command(tmp_path: Path) -> None:
    async with editor(write(tmp_path, TWO_SERVICES), capabilities=types.ClientCapabilities()) as client:
        client.open(FILE)
        await client.until(lambda: client.all(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS))
        function, whole = await actions(client, PAY_ORDER, 24)
        assert (function.title, whole) == (
            "Explain pay_order() with Gemini",
            types.Command(EXPLAIN, "wirelens.explain", arguments=(client.uri(FILE),)),
        )
        assert await actions(client, 0, 3) == []
