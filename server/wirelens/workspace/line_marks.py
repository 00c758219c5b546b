"""Lines of open documents by numbers that stay theirs while others are inserted and removed around them.

Linking is handed places by these numbers: a line that is inserted above shifts nothing for it, and nothing is linked anew. It may compare
numbers, for they are in the order of the lines, but not reckon with them.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, cast

from wirelens.model.communication_map import ChannelEnd, CommunicationMap, FlowStep, OutgoingCall
from wirelens.model.facts import FileFacts
from wirelens.model.span import Location, Position, Span
from wirelens.workspace.documents import LINE_END

_GAP = 1 << 40
"""Between the numbers of two lines of a document that was just opened."""

_STEP = 1 << 20
"""Between those of lines that are inserted one after the other, where there is room."""

_TUPLES = tuple(field.name for field in fields(CommunicationMap) if field.name != "coverage")


class LineMarks:
    """Knows the numbers of the lines of every open document. Other files have those of their lines."""

    def __init__(self) -> None:
        self._lines: dict[str, list[str]] = {}
        self._marks: dict[str, list[int]] = {}
        self._line_of: dict[str, dict[int, int]] = {}
        self._files: dict[int, tuple[object, frozenset[str]]] = {}
        self._placed: dict[int, object] = {}
        self._tuples: dict[str, tuple[tuple[object, ...], tuple[object, ...]]] = {}

    def read(self, file: str, text: str | None) -> None:
        """Takes in the text of a document; None: it is none any longer."""
        before = self._lines.pop(file, None)
        marks = self._marks.pop(file, None)
        self._line_of.pop(file, None)
        if text is not None:
            lines = LINE_END.split(text)
            self._lines[file] = lines
            self._marks[file] = _fresh(len(lines)) if before is None or marks is None else _carried(before, marks, lines)
            self._line_of[file] = {mark: line for line, mark in enumerate(self._marks[file])}
        if marks != self._marks.get(file):
            self._placed = {key: placed for key, placed in self._placed.items() if file not in self._files[key][1]}
            self._tuples.clear()

    def marked(self, file: str, facts: FileFacts) -> FileFacts:
        """The facts of a file with the numbers of its lines."""
        marks = self._marks.get(file)
        if marks is None:
            return facts

        def mark(position: Position) -> Position:
            line = position.line
            return Position(marks[line] if line < len(marks) else marks[-1] + line, position.column)

        return _moved(facts, lambda span: Span(mark(span.start), mark(span.end)))

    def placed(self, linked: CommunicationMap) -> CommunicationMap:
        """A map with places as they are in the documents. What has no place in any of them stays the same object."""
        if not self._marks:
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
            placed = tuple(map(self._element, elements))
            self._tuples[name] = elements, placed
        return placed

    def _element(self, element: object) -> object:
        known = self._files.get(id(element))
        if known is None:
            known = self._files[id(element)] = (element, frozenset(_files(element)))
        if known[1].isdisjoint(self._marks):
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
        lines = self._line_of.get(file)
        if lines is None:
            return span
        return Span(self._position(file, lines, span.start), self._position(file, lines, span.end))

    def _position(self, file: str, lines: Mapping[int, int], position: Position) -> Position:
        line = lines.get(position.line)
        return Position(position.line - self._marks[file][-1] if line is None else line, position.column)

    def _call_id(self, call: str) -> str:
        """The name of a call, which says where it is: file, line and column, counted from 1."""
        file, line, rest = call.rsplit(":", 2)
        lines = self._line_of.get(file)
        if lines is None:
            return call
        return f"{file}:{self._position(file, lines, Position(int(line) - 1, 0)).line + 1}:{rest}"


def _fresh(count: int) -> list[int]:
    return [line * _GAP for line in range(count)]


def _carried(old: list[str], marks: list[int], new: list[str]) -> list[int]:
    """The numbers of the new lines: those of old ones where these begin and end alike, and one for one between."""
    shorter = min(len(old), len(new))
    start = next((line for line in range(shorter) if old[line] != new[line]), shorter)
    stop = next((line for line in range(shorter - start) if old[-1 - line] != new[-1 - line]), shorter - start)
    kept = marks[start : len(marks) - stop][: len(new) - start - stop]
    inserted = len(new) - start - stop - len(kept)
    before = marks[start + len(kept) - 1] if start + len(kept) else -_GAP
    after = marks[len(marks) - stop] if stop else before + _GAP * (inserted + 1)
    step = min((after - before) // (inserted + 1), _STEP)
    if not step:
        return _fresh(len(new))
    return [*marks[:start], *kept, *(before + step * (number + 1) for number in range(inserted)), *marks[len(marks) - stop :]]


@cache
def _names(cls: type) -> tuple[str, ...]:
    """The fields of a class that may hold places."""
    plain = {"<class 'str'>", "<class 'int'>", "<class 'bool'>", "str | None", "int | None"}
    return tuple(field.name for field in fields(cls) if str(field.type) not in plain)


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
