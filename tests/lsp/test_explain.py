"""Asking Gemini, whose place the stand-in takes, through the real client of google-genai."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from support.gemini_stand_in.fixture import Gemini, gemini
from support.language_server import PATIENCE, Editor, editor, visual_studio_code, write
from support.two_services import SEND_ORDER, TWO_SERVICES

__all__ = ["gemini"]

FILE = "shop/client.py"
TITLE = f"Asking Gemini about {FILE}"
YES, SHOW, NOT_NOW, NEVER = "Yes", "Show what would be sent", "Not now", "Never for this workspace"


@asynccontextmanager
async def asking(
    folder: Path,
    gemini: Gemini,
    *,
    enabled: str = "on",
    key: str = "test-key",
    capabilities: types.ClientCapabilities | None = None,
    **options: Any,
) -> AsyncGenerator[Editor]:
    settings = {"gemini": {"enabled": enabled, "baseUrl": gemini.address}}
    environment = {"GEMINI_API_KEY": key} if key else {}
    async with editor(folder, capabilities=capabilities, options={"settings": settings, **options}, environment=environment) as client:
        client.open(FILE)
        await client.indexed()
        yield client


def report(path: str) -> str:
    assert path.endswith(".md")
    return Path(path).read_text(encoding="utf-8")


def kinds(values: list[Any]) -> list[str]:
    return [value["kind"] for value in values]


async def test_a_job_tells_how_far_it_is_and_ends_in_a_report(tmp_path: Path, gemini: Gemini) -> None:
    gemini.play("latched")
    gemini.step()
    async with asking(write(tmp_path, TWO_SERVICES), gemini) as client:
        job = await client.execute("wirelens.explain", client.uri(FILE))
        assert isinstance(job, str)
        await gemini.until("answering")
        # The editor goes on meanwhile.
        assert await client.hover(FILE, SEND_ORDER, 24) is not None
        gemini.step(2)
        await client.until(lambda: client.shown_documents)
        [values] = client.progress_of(TITLE)
        assert values[0] == {"kind": "begin", "title": TITLE, "cancellable": True, "percentage": 0}
        assert values[-1] == {"kind": "end", "message": "Explained."}
        percentages = [value["percentage"] for value in values[:-1]]
        assert percentages == sorted(percentages)
        told = [value["message"] for value in values[1:-1]]
        assert {"Sent, Gemini is reading", "Done"} <= set(told)
        lengths = [int(sentence.split()[3]) for sentence in told if sentence.startswith("Gemini is answering: ")]
        assert len(lengths) == 3
        assert lengths == sorted(lengths)
        [shown] = client.shown_documents
        assert shown.take_focus is False
    assert "Gemini" in report(shown.uri.removeprefix("file://"))


async def test_an_explanation_shows_in_hover_until_the_file_changes(tmp_path: Path, gemini: Gemini) -> None:
    async with asking(write(tmp_path, TWO_SERVICES), gemini) as client:
        await client.execute("wirelens.explain", client.uri(FILE))
        await client.until(lambda: client.shown_documents)
        await _until_hover(client, marked=True)
        client.replace(FILE, (0, 0), (0, 0), "import asyncio\n")
        await _until_hover(client, marked=False, line=SEND_ORDER + 1)
        client.replace(FILE, (0, 0), (1, 0), "")
        await _until_hover(client, marked=True)
        await client.execute("wirelens.showExplanation", client.uri(FILE))
        assert len(client.shown_documents) == 2
        assert client.shown_documents[0].uri == client.shown_documents[1].uri
    async with asking(tmp_path, gemini, key="") as client:  # it is kept, and shown without a key
        await _until_hover(client, marked=True)
    assert len(gemini.requests) == 1


async def _until_hover(client: Editor, *, marked: bool, line: int = SEND_ORDER) -> None:
    """Asks until the hover has, or no longer has, Gemini's part: nothing tells an editor that it would be another."""
    async with asyncio.timeout(PATIENCE):
        while ("Gemini" in (await client.hover(FILE, line, 24) or "")) is not marked:
            pass


