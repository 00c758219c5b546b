"""Commit messages by Gemini in editors: asked for, agreed to, shown before, cancelled, and put where the message is written."""

import asyncio
import json
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from support.gemini_stand_in.fixture import Gemini, gemini
from support.language_server import Editor, editor, neovim, visual_studio_code
from support.repositories import Repository

__all__ = ["gemini"]

FILE = "notes.py"
MESSAGE = ".git/COMMIT_EDITMSG"
TEMPLATE = "\n# Please enter the commit message for your changes. Lines starting\n# with '#' will be ignored.\n"
ANSWER = json.dumps({"subject": "fix: load() returns 2", "body": ["메모 🚚"]})
WRITTEN = "fix: load() returns 2\n\n- 메모 🚚"
ACTION, COMMAND, TITLE = "Have Gemini write this message", "wirelens.draftCommitByGemini", "Asking Gemini for a commit message"
SAID = "Written by Gemini (gemini-3-flash-preview); read it before you use it."


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository.create(tmp_path / "system")
    made.commit({FILE: "def load():\n    return 1\n"})
    made.write({FILE: 'PASSWORD = "hunter-2-hunter"\n\n\ndef load():\n    return 2\n'})
    made.git("add", "-A")
    return made


@asynccontextmanager
async def asking(folder: Path, gemini: Gemini, enabled: str = "on", **options: Any) -> AsyncGenerator[Editor]:
    settings = {"gemini": {"enabled": enabled, "baseUrl": gemini.address}}
    async with editor(folder, options={"settings": settings}, environment={"GEMINI_API_KEY": "k"}, **options) as client:
        await client.indexed()
        yield client


def sent(gemini: Gemini) -> set[str]:
    """What each request said, as text."""
    both = [(request.body["systemInstruction"], request.body["contents"][0]) for request in gemini.requests]
    return {"\n\n".join(part["parts"][0]["text"] for part in parts) for parts in both}


def shown(client: Editor) -> str:
    [page] = client.shown_documents
    return Path(page.uri.removeprefix("file://")).read_text(encoding="utf-8")


async def actions(client: Editor, only: str | None = None) -> list[types.Command]:
    """The commands of all that is offered in the buffer."""
    context = types.CodeActionContext([], only=None if only is None else [only])
    start = types.Range(types.Position(0, 0), types.Position(0, 0))
    offered = await client.text_document_code_action_async(types.CodeActionParams(client.document(MESSAGE), start, context))
    commands = [each.command if isinstance(each, types.CodeAction) else each for each in offered or ()]
    return [each for each in commands if each is not None]


async def begun(client: Editor) -> None:
    """Waits until Gemini is asked, which several processes have to start for."""
    await client.until(lambda: client.progress_of(TITLE))


async def put(client: Editor) -> types.TextEdit:
    """The one edit, once the editor was asked to make it."""
    await begun(client)
    await client.until(lambda: client.all(types.WORKSPACE_APPLY_EDIT))
    [asked] = client.all(types.WORKSPACE_APPLY_EDIT)
    if asked.edit.document_changes is None:
        [(uri, edits)] = asked.edit.changes.items()
    else:
        [change] = asked.edit.document_changes
        uri, edits = change.text_document.uri, change.edits
    assert uri == client.uri(MESSAGE)
    [edit] = edits
    return edit


def line(number: int, start: int, end: int) -> types.Range:
    return types.Range(types.Position(number, start), types.Position(number, end))


async def test_asked_agreed_shown_and_sent_as_shown(repository: Repository, gemini: Gemini) -> None:
    gemini.play("answer", text=ANSWER)
    async with asking(repository.root, gemini, "ask") as client:
        answers = iter(["Not now", "Show what would be sent", "Yes"])
        client.answer_question = lambda _: next(answers)
        assert await client.execute(COMMAND, client.uri(FILE)) is None
        assert gemini.requests == []
        assert await client.execute(COMMAND, repository.root.as_uri()) == WRITTEN
        assert await client.execute(COMMAND, client.uri(FILE)) == WRITTEN, "agreed to, once and for all"
        questions = client.all(types.WINDOW_SHOW_MESSAGE_REQUEST)
        assert len(questions) == 3
        assert questions[0].message.startswith("Have Gemini write the commit message? The staged diff of 1 file(s)")
        assert questions[0].message.endswith(f"The answer holds for all that you ask Gemini about {repository.root}.")
        text = shown(client)
        assert client.notices()[1:] == [SAID, SAID]
    assert (len(gemini.requests), sent(gemini)) == (2, {text})
    assert "return 2" in text
    assert "hunter-2-hunter" not in text


@pytest.mark.parametrize("capabilities", [visual_studio_code, neovim])
async def test_the_buffer_of_a_message_is_filled(
    repository: Repository, gemini: Gemini, capabilities: Callable[[], types.ClientCapabilities]
) -> None:
    gemini.play("answer", text=ANSWER)
    async with asking(repository.root, gemini, capabilities=capabilities()) as client:
        client.open(MESSAGE, TEMPLATE)
        [command] = await actions(client)
        assert (command.title, command.command, command.arguments) == (ACTION, COMMAND, (client.uri(MESSAGE),))
        assert await actions(client, "wirelens.commit") == [command]
        assert await actions(client, "quickfix") == []
        assert await client.execute(command.command, *command.arguments or ()) is None
        assert await put(client) == types.TextEdit(line(0, 0, 0), WRITTEN)
        assert client.notices() == [SAID]
        await client.until(lambda: [values[-1]["kind"] for values in client.progress_of(TITLE)] == ["end"])
    assert len(gemini.requests) == 1


