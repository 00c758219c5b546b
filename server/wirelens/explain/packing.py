"""Packs what is sent: what was asked about whole, then as much of the code around it as the budget takes, the most relevant first."""

from collections.abc import Iterable

from wirelens.explain.request import Part
from wirelens.explain.tokens import estimated_tokens

BUDGET = 30_000
"""Tokens of code in one request. What was asked about goes along even where it alone takes more."""

ROOM_AROUND = 8_000
"""Tokens that are left for the code around, however much was asked about."""

TOKENS_A_LINE = 3
"""What the number before a line takes."""


def pack(parts: Iterable[Part]) -> tuple[tuple[Part, ...], tuple[str, ...]]:
    """The parts that are sent, in their order, and the places (`file:line`) of those that found no room.

    A part that is too long does not keep a shorter one after it from being sent.
    """
    parts = tuple(parts)
    left = max(BUDGET - sum(_tokens(part) for part in parts if part.why == "asked"), ROOM_AROUND)
    sent: list[Part] = []
    omitted: list[str] = []
    for part in parts:
        tokens = 0 if part.why == "asked" else _tokens(part)
        if tokens <= left:
            left -= tokens
            sent.append(part)
        else:
            omitted.append(f"{part.file}:{part.first_line}")
    return tuple(sent), tuple(omitted)


def _tokens(part: Part) -> int:
    return estimated_tokens(part.text) + TOKENS_A_LINE * (part.text.count("\n") + 1)
