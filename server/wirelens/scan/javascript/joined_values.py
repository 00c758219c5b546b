"""Values that are put together from others."""

import re

from wirelens.model.expression import EMPTY, Choice, Environment, Expression, Join, Literal, Name, Result

_ORIGIN = re.compile(r"[A-Za-z][\w+.-]*://[^/?#]*")


def joined(parts: list[Expression]) -> Expression:
    """The parts one after the other, those of joins among them in their place."""
    pieces = [piece for part in parts for piece in (part.parts if isinstance(part, Join) else (part,))]
    said = tuple(piece for piece in pieces if not (type(piece) is Literal and not piece.text))
    return said[0] if len(said) == 1 else Join(said) if said else EMPTY


def speaks_of(value: Expression, name: str) -> bool:
    """Whether a value is made of what `name` stands for."""
    match value:
        case Name(dotted):
            return dotted == name
        case Join(parts) | Choice(parts) | Result(_, parts):
            return any(speaks_of(part, name) for part in parts)
        case _:
            return False


def with_default(value: Environment, default: Expression) -> Environment:
    """A variable of the environment with what stands in for it, after what already does."""
    if value.default is None:
        return Environment(value.variable, default)
    return Environment(value.variable, with_default(value.default, default)) if isinstance(value.default, Environment) else value


def is_absolute(path: Expression) -> bool:
    """Whether a URL begins with its own origin."""
    first = path.parts[0] if isinstance(path, Join) else path
    return isinstance(first, Literal) and _ORIGIN.match(first.text) is not None


def base_for(path: Expression, base: Literal) -> Literal:
    """What is left of a base URL when a path is resolved against it (WHATWG URL: `new URL(path, base)`)."""
    first = path.parts[0] if isinstance(path, Join) else path
    is_rooted = isinstance(first, Literal) and first.text.startswith("/")
    origin = _ORIGIN.match(base.text)
    path_start = origin.end() if origin is not None else 0
    kept = base.text[:path_start] if is_rooted else base.text[:path_start] + base.text[path_start:].rpartition("/")[0] + "/"
    return base if kept == base.text else Literal(kept)
