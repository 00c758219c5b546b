"""Regular expressions for text of which parts are open, made so that matching never tries the same characters again and again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Open:
    """A part that may be any text of some characters, which are told by an expression for one of them.

    `least` is how many it has at least: 0 or 1. `width` orders the sets of characters that the parts of one text have: each holds all that
    are narrower.
    """

    characters: str
    least: int = 1
    width: int = 0


@dataclass(frozen=True, slots=True)
class Written:
    """A part for which there is an expression already."""

    expression: str


def expression_of(parts: Sequence[str | Open | Written]) -> str:
    """The regular expression of a text; a `str` among the parts stands for itself.

    Where an open part comes before another that takes at least the same characters, the first place at which what stands between them fits
    is as good as any later one: the other takes the rest. So that place is settled (an atomic group): to try all places for each of several
    parts would take time that grows with the length of the text to the power of their number.
    """
    found: list[str] = []
    at = 0
    while at < len(parts):
        begin, at = at, at + 1
        while at < len(parts) and isinstance(parts[at], str):
            at += 1
        first = parts[begin]
        text = "".join(each for each in parts[begin:at] if isinstance(each, str))
        escaped = re.escape(text)
        match first:
            case Open(characters):
                taken, following = f"{characters}{'+' if first.least else '*'}", parts[at] if at < len(parts) else None
                is_settled = isinstance(following, Open) and following.width >= first.width and _takes(first, text)
                found.append(f"(?>{taken}?{escaped})" if is_settled else f"{taken}{escaped}")
            case Written(expression):
                found.append(f"{expression}{escaped}")
            case _:
                found.append(escaped)
    return "".join(found)


def _takes(part: Open, text: str) -> bool:
    """Whether all characters of a text are of those that an open part takes. If not, that part ends there, and there is but one place."""
    return re.fullmatch(f"(?:{part.characters})*", text) is not None
