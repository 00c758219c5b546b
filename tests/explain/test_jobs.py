"""Jobs: stages, joining, waiting in line, cancelling, budget."""

import asyncio
import json
import time
from datetime import UTC, datetime

import pytest

from support.explaining import ANSWER, TEXT, Follower, GeminiHere, MemoryEntry, MemoryStore, access, jobs_here, narrative, request
from support.gemini_stand_in.fixture import Gemini
from support.gemini_stand_in.wire import usage
from wirelens.explain.commit_message import MessageRequest
from wirelens.explain.jobs import Jobs
from wirelens.explain.preparation import prepare
from wirelens.explain.progress import Cancelled, Failed, Outcome, Progress, Stored
from wirelens.explain.prompt import Prompt
from wirelens.explain.request import Request
from wirelens.explain.tokens import estimated_tokens
from wirelens.messages import render
from wirelens.model.message import message
from wirelens.model.narrative import Narrative

CLOSES_WITHIN_SECONDS = 0.1


@pytest.fixture(autouse=True)
def _answers(gemini: Gemini) -> None:
    gemini.play("answer", text=json.dumps(ANSWER))


def asking(number: int) -> Request:
    """Another request for each number."""
    return request(f"{TEXT}# {number}\n")


async def test_a_job_from_its_id_to_its_answer(gemini: Gemini) -> None:
    text = json.dumps(ANSWER)
    gemini.play("answer", text=text, chunks=2)
    jobs, store, follower = jobs_here(), MemoryStore(), Follower()
    job = jobs.submit(request(), store.terms(access(gemini)), follower)
    assert (job, jobs.running, follower.heard) == ("explain-1", 1, [])

    outcome = await follower.outcome()
    assert isinstance(outcome, Stored)
    asked_at = outcome.narrative.asked_at
    assert datetime.fromisoformat(asked_at).tzinfo == UTC
    assert outcome.narrative == narrative(asked_at)
    assert store.narratives == {request().key: outcome.narrative}
    half = len(text) - len(text) // 2
    assert follower.heard == [
        Progress("queued", 0),
        Progress("preparing", 5),
        Progress("sent", 15),
        Progress("answering", 20 + round(75 * half / (half + 1_250)), half),
        Progress("answering", 20 + round(75 * len(text) / (len(text) + 1_250)), len(text)),
        Progress("stored", 100, len(text)),
    ]
    assert jobs.running == 0


async def test_a_request_is_counted_as_gemini_bills_it(gemini: Gemini) -> None:
    jobs, store, follower = jobs_here(), MemoryStore(), Follower()
    jobs.submit(request(), store.terms(access(gemini)), follower)
    await follower.outcome()
    assert (store.requests, store.tokens) == (1, billed(gemini))


def billed(gemini: Gemini) -> int:
    """What the stand-in says that a whole answer costs."""
    return usage(gemini.requests[0].body, json.dumps(ANSWER))["totalTokenCount"]


async def test_a_request_that_fails_after_its_answer_is_counted_too(gemini: Gemini) -> None:
    gemini.play("empty")
    jobs, store, follower = jobs_here(), MemoryStore(), Follower()
    jobs.submit(request(), store.terms(access(gemini)), follower)
    await follower.outcome()
    assert (store.requests, store.tokens) == (1, usage(gemini.requests[0].body, "")["totalTokenCount"])


async def test_a_request_that_gemini_refuses_costs_no_tokens(gemini: Gemini) -> None:
    gemini.play("wrong-key")
    jobs, store, follower = jobs_here(), MemoryStore(), Follower()
    jobs.submit(request(), store.terms(access(gemini)), follower)
    await follower.outcome()
    assert (store.requests, store.tokens) == (1, 0)


async def test_a_request_that_is_cancelled_costs_what_was_estimated(gemini: Gemini) -> None:
    gemini.play("silent")
    jobs, store, follower = jobs_here(), MemoryStore(), Follower()
    job = jobs.submit(request(), store.terms(access(gemini)), follower)
    await gemini.until("received")
    jobs.cancel(job)
    await follower.outcome()
    prompt = prepare(request())
    assert (store.requests, store.tokens) == (1, estimated_tokens(prompt.instruction + prompt.content))


