"""What ends a repeat, as facts tell it: few, short, the most telling first."""

import re
from collections.abc import Iterable

from wirelens.model.facts import RepeatEnd

_MOST = 6
_LONGEST = 60
"""Characters of a condition: more would push everything else out of the line that it stands in."""

_INSIDE_BRACKETS = re.compile(r"(?<=[(\[{]) | (?=[)\]}])")
_FLAG = re.compile(r"(?:this\.|self\.)?[\w$]+(?:\.(?:current|value))?")
_ORDER = {"until": 0, "while": 0, "times": 1, "after": 1, "success": 1, "failure": 2, "event": 2, "call": 3, "unmount": 4, "nothing": 5}


def on_one_line(written: str) -> str:
    """Code as a line shows it: its white space as single blanks, none inside of brackets, cut where it is long."""
    line = _INSIDE_BRACKETS.sub("", " ".join(written.split()))
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"


def most_telling(ends: Iterable[RepeatEnd]) -> tuple[RepeatEnd, ...]:
    """Each end once, those that say what is waited for first; a mere flag says less than a comparison. Else they keep their order.

    What is asked for only in a branch that ends the repeat anyway decides nothing, nor does what ends it either way.
    """
    once: dict[tuple[str, str], RepeatEnd] = {}
    for end in ends:
        if end.text or end.kind not in {"until", "while"}:  # a condition is still to be written
            once.setdefault((end.kind, end.text), end)
    deciding = [end for end in once.values() if not _is_decided(end, once.values())]
    both = {end.text for end in deciding if end.kind == "until"} & {end.text for end in deciding if end.kind == "while"}
    deciding = [end for end in deciding if end.kind not in {"until", "while"} or end.text not in both]
    return tuple(sorted(deciding, key=lambda end: (_ORDER[end.kind], end.kind in {"until", "while"} and is_flag(end.text)))[:_MOST])


def _is_decided(end: RepeatEnd, ends: Iterable[RepeatEnd]) -> bool:
    branches = (other.branch for other in ends if other is not end and other.branch is not None)
    return any(branch.start <= end.span.start and end.span.end <= branch.end for branch in branches)


def is_flag(condition: str) -> bool:
    """Whether a condition is a mere name: it says that somebody decided, not what is waited for."""
    return _FLAG.fullmatch(condition) is not None
