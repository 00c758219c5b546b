"""Resolved text with holes: what an expression comes to when every name that can be followed was followed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from wirelens.model.expression import Expression, Hole, Literal, Trim
from wirelens.model.span import Position, Span

Template = tuple[Literal | Hole, ...]

HOLE_START = 0xE000
"""Holes stand as characters of Unicode's private use area while text is cut and compared: one character a hole."""

UNKNOWN = Hole("?", "rest")
"""A part of a route's path that could not be followed: it may be any number of segments."""

MAYBE_NOTHING = Hole("", "rest")
"""The same, where nothing at all stands by default: a path is shown without it."""

_ORIGIN = re.compile(r"(?:https?|wss?)://[^/?#\ue000-\uf8ff]+(?=[/?#])", re.IGNORECASE)

HOLE_CHARACTERS = "[\ue000-\uf8ff]"

_HOLE_CHARACTER = re.compile(HOLE_CHARACTERS)
_REPLACED = "\ufffd"
"""Stands for a character of that area which the source itself has, such as an icon of a font: it is no hole."""


@dataclass(frozen=True, slots=True)
class ParameterHole(Hole):
    """A function's parameter, or a member of what is passed for it. `owner` is the function: file and qualified name.

    `otherwise` is what counts where nothing is passed ("": what its use says).
    """

    owner: tuple[str, str] = ("", "")
    parameter: str = ""
    member: tuple[str, ...] = ()
    otherwise: str = ""


@dataclass(frozen=True, slots=True)
class VariableHole(ParameterHole):
    """The environment variable that a function's parameter names; `default` is what stands in where it is not set."""

    default: Expression | None = None


@dataclass(frozen=True, slots=True)
class KeptHole(Hole):
    """What an object keeps of what it was given when it was made: `parameter` is its constructor's, `owner` its class (file and name)."""

    owner: tuple[str, str] = ("", "")
    parameter: str = ""


def marked(template: Template) -> str:
    """The text with a private use character for each hole, numbered in order."""
    holes = 0
    parts: list[str] = []
    for piece in template:
        if isinstance(piece, Hole):
            parts.append(chr(HOLE_START + holes))
            holes += 1
        else:
            parts.append(piece.text if piece.text.isascii() else _HOLE_CHARACTER.sub(_REPLACED, piece.text))
    return "".join(parts)


def holes(template: Template) -> tuple[Hole, ...]:
    """The holes in order: the n-th belongs to the n-th private use character of `marked`."""
    return tuple(piece for piece in template if isinstance(piece, Hole))


def shown(text: str, names: tuple[Hole, ...]) -> str:
    """Marked text as people read it: each hole as `{name}`."""
    return "".join("{" + names[ord(c) - HOLE_START].name + "}" if HOLE_START <= ord(c) < HOLE_START + len(names) else c for c in text)


def without_spans(template: Template) -> Template:
    """The template as another file sees it: its characters stand nowhere there."""
    return tuple(Literal(piece.text) if type(piece) is Literal else piece for piece in template)


def settled(template: Template) -> Template:
    """The template with what a Trim takes off taken off; at an end, and beside what callers or objects decide, it stays for later."""
    if not any(isinstance(piece, Trim) for piece in template):
        return template
    found: list[Literal | Hole] = []
    pending = ""
    for piece in template:
        if isinstance(piece, Trim):
            if piece.before:
                found[-1:] = _without(found[-1], end=piece.before) if found else [piece]
            pending = piece.after
        else:
            found += _without(piece, start=pending)
            pending = ""
    return (*found, Trim("", after=pending)) if pending else tuple(found)


def _without(piece: Literal | Hole, start: str = "", end: str = "") -> list[Literal | Hole]:
    """A piece without some characters at its ends."""
    if isinstance(piece, ParameterHole | KeptHole):
        return [*([Trim("", after=start)] if start else []), piece, *([Trim("", before=end)] if end else [])]
    if isinstance(piece, Hole | Trim):
        return [piece]
    begin = len(piece.text) - len(piece.text.lstrip(start)) if start else 0
    stop = max(begin, len(piece.text.rstrip(end))) if end else len(piece.text)
    span = piece.span
    if span is None or (begin, stop) == (0, len(piece.text)) or span.start.line != span.end.line:
        return [piece if (begin, stop) == (0, len(piece.text)) else Literal(piece.text[begin:stop])]
    first, last = Position(span.start.line, span.start.column + begin), Position(span.end.line, span.end.column - (len(piece.text) - stop))
    return [Literal(piece.text[begin:stop], Span(first, last))]


def span_within(template: Template, around: Span) -> Span | None:
    """Where the text of a template stands inside of `around`; None where none of it does."""
    spans = [piece.span for piece in template if isinstance(piece, Literal) and piece.span is not None]
    inside = [span for span in spans if around.start <= span.start and span.end <= around.end]
    return Span(min(span.start for span in inside), max(span.end for span in inside)) if inside else None


def common_origin(templates: Sequence[Template]) -> Template | None:
    """What one of several URLs certainly is: itself where all are the same, else their origin where that is the same; None otherwise."""
    if len({without_spans(template) for template in templates}) == 1:
        return templates[0]
    origins = [_ORIGIN.match(marked(template)) for template in templates]
    texts = {origin[0] if origin is not None else "" for origin in origins}
    return (Literal(f"{texts.pop()}/"), Hole("path", "rest")) if len(texts) == 1 and "" not in texts else None


def render(template: Template) -> str:
    """The template as people read it."""
    return shown(marked(template), holes(template))
