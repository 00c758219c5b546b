"""Gemini's answer is parsed whole or not at all, is plain text afterwards, and rests on lines that were sent."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from support.explaining import ANSWER, FILE, narrative, request
from wirelens.explain.answer import parse
from wirelens.explain.failure import ExplainFailure
from wirelens.explain.request import Part
from wirelens.model.message import message
from wirelens.model.narrative import Citation, Claim, Narrative

NOW = datetime(2026, 5, 4, 3, 2, 1, 999, tzinfo=UTC)
CODE = 'def send(order):\n\n    post("/orders", json=order, key="hunter-2-hunter")\n\treturn {**order,  "done": ...}'
"""Line 21 to 24 of the file."""


def parsed(**changes: Any) -> Narrative:
    return parse(json.dumps({**ANSWER, **changes}), request(language="ko"), NOW)


def risks(*claims: Any) -> Narrative:
    """What is left of an answer with some risks, of which nothing else says anything; line 21 is cited by its structure."""
    structure = [{"text": "It sends.", "citations": [{"file": FILE, "line": 21}]}]
    answer = {**ANSWER, "structure": structure, "communication": [], "risks": claims}
    return parse(json.dumps(answer), request(parts=(Part(FILE, 21, CODE, "asked"), Part("b.py", 1, "x = 1", "called"))), NOW)


def cited(**citation: Any) -> Narrative:
    return risks({"text": "A risk.", "citations": [citation]})


def test_an_answer() -> None:
    assert parsed() == narrative("2026-05-04T03:02:01+00:00", language="ko")


def test_more_than_was_asked_for_is_left_out() -> None:
    assert parsed(more="?") == parsed()


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("One\nsentence,\ttwo  lines.", "One sentence, two lines."),
        ("\x1b[31mred\x1b[0m \u202eevil\u202c\x07", "[31mred[0m evil"),
        ("한국어와 🎉", "한국어와 🎉"),
        ("a\u00a0b", "a b"),
        ("x" * 700, "x" * 599 + "…"),
    ],
)
def test_a_claim_is_one_plain_line(said: str, kept: str) -> None:
    assert parsed(questions=[{"text": said, "citations": []}]).questions == (Claim(kept),)


@pytest.mark.parametrize(
    "citation",
    [
        {"file": FILE, "line": 21},
        {"file": FILE, "line": 21, "quote": ""},
        {"file": FILE, "line": 21, "quote": "def send(order)"},
        {"file": FILE, "line": 23, "quote": 'post( "/orders",json=order'},
        {"file": FILE, "line": 23, "quote": 'json=order, key="[redacted: secret]")'},
        {"file": FILE, "line": 23, "quote": 'post("/orders", … key='},
        {"file": FILE, "line": 24, "quote": '{**order, "done": ...}'},
        {"file": "b.py", "line": 1, "quote": "x = 1"},
    ],
)
def test_a_place_that_was_sent_holds(citation: dict[str, Any]) -> None:
    kept = cited(**citation)
    assert kept.risks == (Claim("A risk.", (Citation(citation["file"], citation["line"]),)),)
    assert (kept.dropped_claims, kept.dropped_citations) == (0, 0)


@pytest.mark.parametrize(
    "citation",
    [
        {"file": FILE, "line": 20},  # before what was sent
        {"file": FILE, "line": 25},  # after it
        {"file": FILE, "line": 22},  # there is nothing on it
        {"file": FILE, "line": -1},
        {"file": FILE, "line": 10**30},
        {"file": FILE, "line": "21"},
        {"file": "b.py", "line": True},
        {"file": FILE, "line": 21.5},
        {"file": "c.py", "line": 21},  # another file
        {"file": "../../etc/passwd", "line": 1},
        {"file": 1, "line": 21},
        {"file": FILE, "line": 21, "quote": "def receive(order)"},
        {"file": FILE, "line": 21, "quote": 'post("/orders"'},  # on another line
        {"file": FILE, "line": 23, "quote": "json=order [redacted: secret] post("},  # in another order
        {"file": FILE, "line": 21, "quote": 1},
        {"file": FILE},
        {"line": 21},
        {},
    ],
)
def test_a_place_that_does_not_hold_takes_its_claim_along(citation: dict[str, Any]) -> None:
    kept = cited(**citation)
    assert kept.risks == ()
    assert (kept.dropped_claims, kept.dropped_citations) == (1, 1)


def test_a_claim_stays_by_the_places_that_hold() -> None:
    here, gone = {"file": FILE, "line": 23, "quote": "post"}, {"file": FILE, "line": 99}
    kept = risks(
        {"text": "A.", "citations": [gone, here, here, gone]}, {"text": "B.", "citations": [gone]}, {"text": "C."}, "D", {"text": " "}
    )
    assert kept.risks == (Claim("A.", (Citation(FILE, 23),)),)
    assert (kept.dropped_claims, kept.dropped_citations) == (2, 3)


def test_a_question_may_stand_alone() -> None:
    gone = {"file": FILE, "line": 99}
    kept = parsed(questions=[{"text": "Why?", "citations": [gone]}, {"text": "Who?"}])
    assert kept.questions == (Claim("Why?"), Claim("Who?"))
    assert (kept.dropped_claims, kept.dropped_citations) == (0, 1)


def test_an_answer_that_goes_on_and_on_is_cut() -> None:
    claim = ANSWER["structure"][0]
    assert parsed(structure=[claim] * 1000).structure == parsed().structure * 12
    many = [{"file": FILE, "line": line} for line in (1, 2)] * 500
    assert parsed(structure=[{**claim, "citations": many}]).structure[0].citations == (Citation(FILE, 1), Citation(FILE, 2))


def test_an_answer_that_rests_on_nothing_is_none() -> None:
    elsewhere = [{"text": "A.", "citations": [{"file": "/etc/passwd", "line": 1, "quote": "root"}]}]
    with pytest.raises(ExplainFailure) as failure:
        parsed(structure=elsewhere, communication=elsewhere, questions=[{"text": "Why?", "citations": []}])
    assert failure.value.message == message("explain.ungrounded")


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
        {**ANSWER, "title": ""},
        {**ANSWER, "title": " \n"},
        {**ANSWER, "title": 1},
        {**ANSWER, "structure": "One function."},
        {**ANSWER, "risks": {"text": "A."}},
        {key: value for key, value in ANSWER.items() if key != "flows"},
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