async def test_at_a_limit_nothing_is_asked(gemini: Gemini) -> None:
    jobs, follower, entry = jobs_here(), Follower(), MemoryEntry()
    store = MemoryStore(most_requests=0)
    jobs.submit(request(), store.terms(access(gemini), entry), follower)
    outcome = Failed(message("explain.declined"))
    assert await follower.outcome() == outcome
    assert entry.told == [outcome]
    assert gemini.requests == []


async def test_a_stored_answer_costs_nothing_at_the_limit(gemini: Gemini) -> None:
    jobs, store = jobs_here(), MemoryStore(most_requests=1)
    for _ in range(2):
        follower = Follower()
        jobs.submit(request(), store.terms(access(gemini)), follower)
        assert isinstance(await follower.outcome(), Stored)
    assert len(gemini.requests) == 1


async def test_a_stored_answer_is_not_asked_for_again(gemini: Gemini) -> None:
    jobs, store = jobs_here(), MemoryStore()
    followers = [Follower(), Follower()]
    for follower in followers:
        jobs.submit(request(), store.terms(access(gemini)), follower)
        await follower.outcome()
    assert len(gemini.requests) == 1
    assert await followers[0].outcome() == await followers[1].outcome()
    assert followers[1].stages == ["queued", "preparing", "stored"]


async def test_identical_requests_are_one_job(gemini: Gemini) -> None:
    gemini.play("latched", text=json.dumps(ANSWER))
    jobs, store = jobs_here(), MemoryStore()
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
    gemini.play("latched", chunks=1, text=json.dumps(ANSWER))
    jobs, store = jobs_here(concurrency=2), MemoryStore()
    followers = [Follower() for _ in range(5)]
    for number, follower in enumerate(followers):
        jobs.submit(asking(number), store.terms(access(gemini)), follower)
    await gemini.until("received", 2)
    assert [follower.stages[-1] for follower in followers] == ["sent", "sent", "queued", "queued", "queued"]
    assert jobs.running == 5
    gemini.step(5)
    for follower in followers:
        assert isinstance(await follower.outcome(), Stored)
    assert len(gemini.requests) == 5


async def test_cancelled_before_its_first_step(gemini: Gemini) -> None:
    jobs, store, follower = jobs_here(), MemoryStore(), Follower()
    assert jobs.cancel(jobs.submit(request(), store.terms(access(gemini)), follower))
    assert await follower.outcome() == Cancelled()
    assert (follower.heard, jobs.running, gemini.requests) == ([], 0, [])


async def test_cancelled_while_it_waits_in_line(gemini: Gemini) -> None:
    gemini.play("latched", chunks=1, text=json.dumps(ANSWER))
    jobs, store = jobs_here(concurrency=1), MemoryStore()
    running, waiting, last = Follower(), Follower(), Follower()
    terms = store.terms(access(gemini))
    jobs.submit(asking(1), terms, running)
    job = jobs.submit(asking(2), terms, waiting)
    jobs.submit(asking(3), terms, last)
    await gemini.until("received")
    assert jobs.cancel(job)
    assert await waiting.outcome() == Cancelled()
    gemini.step(2)
    assert isinstance(await running.outcome(), Stored)
    assert isinstance(await last.outcome(), Stored)
    assert len(gemini.requests) == 2


async def test_cancelled_while_it_is_prepared(gemini: Gemini) -> None:
    class Slow(GeminiHere):
        def __init__(self) -> None:
            self.preparing, self.go_on = asyncio.Event(), asyncio.Event()

        async def prepare(self, request: Request | MessageRequest, secrets: tuple[str, ...]) -> Prompt:
            self.preparing.set()
            await self.go_on.wait()
            return await super().prepare(request, secrets)

    slow = Slow()
    jobs, store, follower, entry = Jobs(slow, concurrency=1), MemoryStore(), Follower(), MemoryEntry()
    job = jobs.submit(request(), store.terms(access(gemini), entry), follower)
    await slow.preparing.wait()
    assert jobs.cancel(job)
    assert await follower.outcome() == Cancelled()
    assert (entry.told, store.requests, gemini.requests) == ([Cancelled()], 0, [])
    slow.go_on.set()
    following = Follower()
    jobs.submit(request(), store.terms(access(gemini)), following)
    assert isinstance(await following.outcome(), Stored)


async def test_cancelled_while_gemini_reads_closes_the_connection(gemini: Gemini) -> None:
    gemini.play("silent", times=1)
    await cancelled_once(gemini, "received")


