"""What reaches Gemini, byte for byte, through the real google-genai client, whatever the environment says."""

import pytest

from support.explaining import KEY, access, request
from support.gemini_stand_in.fixture import Gemini, running
from wirelens.explain.client import ask
from wirelens.explain.exchange import Ask, Receiving
from wirelens.explain.preparation import prepare
from wirelens.explain.prompt import ANSWER_SCHEMA


async def asked(gemini: Gemini) -> list[Receiving]:
    heard: list[Receiving] = []
    await ask(Ask(prepare(request()), "gemini-3-flash-preview", access(gemini)), heard.append)
    return heard


async def test_what_is_sent_is_what_is_shown(gemini: Gemini) -> None:
    await asked(gemini)
    prompt = prepare(request())
    exchange = gemini.requests[0]
    assert (exchange.method, exchange.target) == ("POST", "/v1beta/models/gemini-3-flash-preview:streamGenerateContent?alt=sse")
    assert exchange.headers["x-goog-api-key"] == KEY
    configuration = exchange.body["generationConfig"]
    assert exchange.body == {
        "contents": [{"parts": [{"text": prompt.content}], "role": "user"}],
        "systemInstruction": {"parts": [{"text": prompt.instruction}], "role": "user"},
        "generationConfig": {
            "responseMimeType": "application/json",
            "responseSchema": configuration["responseSchema"],
            "maxOutputTokens": 16_384,
        },
    }
    assert list(configuration["responseSchema"]["properties"]) == list(ANSWER_SCHEMA["properties"])


async def test_the_answer_comes_in_pieces(gemini: Gemini) -> None:
    text = '{"a": "한국어 🎉"}'
    gemini.play("answer", text=text, chunks=2)
    first, second = await asked(gemini)
    assert (first, second.characters) == (Receiving(7, 0), len(text))
    assert second.tokens > 0


async def test_the_environment_does_not_redirect_the_key(gemini: Gemini, monkeypatch: pytest.MonkeyPatch) -> None:
    with running() as elsewhere:
        monkeypatch.setenv("GOOGLE_GEMINI_BASE_URL", elsewhere.address)
        monkeypatch.setenv("GOOGLE_VERTEX_BASE_URL", elsewhere.address)
        monkeypatch.setenv("GOOGLE_GENAI_USE_VERTEXAI", "true")
        monkeypatch.setenv("GOOGLE_GENAI_USE_ENTERPRISE", "true")
        monkeypatch.setenv("GOOGLE_CLOUD_PROJECT", "a-project")
        monkeypatch.setenv("GOOGLE_CLOUD_LOCATION", "a-place")
        monkeypatch.setenv("GOOGLE_GENAI_API_VERSION", "v1")
        monkeypatch.setenv("GOOGLE_API_KEY", "another-key")
        await asked(gemini)
        assert elsewhere.requests == []
    assert [(exchange.target.split("/")[1], exchange.headers["x-goog-api-key"]) for exchange in gemini.requests] == [("v1beta", KEY)]
