"""Lines of open documents by numbers that stay theirs while others are inserted and removed around them.

Linking is handed places by these numbers: a line that is inserted above shifts nothing for it, and nothing is linked anew. A line that was
there when the document was opened keeps the number that it had, so that opening one changes nothing; one that is inserted has a fraction
between its neighbours'. Linking may compare numbers, for they are in the order of the lines, but not reckon with them.
"""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from itertools import takewhile
from math import floor, log2
from operator import is_
from typing import Any, cast, get_args, get_type_hints

from wirelens.model.communication_map import ChannelEnd, CommunicationMap, FlowStep, OutgoingCall
from wirelens.model.facts import FileFacts
from wirelens.model.span import Location, Position, Span
from wirelens.workspace.documents import LINE_END

_STEP = 2.0**-12
"""Between the numbers of lines that are inserted one after the other, where there is room."""

_LEAST_STEP = 2.0**-30
"""Finer ones could not be told apart in a file of a million lines."""

_TUPLES = tuple(field.name for field in fields(CommunicationMap) if field.name != "coverage")


class LineMarks:
    """Knows the numbers of the lines of every open document. Other files have those of their lines."""

    def __init__(self) -> None:
        self._lines: dict[str, list[str]] = {}
        self._marks: dict[str, list[float]] = {}
        self._line_of: dict[str, dict[float, int]] = {}  # of documents of which a line is not where it was at first
        self._files: dict[int, tuple[object, frozenset[str]]] = {}
        self._placed: dict[int, object] = {}
        self._tuples: dict[str, tuple[tuple[object, ...], tuple[object, ...]]] = {}

    def read(self, file: str, text: str | None) -> None:
        """Takes in the text of a document; None: it is none any longer."""
        before = self._lines.pop(file, None)
        marks = self._marks.pop(file, None)
        was_shifted = self._line_of.pop(file, None) is not None
        if text is not None:
            lines = LINE_END.split(text)
            self._lines[file] = lines
            now = self._marks[file] = _fresh(len(lines)) if before is None or marks is None else _carried(before, marks, lines)
            if now != _fresh(len(now)):
                self._line_of[file] = {mark: line for line, mark in enumerate(now)}
        if (was_shifted or file in self._line_of) and marks != self._marks.get(file):
            self._placed = {key: placed for key, placed in self._placed.items() if file not in self._files[key][1]}
            self._tuples.clear()

    def marked(self, file: str, facts: FileFacts) -> FileFacts:
        """The facts of a file with the numbers of its lines."""
        if file not in self._line_of:
            return facts
        marks = self._marks[file]

        def mark(position: Position) -> Position:
            line = position.line
            return _position(marks[line] if line < len(marks) else marks[-1] + 1 + line, position.column)

        return _moved(facts, lambda span: Span(mark(span.start), mark(span.end)))

    def placed(self, linked: CommunicationMap) -> CommunicationMap:
        """A map with places as they are in the documents. What has no place in any of them stays the same object."""
        if not self._line_of:
            return linked
        tuples = {name: self._elements(name, getattr(linked, name)) for name in _TUPLES}
        if len(self._files) > 2 * sum(map(len, tuples.values())):  # most are of earlier maps
            present = {id(element) for name in _TUPLES for element in getattr(linked, name)}
            self._files = {key: known for key, known in self._files.items() if key in present}
            self._placed = {key: placed for key, placed in self._placed.items() if key in present}
        return replace(linked, **tuples)  # pyright: ignore[reportArgumentType] - of the type that the tuple had

    def _elements(self, name: str, elements: tuple[object, ...]) -> tuple[object, ...]:
        last, placed = self._tuples.get(name, ((), ()))
        if last is not elements:
            start = _same(last, elements)
            stop = min(_same(last[start:][::-1], elements[start:][::-1]), len(last) - start, len(elements) - start)
            between = map(self._element, elements[start : len(elements) - stop])
            placed = (*placed[:start], *between, *placed[len(placed) - stop :])
            self._tuples[name] = elements, placed
        return placed

    def _element(self, element: object) -> object:
        known = self._files.get(id(element))
        if known is None:
            known = self._files[id(element)] = (element, frozenset(_files(element)))
        if known[1].isdisjoint(self._line_of):
            return element
        if id(element) not in self._placed:
            self._placed[id(element)] = self._there(element, "")
        return self._placed[id(element)]

    def _there(self, value: Any, file: str) -> Any:  # noqa: ANN401 - whatever a map consists of
        """A part of a map with its places. `file` is the one that ranges in it are in which do not say."""
        if isinstance(value, Location):
            return Location(value.file, self._span(value.file, value.span))
        if isinstance(value, Span):
            return self._span(file, value)
        if isinstance(value, tuple):
            return tuple(self._there(each, file) for each in cast("tuple[object, ...]", value))
        if not is_dataclass(value) or isinstance(value, type):
            return value
        location = getattr(value, "runs" if isinstance(value, ChannelEnd) else "location", None)
        inside = location.file if isinstance(location, Location) else file
        changed = {name: self._there(getattr(value, name), inside) for name in _names(type(value))}
        if isinstance(value, OutgoingCall):
            changed["id"] = self._call_id(value.id)
        if isinstance(value, FlowStep) and value.call is not None:
            changed["call"] = self._call_id(value.call)
        return replace(value, **changed)

    def _span(self, file: str, span: Span) -> Span:
        return Span(self._position(file, span.start), self._position(file, span.end)) if file in self._line_of else span

    def _position(self, file: str, position: Position) -> Position:
        line = self._line_of[file].get(position.line)
        return Position(int(position.line - 1 - self._marks[file][-1]) if line is None else line, position.column)

    def _call_id(self, call: str) -> str:
        """The name of a call, which says where it is: file, line and column, counted from 1."""
        file, line, rest = call.rsplit(":", 2)
        if file not in self._line_of:
            return call
        return f"{file}:{self._position(file, _position(float(line) - 1, 0)).line + 1}:{rest}"


