"""A line of code with a range marked below it."""

from dataclasses import dataclass
from pathlib import Path

from rich.cells import cell_len

from wirelens.messages.visible import is_hidden
from wirelens.model.span import Span

MAX_BYTES = 1_000_000
MARGIN = 12
"""Columns kept free beside the code for line numbers."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The line without its indentation, and the marks that stand under the range."""

    code: str
    marks: str


def excerpt(path: Path, span: Span, width: int | None) -> Excerpt | None:
    """The first line of a range, cut to `width` columns (None: whole); None where the file no longer has it."""
    line = _line(path, span.start.line)
    if line is None:
        return None
    units = line.encode("utf-16-le", "surrogatepass")
    end = span.end.column if span.end.line == span.start.line else len(units) // 2
    before, marked, after = (
        _printable(units[2 * first : 2 * last].decode("utf-16-le", "replace"))
        for first, last in ((0, span.start.column), (span.start.column, end), (end, len(units) // 2))
    )
    if not marked:
        return None
    before = before.lstrip()
    if width is not None:
        room = max(20, width - MARGIN)
        marked = marked if cell_len(marked) <= room else marked[: room // 2] + "…"
        while before and cell_len(before + marked) > room:
            before = "…" + before[2:] if len(before) > 1 else ""
        while after and cell_len(before + marked + after) > room:
            after = after[:-2] + "…" if len(after) > 1 else ""
    return Excerpt((before + marked + after).rstrip(), " " * cell_len(before) + "^" * cell_len(marked))


def _line(path: Path, number: int) -> str | None:
    try:
        if path.stat().st_size > MAX_BYTES:
            return None
        lines = path.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    except OSError:
        return None
    return lines[number] if number < len(lines) else None


def _printable(text: str) -> str:
    return "".join(" " if character == "\t" else "\N{REPLACEMENT CHARACTER}" if is_hidden(character) else character for character in text)
