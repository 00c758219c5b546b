"""Variables in text as shells and compose files write them: `$NAME`, `${NAME}`, `${NAME:-default}`."""

import re
from collections.abc import Mapping

from wirelens.model.expression import Environment, Expression, Hole, Join, Literal

REFERENCE = re.compile(r"\$(?:\{(?P<name>\w+)(?::?[-+?](?P<default>[^{}]*))?\}|(?P<bare>[A-Za-z_]\w*))")
LARGEST_PORT = 65_535


def interpolated(text: str) -> Expression:
    """The text with an Environment for each variable; `$$` is a dollar sign."""
    parts: list[Expression] = []
    at = 0
    for reference in REFERENCE.finditer(text):
        if text[reference.start() - 1 : reference.start()] == "$":
            continue
        default = reference["default"] if _has_default(reference) else None
        variable = Environment(reference["name"] or reference["bare"], None if default is None else Literal(default))
        parts += [Literal(text[at : reference.start()].replace("$$", "$")), variable]
        at = reference.end()
    parts.append(Literal(text[at:].replace("$$", "$")))
    said = tuple(part for part in parts if part != Literal(""))
    return said[0] if len(said) == 1 else Join(said)


def expanded(text: str, environment: Mapping[str, str]) -> str:
    """The text with the variables that are known replaced; the others stay as they are."""

    def value(reference: re.Match[str]) -> str:
        known = environment.get(reference["name"] or reference["bare"])
        return reference[0] if known is None else known

    return REFERENCE.sub(value, text)


def port_in(written: str | None, environment: Mapping[str, str]) -> tuple[int | None, Expression | None]:
    """The port that `8000` or `0.0.0.0:$PORT` names: its number, or what it is read from. Neither where nothing is written."""
    if written is None:
        return None, None
    text = expanded(written, environment).rpartition("/")[2]
    reference = re.search(r"(?:^|:)(\$\{[^{}]*\}|\$\w+)$", text)
    if reference is not None:
        return None, interpolated(reference[1])
    digits = text.rpartition(":")[2]
    port = int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= len(str(LARGEST_PORT)) else 0
    return (port, None) if 0 < port <= LARGEST_PORT else (None, Hole("port"))


def _has_default(reference: re.Match[str]) -> bool:
    return reference["default"] is not None and re.match(r"\$\{\w+:?-", reference[0]) is not None
