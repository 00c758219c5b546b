"""All that was explained of a workspace: what it is about, whether it still holds, which model said it and when."""

from collections.abc import Sequence
from typing import Any

from wirelens.messages import render
from wirelens.model.message import message
from wirelens.model.narrative import Explanation
from wirelens.model.snapshot import Snapshot
from wirelens.views.explanation import scope_phrase, staleness_phrase
from wirelens.views.phrases import Phrases
from wirelens.views.style import Markdown, Plain, Style

COLUMNS = ("about", "title", "standing", "model", "asked")

Row = tuple[str, ...]
"""A cell a column."""


def list_headings(snapshot: Snapshot) -> Row:
    """The names of the columns."""
    return tuple(render(message(f"usage.list.{column}"), snapshot.language) for column in COLUMNS)


def list_rows(snapshot: Snapshot, explanations: Sequence[Explanation], style: Style | None = None) -> tuple[Row, ...]:
    """A row an explanation."""
    phrases = Phrases(snapshot, style or Plain())
    return tuple(_row(phrases, explanation) for explanation in explanations)


def list_page(snapshot: Snapshot, explanations: Sequence[Explanation], style: Markdown) -> str:
    """The same as a page of Markdown."""
    lines = [f"# {render(message('usage.list.heading'), snapshot.language)}", ""]
    if not explanations:
        return "\n".join([*lines, render(message("usage.list.none"), snapshot.language), ""])
    headings = list_headings(snapshot)
    table = [headings, tuple("---" for _ in headings), *list_rows(snapshot, explanations, style)]
    return "\n".join([*lines, *(f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |" for row in table), ""])


def list_json(explanations: Sequence[Explanation]) -> list[dict[str, Any]]:
    """The same for programs."""
    return [
        {
            "kind": narrative.scope.kind,
            "file": narrative.scope.file,
            "name": narrative.scope.name,
            "title": narrative.title,
            "fresh": explanation.staleness is None,
            "changed": [
                *((narrative.file,) if explanation.staleness and explanation.staleness.own else ()),
                *(explanation.staleness.others if explanation.staleness else ()),
            ],
            "model": narrative.model,
            "language": narrative.language,
            "asked": narrative.asked_at,
        }
        for explanation in explanations
        for narrative in (explanation.narrative,)
    ]


def _row(phrases: Phrases, explanation: Explanation) -> Row:
    narrative, plain = explanation.narrative, phrases.style.plain
    known = narrative.file in phrases.snapshot.files
    file = phrases.style.file(narrative.file) if known else plain(narrative.file)
    scope = narrative.scope
    standing = (
        render(message("usage.list.fresh"), phrases.snapshot.language)
        if explanation.staleness is None
        else render(message("usage.list.stale"), phrases.snapshot.language) + f": {staleness_phrase(phrases, explanation.staleness)}"
    )
    asked = f"{narrative.asked_at[:10]} {narrative.asked_at[11:16]}"
    about = f"{file}: {scope_phrase(phrases, scope)}" if scope.name else file
    return about, plain(narrative.title), standing, plain(f"{narrative.model} ({narrative.language})"), plain(asked)
