"""The process that asks Gemini: what runs there does not run here; it ends with whoever started it, and a new one follows on its death."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from support.explaining import KEY, TEXT, access, request
from support.gemini_stand_in.fixture import Gemini
from support.gemini_stand_in.server import State
from support.processes import wait_until_ended
from wirelens.explain.exchange import Ask, Receiving
from wirelens.explain.failure import ExplainFailure
from wirelens.explain.gemini_process import GeminiProcess
from wirelens.explain.preparation import prepare
from wirelens.explain.prompt import Prompt
from wirelens.explain.trouble import Trouble, UnansweredError
from wirelens.messages import render
from wirelens.model.message import message

CLOSES_WITHIN_SECONDS = 0.1
HEAVY = ("google.genai", "httpx2", "detect_secrets", "pydantic", "tenacity")


@asynccontextmanager
async def gemini_process() -> AsyncGenerator[GeminiProcess]:
    process = GeminiProcess()
    try:
        yield process
    finally:
        await process.close()


def question(gemini: Gemini) -> Ask:
    return Ask(Prompt("Explain.", "code"), "gemini-3-flash-preview", access(gemini))


def test_what_is_heavy_is_not_loaded_here() -> None:
    code = f"import sys, wirelens.workspace.explaining\nprint([name for name in {HEAVY} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


async def test_the_answer_comes_in_pieces(gemini: Gemini) -> None:
    gemini.play("answer", text="한국어 🎉", chunks=2)
    async with gemini_process() as process:
        assert process.process_id is None, "nothing is started before it is needed"
        heard: list[Receiving] = []
        assert await process.ask(question(gemini), heard.append) == "한국어 🎉"
        assert [received.characters for received in heard] == [3, 5]


async def test_what_is_shown_is_made_there_without_a_key() -> None:
    async with gemini_process() as process:
        asked = request(f'{TEXT}PASSWORD = "{KEY}"\n\ud83d')
        assert await process.prepare(asked, (KEY,)) == prepare(asked, (KEY,))
        with pytest.raises(ExplainFailure) as failure:
            await process.prepare(request(model="../elsewhere"), ())
        assert failure.value.message == message("explain.unknown-model", model="../elsewhere")


async def test_the_key_is_neither_in_its_arguments_nor_in_its_environment(gemini: Gemini, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEMINI_API_KEY", KEY)
    monkeypatch.setenv("GOOGLE_API_KEY", KEY)
    async with gemini_process() as process:
        await process.ask(question(gemini), lambda _: None)
        proc = Path(f"/proc/{process.process_id}")
        assert KEY.encode() not in (proc / "cmdline").read_bytes() + (proc / "environ").read_bytes()


@pytest.mark.parametrize(("scenario", "state"), [("silent", "received"), ("latched", "answering")])
async def test_cancelling_closes_the_connection_at_once(gemini: Gemini, scenario: str, state: State) -> None:
    async with gemini_process() as process:
        await process.ask(question(gemini), lambda _: None)
        gemini.play(scenario)
        gemini.step()
        task = asyncio.create_task(process.ask(question(gemini), lambda _: None))
        await gemini.until(state, 2)
        cancelled_at = time.monotonic()
        task.cancel()
        await gemini.until("closed")
        closed_at = gemini.requests[1].closed_at
        assert closed_at is not None
        assert closed_at - cancelled_at < CLOSES_WITHIN_SECONDS
        assert task.cancelled()


async def test_an_order_that_is_cancelled_early_is_never_sent(gemini: Gemini) -> None:
    async with gemini_process() as process:
        task = asyncio.create_task(process.ask(question(gemini), lambda _: None))
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
        assert task.cancelled()
        await process.ask(question(gemini), lambda _: None)
        assert len(gemini.requests) == 1


async def test_its_death_fails_what_it_was_doing_and_a_new_one_follows(gemini: Gemini) -> None:
    gemini.play("silent", times=1)
    async with gemini_process() as process:
        task = asyncio.create_task(process.ask(question(gemini), lambda _: None))
        await gemini.until("received")
        first = process.process_id
        assert first is not None
        os.kill(first, signal.SIGKILL)
        with pytest.raises(UnansweredError) as failure:
            await task
        assert failure.value.trouble == Trouble(message("explain.process-died"), may_be_billed=True)
        assert [render(failure.value.trouble.sentence, language) for language in ("en", "ko")] == [
            "The process that asks Gemini ended unexpectedly; nothing was stored. Try again.",
            "Gemini에 요청하는 프로세스가 갑자기 끝나 저장한 것이 없습니다. 다시 시도하세요.",
        ]
        assert await process.ask(question(gemini), lambda _: None) != ""
        assert process.process_id != first


async def test_it_ends_when_nobody_asks_for_long(gemini: Gemini) -> None:
    process = GeminiProcess(idle_seconds=0.05)
    await process.ask(question(gemini), lambda _: None)
    first = process.process_id
    assert first is not None
    await wait_until_ended(first)
    assert await process.ask(question(gemini), lambda _: None) != ""
    await process.close()


async def test_it_ends_with_whoever_started_it(gemini: Gemini) -> None:
    gemini.play("silent")
    code = f"""
import asyncio
from wirelens.explain.access import Access
from wirelens.explain.exchange import Ask
from wirelens.explain.gemini_process import GeminiProcess
from wirelens.explain.prompt import Prompt

async def main():
    process = GeminiProcess()
    asking = asyncio.create_task(process.ask(Ask(Prompt("i", "c"), "gemini-x", Access("{gemini.address}", "K", "k")), print))
    while process.process_id is None:
        await asyncio.sleep(0.01)
    print(process.process_id, flush=True)
    await asking

asyncio.run(main())
"""
    starter = await asyncio.create_subprocess_exec(sys.executable, "-c", code, stdout=asyncio.subprocess.PIPE)
    assert starter.stdout is not None
    process_id = int(await starter.stdout.readline())
    await gemini.until("received")
    starter.kill()
    await starter.wait()
    await gemini.until("closed")
    await wait_until_ended(process_id)
