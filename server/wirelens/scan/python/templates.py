"""Literal text with places in it that stand for something else: format fields, path parameters."""

import re
from collections.abc import Callable

from wirelens.model.expression import EMPTY, Expression, Join, Literal
from wirelens.model.span import Position, Span
from wirelens.scan.text import utf16_length


def joined(parts: list[Expression]) -> Expression:
    """The parts one after the other, as simple as it gets."""
    flat: list[Expression] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, Join) else (part,))
    flat = [part for part in flat if not (type(part) is Literal and not part.text)] or flat[:1]
    if not flat:
        return EMPTY
    return flat[0] if len(flat) == 1 else Join(tuple(flat))


def filled(template: Expression, place: re.Pattern[str], value: Callable[[re.Match[str]], Expression]) -> Expression:
    """A template with every match of `place` in its literal text replaced by its value."""
    parts: list[Expression] = []
    for part in template.parts if isinstance(template, Join) else (template,):
        if not isinstance(part, Literal):
            parts.append(part)
            continue
        offset = 0
        for match in place.finditer(part.text):
            parts.extend((slice_of(part, offset, match.start()), value(match)))
            offset = match.end()
        parts.append(slice_of(part, offset, len(part.text)))
    return joined(parts)


def slice_of(literal: Literal, start: int, end: int) -> Literal:
    """Some characters of a literal, with their own span if they stand on one line."""
    if start == 0 and end == len(literal.text):
        return literal
    text, span = literal.text[start:end], literal.span
    if span is None or span.start.line != span.end.line:
        return Literal(text)
    column = span.start.column + utf16_length(literal.text[:start])
    return Literal(text, Span(Position(span.start.line, column), Position(span.start.line, column + utf16_length(text))))
