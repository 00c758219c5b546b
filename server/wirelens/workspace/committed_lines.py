"""Where lines of a text are in an earlier version of it."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from wirelens.workspace.documents import LINE_END
from wirelens.workspace.drift import drift

_MOST_LINES = 2000
"""Comparing costs the square of what changed; beyond this it takes longer than its answer is worth."""


@dataclass(frozen=True, slots=True)
class EarlierLines:
    """The lines `first` to `last` (0-based, both ends included) of the earlier version; none of them where `last` is before `first`."""

    first: int
    last: int
    is_edited: bool


def earlier_lines(earlier: str, later: str, first: int, last: int) -> EarlierLines | None:
    """What became the lines `first` to `last` of `later`, and whether anything in them changed; None where too much did to say."""
    change = drift(earlier, later)
    start, ends = change.before, (change.newer_lines - change.lines - change.after, change.newer_lines - change.after)
    if max(ends) - start > _MOST_LINES:
        return None
    old, new = LINE_END.split(earlier), LINE_END.split(later)
    matcher = SequenceMatcher(None, old[start : ends[0]], new[start : ends[1]], autojunk=False)
    blocks = [
        ("equal", 0, start, 0, start),
        *((kind, start + i1, start + i2, start + j1, start + j2) for kind, i1, i2, j1, j2 in matcher.get_opcodes()),
        ("equal", ends[0], len(old), ends[1], len(new)),
    ]
    found: list[tuple[int, int]] = []
    is_edited = False
    for kind, i1, i2, j1, j2 in blocks:
        if not (j1 <= last and j2 > first if j1 != j2 else first < j1 <= last):
            continue
        if kind == "equal":
            found.append((i1 + max(first, j1) - j1, i1 + min(last + 1, j2) - j1))
        else:
            is_edited = True
            found.append((i1, i2))
    return EarlierLines(found[0][0], found[-1][1] - 1, is_edited) if found else None