async def test_what_stood_there_is_replaced_and_what_was_written_meanwhile_stays(repository: Repository, gemini: Gemini) -> None:
    gemini.play("latched", text=ANSWER)
    async with asking(repository.root, gemini) as client:
        client.open(MESSAGE, f"feat: 메모 🚚\n\nBecause.\n{TEMPLATE}")
        await client.execute(COMMAND, client.uri(MESSAGE))
        await begun(client)
        await gemini.until("received")
        gemini.step(10)
        edit = await put(client)
        assert edit == types.TextEdit(types.Range(types.Position(0, 0), types.Position(2, 8)), WRITTEN)
    gemini.play("latched", text=ANSWER)
    async with asking(repository.root, gemini) as client:
        client.open(MESSAGE, TEMPLATE)
        await client.execute(COMMAND, client.uri(MESSAGE))
        await begun(client)
        await gemini.until("received", 2)
        client.replace(MESSAGE, (0, 0), (0, 0), "my own")
        gemini.step(10)
        assert await put(client) == types.TextEdit(line(0, 0, 0), f"{WRITTEN}\n\n")


async def test_git_s_comments_stay_lines_of_their_own(repository: Repository, gemini: Gemini) -> None:
    gemini.play("answer", text=ANSWER)
    async with asking(repository.root, gemini) as client:
        client.open(MESSAGE, TEMPLATE.removeprefix("\n"))
        await client.execute(COMMAND, client.uri(MESSAGE))
        assert await put(client) == types.TextEdit(line(0, 0, 0), f"{WRITTEN}\n")


async def test_one_at_a_time_and_cancelled_by_the_progress(repository: Repository, gemini: Gemini) -> None:
    gemini.play("latched", text=ANSWER)
    async with asking(repository.root, gemini) as client:
        first = asyncio.ensure_future(client.execute(COMMAND, client.uri(FILE)))
        await begun(client)
        await gemini.until("received")
        assert await client.execute(COMMAND, client.uri(FILE)) is None
        assert client.notices() == ["Gemini is writing a message for this repository already."]
        token = client.all(types.WINDOW_WORK_DONE_PROGRESS_CREATE)[-1].token
        client.window_work_done_progress_cancel(types.WorkDoneProgressCancelParams(token))
        await gemini.until("closed")
        assert await first is None
        await client.until(lambda: client.progress_of(TITLE)[0][-1]["kind"] == "end")
        assert client.progress_of(TITLE)[0][-1]["message"] == "Cancelled."
        gemini.play("answer", text=ANSWER)
        assert await client.execute(COMMAND, client.uri(FILE)) == WRITTEN


async def test_a_client_that_makes_no_edits_is_shown_the_message(repository: Repository, gemini: Gemini) -> None:
    gemini.play("answer", text=ANSWER)
    capabilities = neovim()
    assert capabilities.workspace is not None
    capabilities.workspace.apply_edit = None
    async with asking(repository.root, gemini, capabilities=capabilities) as client:
        client.open(MESSAGE, TEMPLATE)
        await client.execute(COMMAND, client.uri(MESSAGE))
        await begun(client)
        await client.until(lambda: len(client.notices()) == 2)
        assert client.notices() == [SAID, WRITTEN]


async def test_where_gemini_is_off_or_nothing_is_staged(repository: Repository, gemini: Gemini) -> None:
    async with asking(repository.root, gemini, "off") as client:
        client.open(MESSAGE, TEMPLATE)
        assert await actions(client) == []
        assert await client.execute(COMMAND, client.uri(FILE)) is None
        assert len(client.notices()) == 1
    repository.git("reset", "-q", "--hard")
    async with asking(repository.root, gemini) as client:
        client.open(MESSAGE, TEMPLATE)
        await client.execute(COMMAND, client.uri(MESSAGE))
        await client.until(client.notices)
        assert client.notices() == ["Nothing is staged, so there is nothing to draft from."]
    assert gemini.requests == []


async def test_an_untrusted_workspace_sends_nothing(repository: Repository, gemini: Gemini) -> None:
    options = {"trusted": False, "settings": {"gemini": {"enabled": "on", "baseUrl": gemini.address}}}
    async with editor(repository.root, options=options, environment={"GEMINI_API_KEY": "k"}) as client:
        await client.indexed()
        client.open(MESSAGE, TEMPLATE)
        assert await actions(client) == []
        await client.execute(COMMAND, client.uri(MESSAGE))
        await client.execute(COMMAND, client.uri(FILE))
        await client.until(lambda: len(client.notices()) == 2)
        assert client.notices() == ["Git is left alone in a workspace that is not trusted."] * 2
    assert gemini.requests == []
