"""What reaches Gemini, byte for byte, through the real google-genai client, whatever the environment says."""

import subprocess
import sys

import pytest

from support.explaining import KEY, access, request
from support.gemini_stand_in.fixture import Gemini, running
from wirelens.explain.client import GenaiGemini, Reply
from wirelens.explain.preparation import prepare
from wirelens.explain.prompt import ANSWER_SCHEMA


async def ask(gemini: Gemini) -> list[Reply]:
    replies: list[Reply] = []
    client = GenaiGemini(access(gemini))
    await client.connect()
    await client.ask(prepare(request()), "gemini-3-flash-preview", replies.append)
    return replies


async def test_what_is_sent_is_what_is_shown(gemini: Gemini) -> None:
    await ask(gemini)
    prompt = prepare(request())
    exchange = gemini.requests[0]
    assert (exchange.method, exchange.target) == ("POST", "/v1beta/models/gemini-3-flash-preview:streamGenerateContent?alt=sse")
    assert exchange.headers["x-goog-api-key"] == KEY
    assert exchange.body == {
        "contents": [{"parts": [{"text": prompt.content}], "role": "user"}],
        "systemInstruction": {"parts": [{"text": prompt.instruction}], "role": "user"},
        "generationConfig": {
            "responseMimeType": "application/json",
            "responseSchema": {**ANSWER_SCHEMA, "property_ordering": list(ANSWER_SCHEMA["properties"])},
            "maxOutputTokens": 16_384,
        },
    }


async def test_the_answer_comes_in_pieces(gemini: Gemini) -> None:
    gemini.play("answer", text='{"a": "한국어 🎉"}', chunks=2)
    replies = await ask(gemini)
    assert [(reply.text, reply.finish) for reply in replies] == [('{"a": "', ""), ('{"a": "한국어 🎉"}', "STOP")]
    assert replies[0].tokens == 0
    assert replies[1].tokens > 0


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
        await ask(gemini)
        assert elsewhere.requests == []
    assert [(exchange.target.split("/")[1], exchange.headers["x-goog-api-key"]) for exchange in gemini.requests] == [("v1beta", KEY)]


def test_google_genai_is_not_imported_before_it_is_needed() -> None:
    code = (
        "import sys, wirelens.workspace.explaining\n"
        "print([name for name in ('google.genai', 'httpx2', 'detect_secrets', 'pydantic') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
