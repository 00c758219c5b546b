"""Every way to fail has its own sentence in both languages, and leaves nothing behind."""

import asyncio
import json
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from support.child_server import free_port
from support.explaining import ANSWER, KEY, Follower, MemoryStore, access, jobs_here, request
from support.gemini_stand_in.fixture import Gemini, running
from support.private_authority import private_authority
from wirelens.explain.access import Access
from wirelens.explain.progress import Failed, Outcome, Stored
from wirelens.messages import render
from wirelens.model.message import Message

ASKED_AGAIN = ("rate-limited", "server-error", "bad-gateway", "overloaded", "gateway-timeout", "hang-up")
"""Scenarios after which the same request may succeed: nothing was answered."""

SENTENCES: Mapping[str, tuple[str, str]] = {
    "wrong-key": (
        "Gemini does not accept the key in GEMINI_API_KEY. Check it at https://aistudio.google.com/apikey.",
        "Gemini가 키를 받아들이지 않습니다(환경 변수 GEMINI_API_KEY). https://aistudio.google.com/apikey 에서 확인하세요.",
    ),
    "unauthorized": (
        "Gemini does not accept the key in GEMINI_API_KEY. Check it at https://aistudio.google.com/apikey.",
        "Gemini가 키를 받아들이지 않습니다(환경 변수 GEMINI_API_KEY). https://aistudio.google.com/apikey 에서 확인하세요.",
    ),
    "bad-request": (
        "Gemini refused the request (400): Request contains an invalid argument.",
        "Gemini가 요청을 거절했습니다(400): Request contains an invalid argument.",
    ),
    "forbidden": (
        (
            "The key in GEMINI_API_KEY may not use the model gemini-3-flash-preview. "
            "Check its restrictions, and whether Gemini is offered in your region."
        ),
        (
            "이 키로는 쓸 수 없는 모델입니다(환경 변수 GEMINI_API_KEY, 모델 gemini-3-flash-preview). "
            "키의 제한과 지역별 제공 여부를 확인하세요."
        ),
    ),
    "unknown-model": (
        'Gemini has no model "gemini-3-flash-preview". Choose another in "wirelens.gemini.model".',
        'Gemini에 없는 모델입니다: "gemini-3-flash-preview". "wirelens.gemini.model" 설정에서 다른 모델을 고르세요.',
    ),
    "rate-limited": (
        "Gemini takes no more requests with this key for now. Try again in 7 s.",
        "이 키로는 지금 더 요청할 수 없습니다. 7초 뒤에 다시 시도하세요.",
    ),
    "server-error": (
        "Gemini had an error of its own (500). Try again later.",
        "Gemini 쪽에서 오류가 났습니다(500). 나중에 다시 시도하세요.",
    ),
    "bad-gateway": (
        "Gemini had an error of its own (502). Try again later.",
        "Gemini 쪽에서 오류가 났습니다(502). 나중에 다시 시도하세요.",
    ),
    "gateway-timeout": (
        "Gemini had an error of its own (504). Try again later.",
        "Gemini 쪽에서 오류가 났습니다(504). 나중에 다시 시도하세요.",
    ),
    "hang-up": ("The connection to HOST was reset. Try again.", "연결이 끊어졌습니다(HOST). 다시 시도하세요."),
    "overloaded": (
        "The model is overloaded at the moment. Try again later, or choose another model.",
        "지금은 모델에 요청이 몰려 있습니다. 나중에 다시 시도하거나 다른 모델을 고르세요.",
    ),
    "blocked": (
        "Gemini did not take the file (PROHIBITED_CONTENT).",
        "Gemini가 이 파일을 받지 않았습니다(PROHIBITED_CONTENT).",
    ),
    "safety": ("Gemini broke its answer off (SAFETY).", "Gemini가 답을 중간에 멈췄습니다(SAFETY)."),
    "cut": (
        "The answer was cut off at 16384 tokens and was not stored. Try again.",
        "답이 16384토큰에서 잘려 저장하지 않았습니다. 다시 시도하세요.",
    ),
    "empty": ("Gemini's answer was empty. Try again.", "Gemini의 답이 비어 있습니다. 다시 시도하세요."),
    "broken-json": (
        "Gemini's answer was not the JSON that was asked for, and was not stored. Try again.",
        "Gemini의 답이 요청한 JSON이 아니어서 저장하지 않았습니다. 다시 시도하세요.",
    ),
    "wrong-shape": (
        "Gemini's answer lacks parts that were asked for, and was not stored. Try again.",
        "Gemini의 답에 요청한 부분이 빠져 있어 저장하지 않았습니다. 다시 시도하세요.",
    ),
    "reset": ("The connection to HOST was reset. Try again.", "연결이 끊어졌습니다(HOST). 다시 시도하세요."),
    "truncated": (
        "The answer from HOST ended too early. Try again.",
        "답이 끝나기 전에 끊겼습니다(HOST). 다시 시도하세요.",
    ),
    "broken-chunk": (
        "What HOST sent is not Gemini's format. Check the base URL.",
        "받은 내용이 Gemini의 형식이 아닙니다(HOST). 기본 URL을 확인하세요.",
    ),
    "silent": (
        "Gemini did not finish within 1 s. Try again, or choose a faster model.",
        "1초 안에 답이 끝나지 않았습니다. 다시 시도하거나 더 빠른 모델을 고르세요.",
    ),
}


