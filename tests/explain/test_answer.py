"""Gemini's answer is parsed whole or not at all, and is plain text afterwards."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from support.explaining import ANSWER, request
from wirelens.explain.answer import parse
from wirelens.explain.failure import ExplainFailure
from wirelens.model.message import message
from wirelens.model.narrative import Narrative

NOW = datetime(2026, 5, 4, 3, 2, 1, 999, tzinfo=UTC)


def parsed(**changes: Any) -> Narrative:
    return parse(json.dumps({**ANSWER, **changes}), request(language="ko"), NOW)


def test_an_answer() -> None:
    assert parsed() == Narrative(
        "backend/ai/views.py", **ANSWER, model="gemini-3-flash-preview", language="ko", created_at="2026-05-04T03:02:01+00:00"
    )


def test_more_than_was_asked_for_is_left_out() -> None:
    assert parsed(more="?") == parsed()


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("One\nsentence,\ttwo  lines.", "One sentence, two lines."),
        ("\x1b[31mred\x1b[0m \u202eevil\u202c\x07", "[31mred[0m evil"),
        ("한국어와 🎉", "한국어와 🎉"),
        ("a\u00a0b", "a b"),
        ("x" * 500, "x" * 399 + "…"),
    ],
)
def test_a_summary_is_one_plain_line(said: str, kept: str) -> None:
    assert parsed(summary=said).summary == kept


def test_paragraphs_stay() -> None:
    assert parsed(structure="First.\r\n\r\nSecond.").structure == "First. \n \nSecond."


@pytest.mark.parametrize("text", ["", "no", '{"title": "half', "```json\n{}\n```", "[1", "\x00"])
def test_no_json(text: str) -> None:
    with pytest.raises(ExplainFailure) as failure:
        parse(text, request(), NOW)
    assert failure.value.message == message("explain.broken-json")


@pytest.mark.parametrize(
    "answer",
    [
        [],
        1,
        None,
        {},
        {**ANSWER, "summary": ""},
        {**ANSWER, "summary": " \n"},
        {**ANSWER, "title": 1},
        {**ANSWER, "structure": ["a"]},
        [ANSWER],
    ],
)
def test_another_form(answer: Any) -> None:
    with pytest.raises(ExplainFailure) as failure:
        parse(json.dumps(answer), request(), NOW)
    assert failure.value.message == message("explain.wrong-shape")


def test_an_answer_nested_too_deep_is_no_json() -> None:
    with pytest.raises(ExplainFailure) as failure:
        parse("[" * 100_000, request(), NOW)
    assert failure.value.message == message("explain.broken-json")