async def test_the_user_cancels_by_the_progress(tmp_path: Path, gemini: Gemini) -> None:
    gemini.play("latched")
    gemini.step()
    async with asking(write(tmp_path, TWO_SERVICES), gemini) as client:
        await client.execute("wirelens.explain", client.uri(FILE))
        await gemini.until("answering")
        token = client.all(types.WINDOW_WORK_DONE_PROGRESS_CREATE)[-1].token
        client.window_work_done_progress_cancel(types.WorkDoneProgressCancelParams(token))
        await gemini.until("closed")  # the connection too: nothing more is billed
        await client.until(lambda: kinds(client.progress_of(TITLE)[0])[-1] == "end")
        assert client.progress_of(TITLE)[0][-1] == {"kind": "end", "message": "Cancelled."}
        assert client.shown_documents == []
        assert client.notices() == []


async def test_a_job_is_cancelled_by_its_number(tmp_path: Path, gemini: Gemini) -> None:
    gemini.play("latched")
    gemini.step()
    async with asking(write(tmp_path, TWO_SERVICES), gemini) as client:
        job = await client.execute("wirelens.explain", client.uri(FILE))
        await gemini.until("answering")
        assert await client.execute("wirelens.cancel", job) is True
        await gemini.until("closed")
        await client.until(lambda: kinds(client.progress_of(TITLE)[0])[-1] == "end")
        assert await client.execute("wirelens.cancel", job) is False


async def test_shutdown_closes_the_connection(tmp_path: Path, gemini: Gemini) -> None:
    gemini.play("latched")
    gemini.step()
    async with asking(write(tmp_path, TWO_SERVICES), gemini) as client:
        await client.execute("wirelens.explain", client.uri(FILE))
        await gemini.until("answering")
    await gemini.until("closed")


async def test_a_failure_is_told_once_and_ends_the_progress(tmp_path: Path, gemini: Gemini) -> None:
    gemini.play("wrong-key")
    async with asking(write(tmp_path, TWO_SERVICES), gemini) as client:
        await client.execute("wirelens.explain", client.uri(FILE))
        await client.until(client.notices)
        expected = "Gemini does not accept the key in GEMINI_API_KEY. Check it at https://aistudio.google.com/apikey."
        assert client.notices() == [expected]
        await client.until(lambda: kinds(client.progress_of(TITLE)[0])[-1] == "end")
        assert client.progress_of(TITLE)[0][-1] == {"kind": "end", "message": "No explanation."}


async def test_the_user_is_asked_before_anything_is_sent(tmp_path: Path, gemini: Gemini) -> None:
    async with asking(write(tmp_path, TWO_SERVICES), gemini, enabled="ask") as client:
        assert await client.execute("wirelens.explain", client.uri(FILE)) is None
        [question] = client.all(types.WINDOW_SHOW_MESSAGE_REQUEST)
        assert question.message.startswith("Explain with Gemini? The code in question and what Wirelens found about it")
        assert [action.title for action in question.actions] == [YES, SHOW, NOT_NOW, NEVER]
        client.answer_question = lambda _: NOT_NOW
        assert await client.execute("wirelens.explain", client.uri(FILE)) is None
        assert gemini.requests == []
        client.answer_question = lambda _: YES
        assert await client.execute("wirelens.explain", client.uri(FILE)) is not None
        await client.until(lambda: client.shown_documents)
        asked = len(client.all(types.WINDOW_SHOW_MESSAGE_REQUEST))
        await client.execute("wirelens.explain", client.uri(FILE))
        assert len(client.all(types.WINDOW_SHOW_MESSAGE_REQUEST)) == asked  # one yes is enough


