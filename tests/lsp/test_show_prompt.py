"""What would be sent can be read before, from any editor; and the list of what was explained."""

from pathlib import Path
from typing import Any

from support.gemini_stand_in.fixture import Gemini, gemini
from support.language_server import Editor, editor, write
from support.two_services import SEND_ORDER, TWO_SERVICES

__all__ = ["gemini"]

FILE = "shop/client.py"


def settings(gemini: Gemini, **more: Any) -> dict[str, Any]:
    return {"settings": {"gemini": {"baseUrl": gemini.address, **more}}}


def written(client: Editor, number: int) -> str:
    return Path(client.shown_documents[number].uri.removeprefix("file://")).read_text(encoding="utf-8")


async def shown(client: Editor, count: int = 1) -> str:
    await client.until(lambda: len(client.shown_documents) == count)
    return written(client, -1)


def sent(gemini: Gemini) -> str:
    [received] = gemini.requests
    return "\n\n".join(part["parts"][0]["text"] for part in (received.body["systemInstruction"], received.body["contents"][0]))


async def test_shown_without_key_and_consent(tmp_path: Path, gemini: Gemini) -> None:
    async with editor(write(tmp_path, TWO_SERVICES), options=settings(gemini)) as client:
        client.open(FILE)
        await client.indexed()
        await client.execute("wirelens.showPrompt", client.uri(FILE))
        text = await shown(client)
        assert text.startswith("You explain one source file to a developer")
        assert f'file="{FILE}"' in text
        position = {"line": SEND_ORDER, "character": 24}
        await client.execute("wirelens.showPrompt", client.uri(FILE), position, "function")
        assert (await shown(client, 2)).startswith("You explain one function")
        assert [notice.partition(". ")[0] for notice in client.notices()] == ["Nothing was sent"] * 2
    assert gemini.requests == []


async def test_shown_from_the_question_and_sent_as_shown(tmp_path: Path, gemini: Gemini) -> None:
    async with editor(write(tmp_path, TWO_SERVICES), options=settings(gemini), environment={"GEMINI_API_KEY": "k"}) as client:
        client.open(FILE)
        await client.indexed()
        answers = iter(["Show what would be sent", "Yes"])
        client.answer_question = lambda _: next(answers)
        job = await client.execute("wirelens.explain", client.uri(FILE))
        assert isinstance(job, str)
        text = await shown(client, 2)
    assert "Gemini" in text, "the report"
    assert written(client, 0) == sent(gemini)


async def test_the_list_of_what_was_explained(tmp_path: Path, gemini: Gemini) -> None:
    options = settings(gemini, enabled="on")
    async with editor(write(tmp_path, TWO_SERVICES), options=options, environment={"GEMINI_API_KEY": "k"}) as client:
        client.open(FILE)
        await client.indexed()
        await client.execute("wirelens.explanations")
        assert await shown(client) == "# Explanations by Gemini\n\nNothing was explained yet.\n"
        await client.execute("wirelens.explain", client.uri(FILE))
        await shown(client, 2)
        await client.execute("wirelens.explanations")
        heading, _, columns, _, row, *rest = (await shown(client, 3)).splitlines()
        assert (heading, columns, rest) == ("# Explanations by Gemini", "| about | title | standing | model | asked (UTC) |", [])
        assert row.startswith(f"| [{FILE}](")
        assert "| The stand-in's title. | fresh | gemini-3-flash-preview (en) | 20" in row
