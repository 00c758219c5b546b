"""Drafts of commit messages in editors: what git's own buffer is completed with, and what the command answers."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from lsprotocol import types

from support.language_server import Editor, editor
from support.repositories import Repository
from support.two_services import TWO_SERVICES
from wirelens.lsp.commit_drafts import what_is_staged
from wirelens.lsp.server import Server
from wirelens.workspace.apart import NoAnswerError

SERVER = "api/main.py"
MESSAGE = ".git/COMMIT_EDITMSG"
TEMPLATE = "\n# Please enter the commit message for your changes. Lines starting\n# with '#' will be ignored.\n"
DRAFT = """feat: change POST /orders to POST /주문

- Change POST /orders to POST /주문
  - shop/client.py:7 still asks for POST /orders"""


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository.create(tmp_path / "system")
    made.commit(TWO_SERVICES)
    made.git("commit", "-q", "--allow-empty", "-m", "feat: take orders")
    made.git("commit", "-q", "--allow-empty", "-m", "fix: keep orders")
    return made


def stage(repository: Repository) -> None:
    repository.write({SERVER: TWO_SERVICES[SERVER].replace('post("/orders")', 'post("/주문")')})
    repository.git("add", "-A")


async def completed(client: Editor, text: str, *, line: int = 0) -> list[types.CompletionItem] | None:
    client.open(MESSAGE, text)
    params = types.CompletionParams(client.document(MESSAGE), types.Position(line, len(text.splitlines()[line])))
    answer: Any = await client.text_document_completion_async(params)
    client.close(MESSAGE)
    return None if answer is None else answer.items


async def test_the_buffer_of_a_message_is_completed_as_long_as_it_is_empty(repository: Repository, tmp_path: Path) -> None:
    stage(repository)
    async with editor(repository.root, environment={"XDG_CACHE_HOME": str(tmp_path)}) as client:
        await client.indexed()
        assert await client.execute("wirelens.draftCommit", client.uri(SERVER)) == DRAFT
        (item,) = await completed(client, TEMPLATE) or []
        assert (item.label, item.filter_text, item.detail) == (
            DRAFT.splitlines()[0],
            DRAFT.splitlines()[0],
            "Wirelens, from what is staged",
        )
        assert item.text_edit == types.TextEdit(types.Range(types.Position(0, 0), types.Position(0, 0)), DRAFT)
        (typed,) = await completed(client, "주문 🚚" + TEMPLATE) or []
        assert typed.filter_text == "주문 🚚"
        assert typed.text_edit == types.TextEdit(types.Range(types.Position(0, 0), types.Position(0, 5)), DRAFT)
        assert await completed(client, "Rename\n\nBecause.\n" + TEMPLATE) is None
        assert await completed(client, TEMPLATE, line=1) is None
        assert await completed(client, TEMPLATE + "# ------------------------ >8 ------------------------\n+diff\n") is not None
        repository.git("commit", "-qm", "feat: rename")
        assert await completed(client, TEMPLATE) is None


async def test_nothing_staged_and_untrusted_workspaces(repository: Repository, tmp_path: Path) -> None:
    environment = {"XDG_CACHE_HOME": str(tmp_path)}
    async with editor(repository.root, environment=environment) as client:
        await client.indexed()
        assert await client.execute("wirelens.draftCommit", repository.root.as_uri()) is None
        assert client.notices() == ["Nothing is staged, so there is nothing to draft from."]
    stage(repository)
    async with editor(repository.root, environment=environment, options={"trusted": False}) as client:
        await client.indexed()
        assert await completed(client, TEMPLATE) is None
        assert await client.execute("wirelens.draftCommit", client.uri(SERVER)) is None
        assert len(client.notices()) == 1


async def test_the_setting_decides_the_language(repository: Repository, tmp_path: Path) -> None:
    stage(repository)
    options = {"settings": {"commit": {"language": "ko"}}}
    async with editor(repository.root, environment={"XDG_CACHE_HOME": str(tmp_path)}, options=options) as client:
        await client.indexed()
        draft = await client.execute("wirelens.draftCommit", client.uri(SERVER))
        assert draft.splitlines()[0] == "feat: POST /orders → POST /주문 변경"


async def test_a_fault_is_not_told_as_nothing_staged(tmp_path: Path) -> None:
    async def staged(*_: object) -> None:
        raise NoAnswerError("a trace")

    faults: list[str] = []
    notices: list[object] = []

    def notice(*told: object) -> None:
        notices.append(told)

    session = SimpleNamespace(drafting=SimpleNamespace(staged=staged), settings=None, analysis_failed=faults.append)
    server = SimpleNamespace(session=session, notice=notice)
    assert await what_is_staged(cast("Server", server), tmp_path) is None
    assert (faults, notices) == (["a trace"], [])
