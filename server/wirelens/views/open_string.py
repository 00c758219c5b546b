"""The string that a cursor is in, read off its own line: this works while the code around is broken.

A line is enough: of strings only template literals and triple-quoted ones span lines, and URLs are not written so.
"""

import re
from dataclasses import dataclass
from typing import Literal

LONGEST_LINE = 2_000
"""Characters; nobody types in longer lines."""

_CLOSERS = {"(": ")", "[": "]", "{": "}"}
_FORMATTED = re.compile(r"(?<!\w)(?:[fF][rR]?|[rR][fF])$")

Kind = Literal["plain", "f-string", "template"]


@dataclass(frozen=True, slots=True)
class Value:
    """An expression within a string, as in `${id}` or `{id}`."""


Piece = str | Value


@dataclass(frozen=True, slots=True)
class OpenString:
    """The string around a cursor.

    `before` is what is typed of it up to the cursor, `after` the rest, as texts and values in turn; `column` is where the text begins that
    the cursor ends (UTF-16 code units). `closers` would close what the line opened before the string. `is_closed`: the line has its end.
    """

    kind: Kind
    quote: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    column: int
    closers: str
    is_closed: bool

    @property
    def typed(self) -> str:
        """The text that the cursor ends: all of the string so far, or what comes after its last value."""
        last = self.before[-1]
        return last if isinstance(last, str) else ""


@dataclass(frozen=True, slots=True)
class _Reading:
    """A string's content up to `end`, which is its quote, or where reading had to stop. `run` is where the last text begins."""

    pieces: tuple[Piece, ...]
    run: int
    end: int
    is_closed: bool
    is_in_value: bool = False


def open_string(line: str, column: int, *, is_python: bool) -> OpenString | None:
    """The string around a column (UTF-16 code units) of a line; None where the cursor is in none.

    None too in comments, in triple-quoted strings, and within the values of a string.
    """
    if len(line) > LONGEST_LINE:
        return None
    cursor = _index(line, column)
    closers: list[str] = []
    index = 0
    while index < cursor:
        character = line[index]
        if line.startswith("#" if is_python else "//", index):
            return None
        if character in ("\"'" if is_python else "\"'`"):
            if is_python and line.startswith(character * 3, index):
                return None
            kind = _kind(line, index, is_python=is_python)
            read = _read(line, index + 1, kind, character, cursor)
            if read.is_in_value:
                return None
            if not read.is_closed:
                # An even number of quotes after the cursor: those are other strings', and this one's own is not typed yet.
                is_closed = line.count(character, cursor) % 2 == 1
                after = _read(line, cursor, kind, character, len(line)).pieces if is_closed else ()
                start = _units(line[: read.run])
                return OpenString(kind, character, read.pieces, after, start, "".join(reversed(closers)), is_closed)
            index = read.end
        elif character in _CLOSERS:
            closers.append(_CLOSERS[character])
        elif closers and character == closers[-1]:
            closers.pop()
        index += 1
    return None


def _read(line: str, start: int, kind: Kind, quote: str, stop: int) -> _Reading:
    pieces: list[Piece] = []
    run = index = start
    while index < stop:
        character = line[index]
        if character == quote:
            return _Reading((*pieces, line[run:index]), run, index, is_closed=True)
        opening = _opening(line, index, kind)
        if not opening:
            index += 2 if character == "\\" or line.startswith("{{", index) else 1
            continue
        end = _end_of_value(line, index + opening, stop)
        if end is None:
            return _Reading(tuple(pieces), run, stop, is_closed=False, is_in_value=True)
        pieces += (line[run:index], Value())
        run = index = end + 1
    return _Reading((*pieces, line[run:stop]), run, stop, is_closed=False)


def _kind(line: str, quote: int, *, is_python: bool) -> Kind:
    if line[quote] == "`":
        return "template"
    return "f-string" if is_python and _FORMATTED.search(line, 0, quote) else "plain"


def _opening(line: str, index: int, kind: Kind) -> int:
    """How many characters open a value here."""
    if kind == "template":
        return 2 * line.startswith("${", index)
    return int(kind == "f-string" and line[index] == "{" and not line.startswith("{{", index))


def _end_of_value(line: str, start: int, stop: int) -> int | None:
    depth = 1
    for index in range(start, stop):
        depth += (line[index] == "{") - (line[index] == "}")
        if not depth:
            return index
    return None


def _index(line: str, column: int) -> int:
    units = 0
    for index, character in enumerate(line):
        if units >= column:
            return index
        units += 2 if character > "\uffff" else 1
    return len(line)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