PAUSES: Mapping[str, tuple[str, str]] = {
    "rate-limited": (
        "Too many requests for now. Asking again in 1 s (attempt 2).",
        "지금은 요청이 너무 많습니다. 1초 뒤에 다시 요청합니다(2번째 시도).",
    ),
    "server-error": (
        "Gemini had an error of its own. Asking again in 1 s (attempt 2).",
        "Gemini 쪽에서 오류가 났습니다. 1초 뒤에 다시 요청합니다(2번째 시도).",
    ),
    "bad-gateway": (
        "Gemini had an error of its own. Asking again in 1 s (attempt 2).",
        "Gemini 쪽에서 오류가 났습니다. 1초 뒤에 다시 요청합니다(2번째 시도).",
    ),
    "overloaded": (
        "The model is overloaded. Asking again in 1 s (attempt 2).",
        "모델에 요청이 몰려 있습니다. 1초 뒤에 다시 요청합니다(2번째 시도).",
    ),
    "gateway-timeout": (
        "Gemini had an error of its own. Asking again in 1 s (attempt 2).",
        "Gemini 쪽에서 오류가 났습니다. 1초 뒤에 다시 요청합니다(2번째 시도).",
    ),
    "hang-up": (
        "The connection was lost. Asking again in 1 s (attempt 2).",
        "연결이 끊어졌습니다. 1초 뒤에 다시 요청합니다(2번째 시도).",
    ),
}


def in_both(sentence: Message, host: str = "") -> tuple[str, str]:
    english, korean = (render(sentence, language) for language in ("en", "ko"))
    return (english.replace(host, "HOST"), korean.replace(host, "HOST")) if host else (english, korean)


async def explained(there: Access, store: MemoryStore, deadline_seconds: float = 20.0) -> tuple[Outcome, Follower]:
    jobs, follower = jobs_here(deadline_seconds=deadline_seconds), Follower()
    jobs.submit(request(), store.terms(there), follower)
    outcome = await follower.outcome()
    assert jobs.running == 0
    return outcome, follower


async def failure(there: Access, deadline_seconds: float = 20.0) -> Message:
    """The sentence that a job ends with; nothing was stored."""
    store = MemoryStore()
    outcome, _ = await explained(there, store, deadline_seconds)
    assert isinstance(outcome, Failed)
    assert store.narratives == {}
    return outcome.message


