"""Jobs: stages, joining, waiting in line, cancelling, budget."""

import asyncio
import json
import time
from datetime import UTC, datetime

from support.explaining import ANSWER, Follower, MemoryStore, access, request
from support.gemini_stand_in.fixture import Gemini
from wirelens.explain.jobs import Jobs
from wirelens.explain.progress import Cancelled, Failed, Progress, Stored
from wirelens.messages import render
from wirelens.model.narrative import Narrative

CLOSES_WITHIN_SECONDS = 0.1


async def test_a_job_from_its_id_to_its_answer(gemini: Gemini) -> None:
    text = json.dumps(ANSWER)
    gemini.play("answer", text=text, chunks=2)
    jobs, store, follower = Jobs(), MemoryStore(), Follower()
    job = jobs.submit(request(), store.terms(access(gemini)), follower)
    assert (job, jobs.running, follower.heard) == ("explain-1", 1, [])

    outcome = await follower.outcome()
    assert isinstance(outcome, Stored)
    narrative = outcome.narrative
    assert datetime.fromisoformat(narrative.created_at).tzinfo == UTC
    assert narrative == Narrative(
        "backend/ai/views.py", **ANSWER, model="gemini-3-flash-preview", language="en", created_at=narrative.created_at
    )
    assert store.narratives == {request().key: narrative}
    half = len(text) - len(text) // 2
    assert follower.heard == [
        Progress("queued", 0),
        Progress("preparing", 5),
        Progress("sent", 15),
        Progress("answering", 24, half),
        Progress("answering", 27, len(text)),
        Progress("stored", 100, len(text)),
    ]
    assert jobs.running == 0


async def test_tokens_are_counted_as_gemini_counts_them(gemini: Gemini) -> None:
    gemini.play("answer", text=json.dumps(ANSWER))
    jobs, store, follower = Jobs(), MemoryStore(), Follower()
    jobs.submit(request(), store.terms(access(gemini)), follower)
    await follower.outcome()
    prompt = len(json.dumps(gemini.requests[0].body["contents"])) // 4
    assert store.tokens == prompt + len(json.dumps(ANSWER)) // 4 + 8


async def test_tokens_of_a_failed_answer_are_counted_too(gemini: Gemini) -> None:
    gemini.play("cut")
    jobs, store, follower = Jobs(), MemoryStore(), Follower()
    jobs.submit(request(), store.terms(access(gemini)), follower)
    await follower.outcome()
    assert store.tokens > 0


async def test_a_stored_answer_is_not_asked_for_again(gemini: Gemini) -> None:
    jobs, store = Jobs(), MemoryStore()
    followers = [Follower(), Follower()]
    for follower in followers:
        jobs.submit(request(), store.terms(access(gemini)), follower)
        await follower.outcome()
    assert len(gemini.requests) == 1
    assert await followers[0].outcome() == await followers[1].outcome()
    assert followers[1].stages == ["queued", "preparing", "stored"]


async def test_identical_requests_are_one_job(gemini: Gemini) -> None:
    gemini.play("latched")
    jobs, store = Jobs(), MemoryStore()
    first, second, other = Follower(), Follower(), Follower()
    terms = store.terms(access(gemini))
    job = jobs.submit(request(), terms, first)
    await gemini.until("received")
    assert jobs.submit(request(), terms, second) == job
    assert jobs.submit(request(language="ko"), terms, other) != job
    await gemini.until("received", 2)
    gemini.step(6)
    assert await first.outcome() == await second.outcome()
    assert second.heard[0] == Progress("sent", 15)
    await other.outcome()
    assert len(gemini.requests) == 2


async def test_only_so_many_at_a_time(gemini: Gemini) -> None:
    gemini.play("latched", chunks=1)
    jobs, store = Jobs(concurrency=2), MemoryStore()
    followers = [Follower() for _ in range(5)]
    for number, follower in enumerate(followers):
        jobs.submit(request(text=f"# {number}"), store.terms(access(gemini)), follower)
    await gemini.until("received", 2)
    assert [follower.stages[-1] for follower in followers] == ["sent", "sent", "queued", "queued", "queued"]
    assert jobs.running == 5
    gemini.step(5)
    for follower in followers:
        assert isinstance(await follower.outcome(), Stored)
    assert len(gemini.requests) == 5


async def test_cancelled_before_its_first_step(gemini: Gemini) -> None:
    jobs, store, follower = Jobs(), MemoryStore(), Follower()
    assert jobs.cancel(jobs.submit(request(), store.terms(access(gemini)), follower))
    assert await follower.outcome() == Cancelled()
    assert (follower.heard, jobs.running, gemini.requests) == ([], 0, [])


