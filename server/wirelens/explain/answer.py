"""Gemini's answer → Narrative. Streams are not parsed by google-genai, so that the whole text is parsed and checked here, at its end."""

import json
from datetime import UTC, datetime
from typing import Any, cast

from wirelens.explain.failure import ExplainFailure
from wirelens.explain.request import Request
from wirelens.model.message import message
from wirelens.model.narrative import Narrative

LIMITS = {"title": 120, "summary": 400, "structure": 8_000, "communication": 8_000}
"""The most characters of each part. What is longer does not keep to the question and is cut."""


def parse(text: str, request: Request, now: datetime) -> Narrative:
    """The narrative that an answer holds.

    Raises:
        ExplainFailure: the text is not JSON of the form that was asked for.
    """
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ExplainFailure(message("explain.broken-json")) from error
    parts = _parts(answer)
    if parts is None:
        raise ExplainFailure(message("explain.wrong-shape"))
    return Narrative(
        file=request.file,
        title=_line(parts["title"]),
        summary=_line(parts["summary"]),
        structure=parts["structure"],
        communication=parts["communication"],
        model=request.model,
        language=request.language,
        created_at=now.astimezone(UTC).isoformat(timespec="seconds"),
    )


def _parts(answer: object) -> dict[str, str] | None:
    """The four parts as plain text, or None if one is missing, empty or of another type."""
    if not isinstance(answer, dict):
        return None
    answer = cast("dict[str, Any]", answer)
    parts: dict[str, str] = {}
    for name, limit in LIMITS.items():
        value = answer.get(name)
        if not isinstance(value, str) or not (plain := _plain(value)):
            return None
        parts[name] = plain if len(plain) <= limit else plain[: limit - 1].rstrip() + "…"
    return parts


def _plain(text: str) -> str:
    """The text without what a terminal or an editor would obey: control characters, and marks that turn the direction of writing."""
    spaced = "".join(character if character.isprintable() or character == "\n" else " " * character.isspace() for character in text)
    return spaced.strip()


def _line(text: str) -> str:
    return " ".join(text.split())
