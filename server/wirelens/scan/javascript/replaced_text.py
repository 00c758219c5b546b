"""Text of a URL that is replaced before it is asked for: `url.replace("/v1", "/v2")`."""

import re

from wirelens.model.expression import EMPTY, Expression, Join, Literal, Trim
from wirelens.scan.javascript.joined_values import joined

_LAST_SLASHES = re.compile(r"/\\/[+*]?\$/g?")
_FIRST_SLASHES = re.compile(r"/\^\\/[+*]?/g?")
_MISSING = re.compile(
    r"""[/"'`](?:\\?/)?\(?(?:\?:)?(?:undefined|null)(?:\|(?:undefined|null))*\)?(?:\\?/)?\$?[/"'`][gi]*""",
)

_LONGEST = 2_000
"""Characters. Text that is replaced in what was replaced may grow without end."""


def is_missing_value(pattern: str) -> bool:
    r"""Whether a pattern as written finds what a missing value leaves behind (`/\/undefined/g`), which no path is meant to have."""
    return _MISSING.fullmatch(pattern) is not None


def without_slashes(value: Expression, pattern: str) -> Expression | None:
    r"""A value whose last or first slashes a pattern as written takes off (`/\/+$/`); None where it finds something else."""
    if _LAST_SLASHES.fullmatch(pattern):
        return Literal(value.text.rstrip("/")) if isinstance(value, Literal) else joined([value, Trim("", before="/")])
    if _FIRST_SLASHES.fullmatch(pattern):
        return Literal(value.text.lstrip("/")) if isinstance(value, Literal) else joined([Trim("", after="/"), value])
    return None


def replaced(value: Expression, old: str, new: Expression, *, everywhere: bool) -> Expression | None:
    """A value with `new` in the place of the first `old`, or of each; None where a part that is not known may have it, too."""
    parts = value.parts if isinstance(value, Join) else (value,)
    known = next((number for number, part in enumerate(parts) if type(part) is not Literal), len(parts))
    text = "".join(part.text for part in parts[:known] if isinstance(part, Literal))
    if not old or (known < len(parts) and (everywhere or old not in text)) or (isinstance(new, Literal) and "$" in new.text):
        return None
    if old not in text:
        return value
    new_parts = new.parts if isinstance(new, Join) else (new,)
    added = sum(len(part.text) if isinstance(part, Literal) else 1 for part in new_parts)
    if len(text) + added * (text.count(old) if everywhere else 1) > _LONGEST:
        return None
    first, *others = text.split(old) if everywhere else text.split(old, 1)
    pieces: list[Expression] = [Literal(first)]
    for other in others:
        pieces += [*new_parts, Literal(other)]
    return Join(tuple(piece for piece in (*pieces, *parts[known:]) if piece != EMPTY))
