"""What ends a repeat, as facts tell it: few, short, the most telling first."""

import re
from collections.abc import Iterable

from wirelens.model.facts import RepeatEnd

_MOST = 6
_LONGEST = 60
"""Characters of a condition: more would push everything else out of the line that it stands in."""

_FLAG = re.compile(r"(?:this\.|self\.)?[\w$]+(?:\.(?:current|value))?")
_ORDER = {"until": 0, "while": 0, "times": 1, "after": 1, "success": 1, "failure": 2, "event": 2, "call": 3, "unmount": 4, "nothing": 5}


def on_one_line(written: str) -> str:
    """Code as a line shows it: its white space as single blanks, cut where it is long."""
    line = " ".join(written.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"


def most_telling(ends: Iterable[RepeatEnd]) -> tuple[RepeatEnd, ...]:
    """Each end once, those that say what is waited for first; a mere flag says less than a comparison. Else they keep their order."""
    once: dict[tuple[str, str], RepeatEnd] = {}
    for end in ends:
        once.setdefault((end.kind, end.text), end)
    return tuple(sorted(once.values(), key=lambda end: (_ORDER[end.kind], end.kind in {"until", "while"} and is_flag(end.text)))[:_MOST])


def is_flag(condition: str) -> bool:
    """Whether a condition is a mere name: it says that somebody decided, not what is waited for."""
    return _FLAG.fullmatch(condition) is not None