async def test_never_means_never_for_this_workspace(tmp_path: Path, gemini: Gemini) -> None:
    async with asking(write(tmp_path, TWO_SERVICES), gemini, enabled="ask") as client:
        client.answer_question = lambda _: NEVER
        assert await client.execute("wirelens.explain", client.uri(FILE)) is None
        assert await client.execute("wirelens.explain", client.uri(FILE)) is None
        assert len(client.all(types.WINDOW_SHOW_MESSAGE_REQUEST)) == 1
        await client.until(client.notices)
        assert client.notices()[0].startswith("You declined Gemini for this workspace.")
        assert gemini.requests == []


@pytest.mark.parametrize(
    ("options", "notice"),
    [
        ({"key": ""}, "Explaining needs a Gemini API key, everything else works without."),
        ({"enabled": "off"}, "Gemini is switched off."),
        ({"trusted": False}, "This workspace is not trusted: nothing of it is sent to Gemini."),
    ],
)
async def test_why_gemini_is_not_asked(tmp_path: Path, gemini: Gemini, options: dict[str, Any], notice: str) -> None:
    async with asking(write(tmp_path, TWO_SERVICES), gemini, **options) as client:
        assert await client.execute("wirelens.explain", client.uri(FILE)) is None
        await client.until(client.notices)
        assert client.notices()[0].startswith(f"{notice}")
        assert gemini.requests == []


async def test_a_workspace_decides_neither_whether_nor_where(tmp_path: Path, gemini: Gemini) -> None:
    hostile = {"gemini": {"enabled": "on", "baseUrl": "http://127.0.0.1:9"}}
    pyproject = '[tool.wirelens.gemini]\nenabled = "on"\nbaseUrl = "http://127.0.0.1:9"\n'
    files = {**TWO_SERVICES, "pyproject.toml": pyproject}
    async with asking(write(tmp_path, files), gemini, enabled="ask", workspaceSettings=hostile) as client:
        client.answer_question = lambda _: YES
        await client.execute("wirelens.explain", client.uri(FILE))
        assert len(client.all(types.WINDOW_SHOW_MESSAGE_REQUEST)) == 1
        await client.until(lambda: client.shown_documents)
        assert len(gemini.requests) == 1


async def test_clients_without_progress_and_documents_are_told_where_the_report_is(tmp_path: Path, gemini: Gemini) -> None:
    capabilities = visual_studio_code()
    assert capabilities.window is not None
    capabilities.window.show_document = None
    async with asking(write(tmp_path, TWO_SERVICES), gemini, capabilities=capabilities) as client:
        await client.execute("wirelens.explain", client.uri(FILE))
        await client.until(client.notices)
        [notice] = client.notices()
    assert "Gemini" in report(notice.removeprefix("The report is at ").removesuffix("."))


async def test_the_report_needs_no_gemini(tmp_path: Path, gemini: Gemini) -> None:
    async with asking(write(tmp_path, TWO_SERVICES), gemini, enabled="off", key="", trusted=False) as client:
        await client.execute("wirelens.report", client.uri(FILE))
        [shown] = client.shown_documents
        await client.execute("wirelens.showExplanation", client.uri(FILE))
        await client.until(client.notices)
        assert client.notices() == [f"Gemini has not explained {FILE}."]
    assert "send_order" in report(shown.uri.removeprefix("file://"))


async def test_files_that_are_not_read_are_not_explained(tmp_path: Path, gemini: Gemini) -> None:
    async with asking(write(tmp_path, {**TWO_SERVICES, "notes.txt": "hello"}), gemini) as client:
        for file in ("notes.txt", "../elsewhere.py"):
            assert await client.execute("wirelens.explain", client.uri(file)) is None
        await client.until(lambda: len(client.notices()) == 2)
        assert client.notices()[0] == "Wirelens does not read notes.txt."
        assert gemini.requests == []


