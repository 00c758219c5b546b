"""Packs what is sent: what was asked about whole, then as much of the code around it as the budget takes, the most relevant first."""

from collections.abc import Iterable

from wirelens.explain.request import Part
from wirelens.explain.tokens import estimated_tokens

BUDGET = 30_000
"""Tokens of code in one request. What was asked about goes along even where it alone takes more."""

TOKENS_A_LINE = 3
"""What the number before a line takes."""


def pack(parts: Iterable[Part]) -> tuple[tuple[Part, ...], tuple[str, ...]]:
    """The parts that are sent, in their order, and the places (`file:line`) of those that found no room.

    A part that is too long does not keep a shorter one after it from being sent.
    """
    left = BUDGET
    sent: list[Part] = []
    omitted: list[str] = []
    for part in parts:
        tokens = estimated_tokens(part.text) + TOKENS_A_LINE * len(part.lines)
        if tokens <= left or part.why == "asked":
            left -= tokens
            sent.append(part)
        else:
            omitted.append(f"{part.file}:{part.first_line}")
    return tuple(sent), tuple(omitted)
