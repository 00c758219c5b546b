"""The stand-in itself: what it says in each scenario, through the real client."""

import json
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from google import genai
from google.genai import errors, types

from support.gemini_stand_in.fixture import Gemini, gemini

__all__ = ["gemini"]

TESTS = Path(__file__).parent.parent
SCHEMA = {
    "type": "OBJECT",
    "properties": {"name": {"type": "STRING"}, "count": {"type": "INTEGER"}, "tags": {"type": "ARRAY", "items": {"type": "STRING"}}},
}


@pytest.fixture
def client(gemini: Gemini) -> genai.Client:
    return genai.Client(api_key="k", http_options=types.HttpOptions(base_url=gemini.address, api_version="v1beta"))


def test_a_text(gemini: Gemini, client: genai.Client) -> None:
    gemini.play("answer", text="안녕하세요")
    answer = client.models.generate_content(model="m", contents="hello")  # pyright: ignore[reportUnknownMemberType]
    usage = answer.usage_metadata
    assert usage is not None
    assert (answer.text, usage.prompt_token_count, usage.candidates_token_count, usage.total_token_count) == ("안녕하세요", 12, 1, 21)
    gemini.wait("finished")
    exchange = gemini.requests[0]
    assert (exchange.method, exchange.target, exchange.state) == ("POST", "/v1beta/models/m:generateContent", "finished")
    assert exchange.body == {"contents": [{"parts": [{"text": "hello"}], "role": "user"}]}


def test_an_answer_for_a_schema(client: genai.Client) -> None:
    configuration = types.GenerateContentConfig(response_mime_type="application/json", response_schema=SCHEMA)
    answer = client.models.generate_content(model="m", contents="x", config=configuration)  # pyright: ignore[reportUnknownMemberType]
    assert json.loads(answer.text or "") == {"name": "The stand-in's name.", "count": 1, "tags": ["The stand-in's tags."]}


def test_a_stream(gemini: Gemini, client: genai.Client) -> None:
    gemini.play("answer", text="abcdef", chunks=3)
    stream = client.models.generate_content_stream(model="m", contents="x")  # pyright: ignore[reportUnknownMemberType]
    assert [chunk.text for chunk in stream] == ["ab", "cd", "ef"]


def test_counting_tokens(client: genai.Client) -> None:
    counted = client.models.count_tokens(model="m", contents="hello")  # pyright: ignore[reportUnknownMemberType]
    assert counted.total_tokens == 12


@pytest.mark.parametrize(
    ("scenario", "status", "word"),
    [
        ("wrong-key", 400, "INVALID_ARGUMENT"),
        ("bad-request", 400, "INVALID_ARGUMENT"),
        ("unauthorized", 401, "UNAUTHENTICATED"),
        ("forbidden", 403, "PERMISSION_DENIED"),
        ("unknown-model", 404, "NOT_FOUND"),
        ("rate-limited", 429, "RESOURCE_EXHAUSTED"),
        ("server-error", 500, "INTERNAL"),
        ("overloaded", 503, "UNAVAILABLE"),
    ],
)
def test_an_error_chosen_by_the_models_name(client: genai.Client, scenario: str, status: int, word: str) -> None:
    with pytest.raises(errors.APIError) as error:
        client.models.generate_content(model=f"scenario-{scenario}", contents="x")  # pyright: ignore[reportUnknownMemberType]
    assert (error.value.code, error.value.status) == (status, word)


def test_scenarios_in_line_come_before_the_standing_one(gemini: Gemini, client: genai.Client) -> None:
    gemini.play("answer", text="standing")
    gemini.play("answer", text="once", times=2)
    models = client.models
    answers = [models.generate_content(model="m", contents="x").text for _ in range(3)]  # pyright: ignore[reportUnknownMemberType]
    assert answers == ["once", "once", "standing"]


def test_as_a_program_with_a_control_endpoint() -> None:
    command = [sys.executable, "-m", "support.gemini_stand_in", "--scenario", "overloaded", "--idle-seconds", "0.5"]
    with subprocess.Popen(command, cwd=TESTS, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        address = json.loads(program.stdout.readline())["address"]

        def post(path: str, body: dict[str, Any]) -> dict[str, Any]:
            request = urllib.request.Request(address + path, json.dumps(body).encode(), {"x-goog-api-key": "k"})  # noqa: S310 - loopback
            with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - as above
                return json.load(answer)

        post("/control/scenario", {"name": "answer", "text": "hi"})
        answer = post("/v1beta/models/m:generateContent", {"contents": []})
        assert answer["candidates"][0]["content"] == {"parts": [{"text": "hi"}], "role": "model"}
        seen = post("/control/wait", {"state": "finished"})["requests"]
        assert [(each["target"], each["scenario"]) for each in seen] == [("/v1beta/models/m:generateContent", "answer")]
        assert program.wait(20) == 0, "it ends by itself"
