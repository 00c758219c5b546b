from pathlib import Path

from lsprotocol import types

from support.language_server import Editor, editor, neovim, write
from support.two_services import CREATE_ORDER, READ_ORDER, TWO_SERVICES

ANOTHER_CALLER = {"shop/again.py": 'import httpx\n\n\ndef again():\n    httpx.post("http://localhost:9000/orders")\n'}


async def lenses(client: Editor, file: str) -> list[tuple[int, str, str, object]]:
    answer = await client.text_document_code_lens_async(types.CodeLensParams(client.document(file)))
    assert answer is not None
    return [(lens.range.start.line, lens.command.title, lens.command.command, lens.command.arguments) for lens in answer if lens.command]


def arguments(client: Editor, line: int) -> tuple[object, ...]:
    return (client.uri("api/main.py"), {"line": line, "character": 10})


async def test_a_lens_above_each_handler_counts_its_callers(tmp_path: Path) -> None:
    lonely = TWO_SERVICES["api/main.py"].replace("if __name__", '@app.delete("/orders")\ndef drop(): ...\n\n\nif __name__')
    async with editor(write(tmp_path, {**TWO_SERVICES, **ANOTHER_CALLER, "api/main.py": lonely})) as client:
        client.open("api/main.py")
        await client.indexed()
        assert await lenses(client, "api/main.py") == [
            (CREATE_ORDER, "2 callers", "wirelens.callers", arguments(client, CREATE_ORDER)),
            (READ_ORDER, "1 caller", "wirelens.callers", arguments(client, READ_ORDER)),
            (READ_ORDER + 5, "no caller here", "", None),
        ]
        assert await lenses(client, "shop/client.py") == []


async def test_lenses_are_asked_for_again_when_callers_came(tmp_path: Path) -> None:
    async with editor(write(tmp_path, TWO_SERVICES)) as client:
        client.open("api/main.py")
        await client.indexed()
        await client.until(lambda: len(client.all(types.WORKSPACE_CODE_LENS_REFRESH)) == 1)
        write(tmp_path, ANOTHER_CALLER)
        client.changed_on_disk("shop/again.py", kind=types.FileChangeType.Created)
        await client.until(lambda: len(client.all(types.WORKSPACE_CODE_LENS_REFRESH)) == 2)
        assert (await lenses(client, "api/main.py"))[0][1] == "2 callers"


async def test_the_command_of_a_lens_goes_to_the_only_caller(tmp_path: Path) -> None:
    async with editor(write(tmp_path, TWO_SERVICES)) as client:
        client.open("api/main.py")
        await client.indexed()
        [_, (_, _, command, given)] = await lenses(client, "api/main.py")
        assert isinstance(given, tuple)
        assert await client.execute(command, *given) is None
        text_range = types.Range(types.Position(10, 33), types.Position(10, 59))
        assert client.shown_documents == [types.ShowDocumentParams(client.uri("shop/client.py"), take_focus=True, selection=text_range)]


async def test_the_command_of_a_lens_asks_which_of_several_callers(tmp_path: Path) -> None:
    async with editor(write(tmp_path, {**TWO_SERVICES, **ANOTHER_CALLER})) as client:
        client.open("api/main.py")
        await client.indexed()
        await client.execute("wirelens.callers", *arguments(client, CREATE_ORDER))
        assert client.shown_documents == []  # the question was closed
        client.answer_question = lambda params: params.actions[0].title if params.actions else None
        await client.execute("wirelens.callers", *arguments(client, CREATE_ORDER))
        question = client.all(types.WINDOW_SHOW_MESSAGE_REQUEST)[0]
        assert question.message == "Go to which caller?"
        assert [action.title for action in question.actions] == ["shop/again.py:5", "shop/client.py:7"]
        assert [shown.uri for shown in client.shown_documents] == [client.uri("shop/again.py")]


async def test_clients_that_cannot_show_documents_are_told_the_place(tmp_path: Path) -> None:
    capabilities = neovim()
    assert capabilities.window is not None
    capabilities.window.show_document = None
    async with editor(write(tmp_path, TWO_SERVICES), capabilities=capabilities) as client:
        client.open("api/main.py")
        await client.indexed()
        await client.execute("wirelens.callers", *arguments(client, CREATE_ORDER))
        await client.execute("wirelens.callers", client.uri("api/main.py"), {"line": 0, "character": 0})
        await client.until(lambda: len(client.notices()) == 2)
        assert client.notices() == ["It is at shop/client.py:7.", "Nothing in this workspace calls it."]
