"""Gemini's answer → Narrative. Nothing in it is believed: it is plain text afterwards, and what it cites is looked up in what was sent.

A citation holds if its line was sent, is not empty, and has the words that the answer quotes from it. One that does not hold is dropped and
counted; so is a claim that is left without any, since nobody could check it. Only questions may stand alone: they claim nothing.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from wirelens.explain.failure import ExplainFailure
from wirelens.explain.request import Request
from wirelens.model.message import message
from wirelens.model.narrative import SECTIONS, Citation, Claim, Narrative, Section

LONGEST_TITLE, LONGEST_CLAIM = 120, 600
"""Characters. What is longer does not keep to the question and is cut."""

MOST_CLAIMS, MOST_CITATIONS = 12, 5
"""In a section, and to a claim. Further ones were not asked for."""

REDACTED = re.compile(r"\[redacted: [^\]]*\]?|…|\.{3}")
"""Where a quote may leave something out: a secret was taken out of what was sent."""


def parse(text: str, request: Request, now: datetime) -> Narrative:
    """The narrative that an answer holds.

    Raises:
        ExplainFailure: the text is not JSON of the form that was asked for, or nothing that it says of the code rests on the code.
    """
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ExplainFailure(message("explain.broken-json")) from error
    reading = _Reading(_sent_lines(request))
    sections = reading.sections(answer)
    title = _title(answer)
    if sections is None or not title:
        raise ExplainFailure(message("explain.wrong-shape"))
    if not any(sections[name] for name in SECTIONS if name != "questions"):
        raise ExplainFailure(message("explain.ungrounded"))
    return Narrative(
        scope=request.scope,
        title=title,
        **sections,
        model=request.model,
        language=request.language,
        asked_at=now.astimezone(UTC).isoformat(timespec="seconds"),
        dropped_citations=reading.dropped_citations,
        dropped_claims=reading.dropped_claims,
    )


@dataclass(slots=True)
class _Reading:
    """One answer, held against the lines that were sent."""

    lines: Mapping[tuple[str, int], str]
    dropped_citations: int = 0
    dropped_claims: int = 0

    def sections(self, answer: object) -> dict[Section, tuple[Claim, ...]] | None:
        """What each section claims, None if one is missing or of another form."""
        if not isinstance(answer, dict):
            return None
        parts = cast("dict[str, Any]", answer)
        found: dict[Section, tuple[Claim, ...]] = {}
        for name in SECTIONS:
            rows = parts.get(name)
            if not isinstance(rows, list):
                return None
            found[name] = tuple(self._claims(cast("list[Any]", rows), needs_citation=name != "questions"))[:MOST_CLAIMS]
        return found

    def _claims(self, rows: list[Any], *, needs_citation: bool) -> Iterator[Claim]:
        for row in rows:
            if not isinstance(row, dict):
                continue
            claim = cast("dict[str, Any]", row)
            text = _line(claim.get("text"), LONGEST_CLAIM)
            if not text:
                continue
            citations = self._citations(claim.get("citations"))
            if citations or not needs_citation:
                yield Claim(text, citations)
            else:
                self.dropped_claims += 1

    def _citations(self, rows: object) -> tuple[Citation, ...]:
        held: dict[Citation, None] = {}
        for row in cast("list[Any]", rows) if isinstance(rows, list) else ():
            citation = self._held(row)
            if citation is None:
                self.dropped_citations += 1
            else:
                held[citation] = None
        return tuple(held)[:MOST_CITATIONS]

    def _held(self, row: object) -> Citation | None:
        """The citation, if it holds."""
        match {"quote": "", **cast("dict[str, Any]", row)} if isinstance(row, dict) else None:
            case {"file": str(file), "line": int(number), "quote": str(quote)} if type(number) is int:
                line = self.lines.get((file, number), "")
                return Citation(file, number) if line and _stands_in(quote, line) else None
            case _:
                return None


def _sent_lines(request: Request) -> Mapping[tuple[str, int], str]:
    """The lines that were sent and say something, without the space between their words."""
    return {
        (part.file, number): squeezed
        for part in request.parts
        for number, line in enumerate(part.lines, start=part.first_line)
        if (squeezed := _squeezed(line))
    }


def _stands_in(quote: str, line: str) -> bool:
    """Whether the words of a quote stand in a line in their order."""
    start = 0
    for piece in REDACTED.split(quote):
        words = _squeezed(piece)
        at = line.find(words, start)
        if at < 0:
            return False
        start = at + len(words)
    return True


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _title(answer: object) -> str:
    return _line(cast("dict[str, Any]", answer).get("title"), LONGEST_TITLE) if isinstance(answer, dict) else ""


def _line(value: object, limit: int) -> str:
    """One line of plain text, at most so long; "" where there is none.

    Without what a terminal or an editor would obey: control characters, and marks that turn the direction of writing.
    """
    if not isinstance(value, str):
        return ""
    spaced = "".join(character if character.isprintable() else " " * character.isspace() for character in value)
    text = " ".join(spaced.split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