async def test_cancelled_while_gemini_answers_closes_the_connection(gemini: Gemini) -> None:
    gemini.play("latched", times=1)
    gemini.step()
    await cancelled_once(gemini, "answering")


async def cancelled_once(gemini: Gemini, when: str) -> None:
    """Cancels a job of which the stand-in has seen so much; the next one runs."""
    jobs, store, follower = jobs_here(concurrency=1), MemoryStore(), Follower()
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

    jobs, store, follower = jobs_here(), Slow(), Follower()
    job = jobs.submit(request(), store.terms(access(gemini)), follower)
    await storing.wait()
    assert not jobs.cancel(job)
    go_on.set()
    assert isinstance(await follower.outcome(), Stored)
    assert len(store.narratives) == 1


async def test_closing_cancels_every_job(gemini: Gemini) -> None:
    gemini.play("silent")
    jobs, store = jobs_here(concurrency=1), MemoryStore()
    followers = [Follower(), Follower()]
    for number, follower in enumerate(followers):
        jobs.submit(asking(number), store.terms(access(gemini)), follower)
    await gemini.until("received")
    await jobs.close()
    assert [await follower.outcome() for follower in followers] == [Cancelled(), Cancelled()]
    await gemini.until("closed")


async def test_the_most_urgent_goes_first(gemini: Gemini) -> None:
    gemini.play("latched", chunks=1, text=json.dumps(ANSWER))
    urgent = asking(0).key

    def urgency(waiting: Request) -> int:
        return int(waiting.key == urgent)

    jobs, store = jobs_here(concurrency=1, urgency=urgency), MemoryStore()
    ended: list[str] = []

    class Last(Follower):
        def ended(self, job: str, outcome: Outcome) -> None:
            ended.append(job)
            super().ended(job, outcome)

    followers = [Last() for _ in range(4)]
    ids = [
        jobs.submit(asking(number), store.terms(access(gemini)), follower) for number, follower in zip((1, 2, 0, 3), followers, strict=True)
    ]
    gemini.step(4)
    for follower in followers:
        await follower.outcome()
    first, second, urgent_id, last = ids
    assert ended == [first, urgent_id, second, last]


async def test_the_journal_hears_of_each_sending_and_of_the_end(gemini: Gemini) -> None:
    gemini.play("overloaded", times=1)
    jobs, store, follower, entry = jobs_here(), MemoryStore(), Follower(), MemoryEntry()
    jobs.submit(request(), store.terms(access(gemini), entry), follower)
    outcome = await follower.outcome()
    assert entry.told == ["sent", "sent", outcome]


async def test_the_journal_hears_that_a_job_was_cancelled(gemini: Gemini) -> None:
    gemini.play("silent")
    jobs, store, follower, entry = jobs_here(), MemoryStore(), Follower(), MemoryEntry()
    job = jobs.submit(request(), store.terms(access(gemini), entry), follower)
    await gemini.until("received")
    jobs.cancel(job)
    assert await follower.outcome() == Cancelled()
    assert entry.told == ["sent", Cancelled()]


async def test_jobs_that_the_end_of_the_process_interrupts_stay_in_the_journal(gemini: Gemini) -> None:
    gemini.play("silent")
    jobs, store = jobs_here(concurrency=1), MemoryStore()
    entries, followers = [MemoryEntry(), MemoryEntry()], [Follower(), Follower()]
    for number, (entry, follower) in enumerate(zip(entries, followers, strict=True)):
        jobs.submit(asking(number), store.terms(access(gemini), entry), follower)
    await gemini.until("received")
    await jobs.close()
    assert [entry.told for entry in entries] == [["sent"], []]
    assert [await follower.outcome() for follower in followers] == [Cancelled(), Cancelled()]


async def test_a_pause_is_told_and_cancelled_like_the_rest(gemini: Gemini) -> None:
    gemini.play("rate-limited", retry_seconds=60)
    jobs, store, follower = jobs_here(), MemoryStore(), Follower()
    job = jobs.submit(request(), store.terms(access(gemini)), follower)
    await follower.paused.wait()
    assert [render(follower.heard[-1].sentence, language) for language in ("en", "ko")] == [
        "Too many requests for now. Asking again in 60 s (attempt 2).",
        "지금은 요청이 너무 많습니다. 60초 뒤에 다시 요청합니다(2번째 시도).",
    ]
    assert jobs.cancel(job)
    assert await follower.outcome() == Cancelled()
    assert len(gemini.requests) == 1
