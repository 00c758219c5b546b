"""Where a place of one version of a text is in another, for as long as a newer version waits to be analysed."""

from dataclasses import dataclass
from functools import lru_cache

from wirelens.model.span import Position, Span
from wirelens.workspace.documents import LINE_END


@dataclass(frozen=True, slots=True)
class Drift:
    """Two versions of a text that differ in one run of lines: the first `before` lines are the same, and the last `after`.

    `lines` is how many lines the newer version has more.
    """

    before: int
    after: int
    lines: int
    newer_lines: int

    def to_older(self, position: Position) -> Position | None:
        """The place in the older version, None within the lines that changed."""
        if position.line < self.before:
            return position
        if position.line >= self.newer_lines - self.after:
            return Position(position.line - self.lines, position.column)
        return None

    def to_newer(self, span: Span) -> Span:
        """The range in the newer version, for a range that lies in lines that did not change."""
        shift = self.lines if span.start.line >= self.before else 0
        start, end = span.start, span.end
        return Span(Position(start.line + shift, start.column), Position(end.line + shift, end.column))


NO_DRIFT = Drift(0, 0, 0, 0)
"""Every line is among the last that are the same."""


@lru_cache(maxsize=4)  # one answer asks for each of its places
def drift(older: str, newer: str) -> Drift:
    """Compares two versions line by line."""
    old, new = LINE_END.split(older), LINE_END.split(newer)
    shorter = min(len(old), len(new))
    before = 0
    while before < shorter and old[before] == new[before]:
        before += 1
    after = 0
    while after < shorter - before and old[-1 - after] == new[-1 - after]:
        after += 1
    return Drift(before, after, len(new) - len(old), len(new))
