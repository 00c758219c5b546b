"""The form of a hover: a title, bullets, paragraphs, together at most twelve lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from wirelens.views.phrases import Phrases

MAX_LINES = 12
MAX_LISTED = 5
"""Callers listed one by one, if there is room; the rest are counted."""
MAX_FINDINGS = 2


@dataclass(frozen=True, slots=True)
class Description:
    """What a hover says of its wire.

    `listed` (callers, producers) comes first and gives way when room is short; it holds `MAX_LISTED` at most, `unlisted` counts the rest.
    """

    title: str
    listed: Sequence[str] = ()
    unlisted: int = 0
    facts: Sequence[str] = ()


def lay_out(phrases: Phrases, description: Description, facts: Sequence[str], findings: Sequence[str], narrative: str | None) -> str:
    """Puts a hover together. Findings come after the bullets, Gemini's sentence last."""
    bullets = [*description.facts, *facts]
    needed = min(2, len(description.listed))
    shown_findings = list(findings[:MAX_FINDINGS])
    while shown_findings and _lines(needed + len(bullets), len(shown_findings) + bool(narrative)) > MAX_LINES:
        shown_findings.pop()
    paragraphs = [*shown_findings, *([narrative] if narrative else [])]
    spare = MAX_LINES - _lines(0, len(paragraphs))
    bullets = bullets[: spare - needed]
    listed = _listed(phrases, description, min(MAX_LISTED, spare - len(bullets)))
    marked = [f"- {bullet}" for bullet in (*listed, *bullets)]
    return "\n".join((description.title, *(["", *marked] if marked else []), *(line for text in paragraphs for line in ("", text))))


def _lines(bullets: int, paragraphs: int) -> int:
    return 2 + bullets + 2 * paragraphs


def _listed(phrases: Phrases, description: Description, room: int) -> list[str]:
    """As many rows as there is room for; the last line counts the rest."""
    rows, count = description.listed, len(description.listed) + description.unlisted
    if count <= room:
        return list(rows)
    return [*rows[: room - 1], phrases.say("hover.more", count=count - room + 1)]