def _position(line: float, column: int) -> Position:
    return Position(line, column)  # pyright: ignore[reportArgumentType] - that numbers may be fractions is between linking and this module


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> int:
    """How many elements two tuples begin with that are the same."""
    return sum(1 for _ in takewhile(bool, map(is_, one, other)))


def _fresh(count: int) -> list[float]:
    return list(range(count))


def _carried(old: list[str], marks: list[float], new: list[str]) -> list[float]:
    """The numbers of the new lines: those of old ones where these begin and end alike, and one for one between."""
    shorter = min(len(old), len(new))
    start = next((line for line in range(shorter) if old[line] != new[line]), shorter)
    stop = next((line for line in range(shorter - start) if old[-1 - line] != new[-1 - line]), shorter - start)
    kept = marks[start : len(marks) - stop][: len(new) - start - stop]
    inserted = len(new) - start - stop - len(kept)
    last = marks[start + len(kept) - 1] if start + len(kept) else -1
    between = _between(last, marks[len(marks) - stop], inserted) if stop else [floor(last) + 1 + number for number in range(inserted)]
    return _fresh(len(new)) if between is None else [*marks[:start], *kept, *between, *marks[len(marks) - stop :]]


def _between(before: float, after: float, count: int) -> list[float] | None:
    """Numbers for so many lines between two, None where there is not the room for them."""
    step = min(2.0 ** floor(log2((after - before) / (count + 1))), _STEP)  # whole powers: sums of them are exact
    return [before + step * (number + 1) for number in range(count)] if step >= _LEAST_STEP or not count else None


@cache
def _names(cls: type) -> tuple[str, ...]:
    """The fields of a class that may hold places."""
    return tuple(name for name, form in get_type_hints(cls).items() if _may_hold_places(form))


@cache
def _may_hold_places(form: object) -> bool:
    """Whether a value of a type may hold one: any class of ours may, and what is made of such."""
    return any(map(_may_hold_places, get_args(form))) or (isinstance(form, type) and is_dataclass(form))


def _moved(value: Any, move: Callable[[Span], Span]) -> Any:  # noqa: ANN401 - whatever facts consist of
    """Facts with every range moved."""
    if isinstance(value, Span):
        return move(value)
    if isinstance(value, tuple):
        return tuple(_moved(each, move) for each in cast("tuple[object, ...]", value))
    if not is_dataclass(value) or isinstance(value, type):
        return value
    parts = {name: getattr(value, name) for name in _names(type(value))}
    changed = {name: moved for name, part in parts.items() if (moved := _moved(part, move)) is not part}
    return replace(value, **changed) if changed else value


def _files(value: Any) -> set[str]:  # noqa: ANN401 - whatever a map consists of
    """The files in which a part of a map has places."""
    if isinstance(value, Location):
        return {value.file}
    if isinstance(value, tuple):
        return set[str]().union(*map(_files, cast("tuple[object, ...]", value)))
    if not is_dataclass(value) or isinstance(value, type):
        return set()
    found = set[str]().union(*(_files(getattr(value, name)) for name in _names(type(value))))
    if isinstance(value, FlowStep) and value.call is not None:
        found.add(value.call.rsplit(":", 2)[0])
    return found
