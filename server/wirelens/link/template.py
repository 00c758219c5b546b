"""Resolved text with holes: what an expression comes to when every name that can be followed was followed."""

from wirelens.model.expression import Hole, Literal

Template = tuple[Literal | Hole, ...]

HOLE_START = 0xE000
"""Holes stand as characters of Unicode's private use area while text is cut and compared: one character a hole."""

HOLE_CHARACTERS = "[\ue000-\uf8ff]"


def marked(template: Template) -> str:
    """The text with a private use character for each hole, numbered in order."""
    holes = 0
    parts: list[str] = []
    for piece in template:
        if isinstance(piece, Hole):
            parts.append(chr(HOLE_START + holes))
            holes += 1
        else:
            parts.append(piece.text)
    return "".join(parts)


def holes(template: Template) -> tuple[Hole, ...]:
    """The holes in order: the n-th belongs to the n-th private use character of `marked`."""
    return tuple(piece for piece in template if isinstance(piece, Hole))


def shown(text: str, names: tuple[Hole, ...]) -> str:
    """Marked text as people read it: each hole as `{name}`."""
    return "".join("{" + names[ord(c) - HOLE_START].name + "}" if HOLE_START <= ord(c) < HOLE_START + len(names) else c for c in text)


def render(template: Template) -> str:
    """The template as people read it."""
    return shown(marked(template), holes(template))