async def test_asking_twice_is_one_job_and_one_progress(tmp_path: Path, gemini: Gemini) -> None:
    gemini.play("latched")
    gemini.step()
    async with asking(write(tmp_path, TWO_SERVICES), gemini) as client:
        job = await client.execute("wirelens.explain", client.uri(FILE))
        await gemini.until("answering")
        assert await client.execute("wirelens.explain", client.uri(FILE)) == job
        gemini.step(2)
        await client.until(lambda: client.shown_documents)
        await client.hover(FILE, SEND_ORDER, 24)
        assert len(client.progress_of(TITLE)) == 1
        assert len(client.shown_documents) == 1
    assert len(gemini.requests) == 1


async def test_a_pause_shows_in_the_progress(tmp_path: Path, gemini: Gemini) -> None:
    gemini.play("rate-limited", times=1, retry_seconds=1)
    async with asking(write(tmp_path, TWO_SERVICES), gemini) as client:
        await client.execute("wirelens.explain", client.uri(FILE))
        await client.until(lambda: client.shown_documents)
        [values] = client.progress_of(TITLE)
        assert "Too many requests for now. Asking again in 1 s (attempt 2)." in [value.get("message") for value in values]


async def test_a_job_outlives_its_editor(tmp_path: Path, gemini: Gemini) -> None:
    gemini.play("silent")
    async with asking(write(tmp_path, TWO_SERVICES), gemini) as client:
        await client.execute("wirelens.explain", client.uri(FILE))
        await gemini.until("received")
    await gemini.until("closed")
    gemini.play("answer")
    async with asking(tmp_path, gemini) as client:
        await gemini.until("finished")
        await client.until(lambda: client.progress_of(TITLE) and kinds(client.progress_of(TITLE)[0])[-1] == "end")
        assert client.progress_of(TITLE)[0][-1] == {"kind": "end", "message": "Explained."}
        assert client.shown_documents == [], "nobody waits for the report any more"
        await _until_hover(client, marked=True)
    async with asking(tmp_path, gemini) as client:
        await _until_hover(client, marked=True)
        assert client.progress_of(TITLE) == []
    assert len(gemini.requests) == 2


async def test_a_job_outlives_its_server(tmp_path: Path, gemini: Gemini) -> None:
    gemini.play("silent")
    with contextlib.suppress(ConnectionAbortedError):
        async with asking(write(tmp_path, TWO_SERVICES), gemini) as client:
            await client.execute("wirelens.explain", client.uri(FILE))
            await gemini.until("received")
            client.process.kill()
            raise ConnectionAbortedError  # there is no server to shut down
    await gemini.until("closed")
    gemini.play("answer")
    async with asking(tmp_path, gemini) as client:
        await _until_hover(client, marked=True)
    assert len(gemini.requests) == 2


async def test_a_job_waits_for_a_server_that_may_ask(tmp_path: Path, gemini: Gemini) -> None:
    gemini.play("silent")
    async with asking(write(tmp_path, TWO_SERVICES), gemini) as client:
        await client.execute("wirelens.explain", client.uri(FILE))
        await gemini.until("received")
    gemini.play("answer")
    async with asking(tmp_path, gemini, enabled="off") as client:
        await client.hover(FILE, SEND_ORDER, 24)
    async with asking(tmp_path, gemini) as client:
        await _until_hover(client, marked=True)
    assert len(gemini.requests) == 2


async def test_what_the_user_looks_at_goes_first(tmp_path: Path, gemini: Gemini) -> None:
    gemini.play("latched", chunks=1)
    files = [f"shop/client_{number}.py" for number in range(7)]
    copies = {file: f"{TWO_SERVICES['shop/client.py']}\n# {file}\n" for file in files}
    async with asking(write(tmp_path, {**TWO_SERVICES, **copies}), gemini) as client:
        for file in files:
            await client.execute("wirelens.explain", client.uri(file))
        await gemini.until("received", 4)
        client.open(files[6])
        await client.hover(files[6], SEND_ORDER, 24)
        gemini.step(7)
        await gemini.until("finished", 7)
    asked = [next(file for file in files if f"# {file}" in str(exchange.body["contents"])) for exchange in gemini.requests]
    assert set(asked[:4]) == set(files[:4])
    assert asked[4:].index(files[6]) == 0
