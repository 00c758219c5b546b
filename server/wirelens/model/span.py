"""Places in source text.

Lines and columns are 0-based; columns count UTF-16 code units, as LSP 3.18 does by default.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A gap between two characters of a file."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of text: `end` is the position after the last character."""

    start: Position
    end: Position

    def holds(self, position: Position) -> bool:
        """Whether a cursor at `position` touches this range (its end included, as editors place cursors)."""
        return self.start <= position <= self.end

    def touches(self, other: "Span") -> bool:
        """Whether the two ranges share a position."""
        return self.start <= other.end and other.start <= self.end


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A range in a file. `file` is a file key: the path below the workspace's root, `/`-separated (see `places`)."""

    file: str
    span: Span

    @property
    def line(self) -> int:
        """The 1-based line on which the range starts, as people count."""
        return self.span.start.line + 1

    @property
    def column(self) -> int:
        """The 1-based column (UTF-16 code units) at which the range starts."""
        return self.span.start.column + 1