async def test_cancelled_while_it_waits_in_line(gemini: Gemini) -> None:
    gemini.play("latched", chunks=1)
    jobs, store = Jobs(concurrency=1), MemoryStore()
    running, waiting, last = Follower(), Follower(), Follower()
    terms = store.terms(access(gemini))
    jobs.submit(request(text="1"), terms, running)
    job = jobs.submit(request(text="2"), terms, waiting)
    jobs.submit(request(text="3"), terms, last)
    await gemini.until("received")
    assert jobs.cancel(job)
    assert await waiting.outcome() == Cancelled()
    gemini.step(2)
    assert isinstance(await running.outcome(), Stored)
    assert isinstance(await last.outcome(), Stored)
    assert len(gemini.requests) == 2


async def test_cancelled_while_gemini_reads_closes_the_connection(gemini: Gemini) -> None:
    gemini.play("silent", times=1)
    await cancelled_once(gemini, "received")


async def test_cancelled_while_gemini_answers_closes_the_connection(gemini: Gemini) -> None:
    gemini.play("latched", times=1)
    gemini.step()
    await cancelled_once(gemini, "answering")


async def cancelled_once(gemini: Gemini, when: str) -> None:
    """Cancels a job of which the stand-in has seen so much; the next one runs."""
    jobs, store, follower = Jobs(concurrency=1), MemoryStore(), Follower()
    terms = store.terms(access(gemini))
    job = jobs.submit(request(), terms, follower)
    await gemini.until("answering" if when == "answering" else "received")
    cancelled_at = time.monotonic()
    assert jobs.cancel(job)
    assert await follower.outcome() == Cancelled()
    await gemini.until("closed")
    closed_at = gemini.requests[0].closed_at
    assert closed_at is not None
    assert closed_at - cancelled_at < CLOSES_WITHIN_SECONDS
    assert store.narratives == {}
    assert not jobs.cancel(job)

    following = Follower()
    jobs.submit(request(), terms, following)
    assert isinstance(await following.outcome(), Stored)


async def test_an_answer_that_is_being_stored_can_no_longer_be_cancelled(gemini: Gemini) -> None:
    storing, go_on = asyncio.Event(), asyncio.Event()

    class Slow(MemoryStore):
        async def keep(self, key: str, narrative: Narrative) -> Narrative:
            storing.set()
            await go_on.wait()
            return await super().keep(key, narrative)

    jobs, store, follower = Jobs(), Slow(), Follower()
    job = jobs.submit(request(), store.terms(access(gemini)), follower)
    await storing.wait()
    assert not jobs.cancel(job)
    go_on.set()
    assert isinstance(await follower.outcome(), Stored)
    assert len(store.narratives) == 1


async def test_closing_cancels_every_job(gemini: Gemini) -> None:
    gemini.play("silent")
    jobs, store = Jobs(concurrency=1), MemoryStore()
    followers = [Follower(), Follower()]
    for number, follower in enumerate(followers):
        jobs.submit(request(text=f"# {number}"), store.terms(access(gemini)), follower)
    await gemini.until("received")
    await jobs.close()
    assert [await follower.outcome() for follower in followers] == [Cancelled(), Cancelled()]
    await gemini.until("closed")


async def test_at_the_limit_of_the_day_nothing_is_asked(gemini: Gemini) -> None:
    jobs, follower = Jobs(), Follower()
    store = MemoryStore(tokens=1_000)
    jobs.submit(request(), store.terms(access(gemini), limit=1_000), follower)
    outcome = await follower.outcome()
    assert isinstance(outcome, Failed)
    assert [render(outcome.message, language) for language in ("en", "ko")] == [
        'Today\'s limit of 1000 tokens is used up ("wirelens.gemini.maxTokensPerDay"). It starts again at midnight UTC.',
        '오늘의 토큰 한도 1000개를 다 썼습니다("wirelens.gemini.maxTokensPerDay"). 한도는 UTC 자정에 다시 시작됩니다.',
    ]
    assert gemini.requests == []


async def test_below_the_limit_and_without_one_gemini_is_asked(gemini: Gemini) -> None:
    for limit in (1_001, 0):
        jobs, follower = Jobs(), Follower()
        jobs.submit(request(), MemoryStore(tokens=1_000).terms(access(gemini), limit=limit), follower)
        assert isinstance(await follower.outcome(), Stored)


async def test_a_stored_answer_costs_nothing_at_the_limit(gemini: Gemini) -> None:
    jobs, store = Jobs(), MemoryStore()
    for limit in (0, 1):
        follower = Follower()
        jobs.submit(request(), store.terms(access(gemini), limit=limit), follower)
        assert isinstance(await follower.outcome(), Stored)
    assert len(gemini.requests) == 1