@pytest.fixture
def _long_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first pause would end after the deadline, so that nothing is asked again."""
    monkeypatch.setattr("wirelens.explain.retrying.FIRST_PAUSE_SECONDS", 30.0)


@pytest.mark.usefixtures("_long_pauses")
@pytest.mark.parametrize("scenario", SENTENCES)
async def test_every_scenario_has_its_sentence(gemini: Gemini, scenario: str) -> None:
    gemini.play(scenario)
    sentence = await failure(access(gemini), deadline_seconds=1.0 if scenario == "silent" else 5.0)
    assert in_both(sentence, access(gemini).host) == SENTENCES[scenario]
    assert [exchange.scenario for exchange in gemini.requests] == [scenario], "asked once: it would be billed twice, or there is no time"


@pytest.mark.parametrize("scenario", ASKED_AGAIN)
async def test_what_may_pass_is_asked_again(gemini: Gemini, scenario: str) -> None:
    gemini.play(scenario, times=1, retry_seconds=1 if scenario == "rate-limited" else None)
    gemini.play("answer", text=json.dumps(ANSWER))
    store = MemoryStore()
    outcome, follower = await explained(access(gemini), store)
    assert isinstance(outcome, Stored)
    assert [exchange.scenario for exchange in gemini.requests] == [scenario, "answer"]
    assert [in_both(progress.pause) for progress in follower.heard if progress.pause] == [PAUSES[scenario]]
    assert store.requests == 2


async def test_nobody_is_asked_for_ever(gemini: Gemini) -> None:
    gemini.play("rate-limited", retry_seconds=0)
    store = MemoryStore()
    outcome, _ = await explained(access(gemini), store)
    assert isinstance(outcome, Failed)
    assert (len(gemini.requests), store.requests, store.tokens) == (5, 5, 0)


@pytest.mark.parametrize(
    ("changes", "seconds"),
    [
        ({"retry_seconds": 1_000}, "1000"),
        ({"retry_seconds": None, "retry_after": "1000"}, "1000"),
        ({"retry_seconds": 1_000, "retry_after": "2000"}, "1000"),
    ],
)
async def test_a_pause_that_is_too_long_is_not_waited_for(gemini: Gemini, changes: dict[str, Any], seconds: str) -> None:
    gemini.play("rate-limited", **changes)
    assert in_both(await failure(access(gemini))) == (
        f"Gemini takes no more requests with this key for now. Try again in {seconds} s.",
        f"이 키로는 지금 더 요청할 수 없습니다. {seconds}초 뒤에 다시 시도하세요.",
    )


async def test_retry_after_may_be_a_date(gemini: Gemini) -> None:
    gemini.play("rate-limited", retry_seconds=None, retry_after=format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True))
    sentence = await failure(access(gemini))
    seconds = dict(sentence.arguments)["seconds"]
    assert isinstance(seconds, int)
    assert 3_500 < seconds <= 3_600


@pytest.mark.usefixtures("_long_pauses")
async def test_a_limit_without_a_time(gemini: Gemini) -> None:
    gemini.play("rate-limited", retry_seconds=None, retry_after="soon")
    assert in_both(await failure(access(gemini))) == (
        "Gemini takes no more requests with this key for now. Try again later.",
        "이 키로는 지금 더 요청할 수 없습니다. 나중에 다시 시도하세요.",
    )


async def test_the_deadline_holds_over_pauses(gemini: Gemini) -> None:
    gemini.play("overloaded", times=1)
    gemini.play("silent")
    assert in_both(await failure(access(gemini), deadline_seconds=2.0)) == (
        "Gemini did not finish within 2 s. Try again, or choose a faster model.",
        "2초 안에 답이 끝나지 않았습니다. 다시 시도하거나 더 빠른 모델을 고르세요.",
    )
    assert [exchange.scenario for exchange in gemini.requests] == ["overloaded", "silent"]


async def test_nobody_listens() -> None:
    port = free_port()
    assert in_both(await failure(Access(f"http://127.0.0.1:{port}", "GEMINI_API_KEY", KEY)), f"127.0.0.1:{port}") == (
        "HOST cannot be reached. Check the network and the base URL.",
        "연결할 수 없습니다: HOST. 네트워크와 기본 URL을 확인하세요.",
    )


async def test_no_such_host() -> None:
    assert in_both(await failure(Access("https://gemini.invalid", "GEMINI_API_KEY", KEY)), "gemini.invalid") == (
        "The host HOST was not found. Check the network and the base URL.",
        "호스트를 찾을 수 없습니다: HOST. 네트워크와 기본 URL을 확인하세요.",
    )


@asynccontextmanager
async def proxy(answer: bytes, asked: list[str]) -> AsyncGenerator[str]:
    """A proxy that answers every request in one way. Yields its address."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append((await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")[0])
        writer.write(answer + b"\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


@pytest.mark.parametrize("answer", [b"HTTP/1.1 407 Proxy Authentication Required", b"HTTP/1.1 403 Forbidden"])
async def test_a_proxy_that_lets_nothing_through(monkeypatch: pytest.MonkeyPatch, answer: bytes) -> None:
    asked: list[str] = []
    async with proxy(answer, asked) as address:
        monkeypatch.setenv("HTTPS_PROXY", address)
        there = Access(f"https://gemini.invalid/{address}", "GEMINI_API_KEY", KEY)
        assert in_both(await failure(there), "gemini.invalid") == (
            "The proxy did not let the request through to HOST.",
            "프록시가 요청을 통과시키지 않았습니다(받는 곳: HOST).",
        )
    assert asked == ["CONNECT gemini.invalid:443 HTTP/1.1"]


async def test_no_proxy_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{free_port()}")
    there = Access("https://gemini.invalid/behind-a-proxy", "GEMINI_API_KEY", KEY)
    assert in_both(await failure(there), "gemini.invalid") == (
        "HOST cannot be reached. Check the network and the base URL.",
        "연결할 수 없습니다: HOST. 네트워크와 기본 URL을 확인하세요.",
    )


async def test_a_private_authority_is_trusted_where_the_user_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority, tls = private_authority(tmp_path)
    with running(tls) as gemini:
        gemini.play("answer", text=json.dumps(ANSWER))
        there = access(gemini)
        assert in_both(await failure(there), there.host) == (
            "The certificate of HOST is not trusted. For a private authority, name its file in SSL_CERT_FILE.",
            "신뢰할 수 없는 인증서입니다(HOST). 사설 인증 기관이라면 그 파일을 SSL_CERT_FILE에 지정하세요.",
        )
        monkeypatch.setenv("SSL_CERT_FILE", str(authority))
        outcome, _ = await explained(Access(gemini.address, "GEMINI_API_KEY", "another-key"), MemoryStore())
        assert isinstance(outcome, Stored)


async def test_a_redirect_is_not_followed_with_the_key(gemini: Gemini) -> None:
    gemini.play("redirect", location=gemini.address + "/elsewhere")
    assert in_both(await failure(access(gemini))) == (
        "Gemini refused the request (307): ",
        "Gemini가 요청을 거절했습니다(307): ",
    )
    assert len(gemini.requests) == 1


async def test_a_fault_of_our_own_is_told(gemini: Gemini) -> None:
    class Broken(MemoryStore):
        async def find(self, key: str) -> None:
            raise ZeroDivisionError(key)

    outcome, _ = await explained(access(gemini), Broken())
    assert isinstance(outcome, Failed)
    assert in_both(outcome.message) == (
        "Explaining failed unexpectedly (ZeroDivisionError). This is a fault of Wirelens; please report it.",
        "설명하는 중에 예상하지 못한 오류가 났습니다(ZeroDivisionError). Wirelens의 결함이니 알려 주세요.",
    )
