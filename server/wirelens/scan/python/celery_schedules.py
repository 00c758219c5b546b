"""Celery's periodic tasks: the entries of a beat schedule."""

import re
from functools import cache

from tree_sitter import Node, Query, QueryCursor

from wirelens.model.facts import Send
from wirelens.scan.python.module import Module
from wirelens.scan.python.syntax import arguments_of, dotted_name, language, unwrapped
from wirelens.scan.python.values import expression, plain_text
from wirelens.scan.text import LineIndex

_MENTIONED = re.compile(rb"beat_?schedule", re.IGNORECASE)
"""What settings of a schedule are called: `beat_schedule`, `CELERY_BEAT_SCHEDULE`, `CELERYBEAT_SCHEDULE`."""

_UNITS = {"milliseconds": 1, "seconds": 1000, "minutes": 60_000, "hours": 3_600_000, "days": 86_400_000, "weeks": 604_800_000}
_LONGEST_SCHEDULE = 80


def read_schedules(module: Module) -> None:
    """Find `{"task": "tasks.add", "schedule": 30.0}` in a file that mentions a beat schedule."""
    if not _MENTIONED.search(module.text.source):
        return
    for entry in QueryCursor(_query()).captures(module.root).get("entry", []):
        written = dict(_pairs(entry, module.text))
        task, when = written.get("task"), written.get("schedule")
        if task is None or when is None:
            continue
        schedule, every_ms = schedule_of(when, module.text)
        name = expression(task, module.text)
        module.sends.append(Send("", "celery-task", name, module.text.span_of(task), schedule=schedule, every_ms=every_ms))


def schedule_of(when: Node, text: LineIndex) -> tuple[str, int | None]:
    """When, as written, and the period where it is a number of seconds or a `timedelta` of numbers."""
    when = unwrapped(when)
    written = " ".join(text.text_of(when).split())
    shown = written if len(written) <= _LONGEST_SCHEDULE else written[: _LONGEST_SCHEDULE - 1] + "…"
    return shown, _milliseconds(when, text)


def _milliseconds(when: Node, text: LineIndex) -> int | None:
    if when.type in {"integer", "float"}:
        return _number(when, text, 1000)
    function = when.child_by_field_name("function") if when.type == "call" else None
    called = dotted_name(function, text) if function is not None else None
    if called is None or called.rpartition(".")[2] != "timedelta":
        return None
    arguments = arguments_of(when, text)
    parts = [_number(value, text, _UNITS[unit]) if unit in _UNITS else None for unit, value in arguments.keywords.items()]
    known = [part for part in parts if part is not None]
    return sum(known) if known and len(known) == len(parts) and not arguments.positional else None


def _number(node: Node, text: LineIndex, unit: int) -> int | None:
    if node.type not in {"integer", "float"}:
        return None
    try:
        return round(float(text.text_of(node).replace("_", "")) * unit)
    except ValueError:
        return None  # written in another base


def _pairs(dictionary: Node, text: LineIndex) -> "list[tuple[str, Node]]":
    found: list[tuple[str, Node]] = []
    for pair in dictionary.named_children:
        key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
        name = plain_text(expression(key, text)) if pair.type == "pair" and key is not None else None
        if name is not None and value is not None:
            found.append((name, value))
    return found


@cache
def _query() -> Query:
    return Query(language(), "(dictionary) @entry")
