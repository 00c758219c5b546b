"""Every way to fail has its own sentence in both languages, and leaves nothing behind."""

import ssl
from collections.abc import Mapping

import pytest

from support.child_server import free_port
from support.explaining import KEY, Follower, MemoryStore, access, request
from support.gemini_stand_in.fixture import Gemini
from wirelens.explain.access import Access
from wirelens.explain.jobs import Jobs
from wirelens.explain.progress import Failed
from wirelens.explain.transport_failures import sentence_for
from wirelens.messages import render
from wirelens.model.message import Message

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


def in_both(sentence: Message, host: str = "") -> tuple[str, str]:
    english, korean = (render(sentence, language) for language in ("en", "ko"))
    return (english.replace(host, "HOST"), korean.replace(host, "HOST")) if host else (english, korean)


async def failure(there: Access, deadline_seconds: float = 20.0) -> Message:
    """The sentence that a job ends with; nothing was stored."""
    jobs, store, follower = Jobs(deadline_seconds=deadline_seconds), MemoryStore(), Follower()
    jobs.submit(request(), store.terms(there), follower)
    outcome = await follower.outcome()
    assert isinstance(outcome, Failed)
    assert store.narratives == {}
    assert jobs.running == 0
    return outcome.message


@pytest.mark.parametrize("scenario", SENTENCES)
async def test_every_scenario_has_its_sentence(gemini: Gemini, scenario: str) -> None:
    gemini.play(scenario)
    sentence = await failure(access(gemini), deadline_seconds=1.0 if scenario == "silent" else 20.0)
    assert in_both(sentence, access(gemini).host) == SENTENCES[scenario]
    assert [exchange.scenario for exchange in gemini.requests] == [scenario], "asked once: retries are billed too"


async def test_a_limit_without_a_time(gemini: Gemini) -> None:
    gemini.play("rate-limited", retry_seconds=None)
    assert in_both(await failure(access(gemini))) == (
        "Gemini takes no more requests with this key for now. Try again later.",
        "이 키로는 지금 더 요청할 수 없습니다. 나중에 다시 시도하세요.",
    )


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


async def test_no_proxy_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{free_port()}")
    there = Access("https://gemini.invalid/behind-a-proxy", "GEMINI_API_KEY", KEY)
    assert in_both(await failure(there), "gemini.invalid") == (
        "HOST cannot be reached. Check the network and the base URL.",
        "연결할 수 없습니다: HOST. 네트워크와 기본 URL을 확인하세요.",
    )


def test_a_certificate_of_nobody() -> None:
    error = RuntimeError("connecting failed")
    error.__cause__ = ssl.SSLCertVerificationError(1, "self-signed certificate")
    assert in_both(sentence_for(error, Access("https://gemini.example", "GEMINI_API_KEY", KEY), "m"), "gemini.example") == (
        "The certificate of HOST is not trusted. For a private authority, name its file in SSL_CERT_FILE.",
        "신뢰할 수 없는 인증서입니다(HOST). 사설 인증 기관이라면 그 파일을 SSL_CERT_FILE에 지정하세요.",
    )


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

    jobs, follower = Jobs(), Follower()
    jobs.submit(request(), Broken().terms(access(gemini)), follower)
    outcome = await follower.outcome()
    assert isinstance(outcome, Failed)
    assert in_both(outcome.message) == (
        "Explaining failed unexpectedly (ZeroDivisionError). This is a fault of Wirelens; please report it.",
        "설명하는 중에 예상하지 못한 오류가 났습니다(ZeroDivisionError). Wirelens의 결함이니 알려 주세요.",
    )
