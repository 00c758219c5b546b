"""Values in the words of another scope than the one they are written in."""

from wirelens.model.expression import Choice, Environment, Expression, Hole, Join, Name, Result
from wirelens.scan.python.scopes import Scope
from wirelens.scan.python.templates import joined
from wirelens.scan.python.values import expression
from wirelens.scan.text import LineIndex

_LONGEST_CHAIN = 8
"""How many variables are followed from one to the next before giving up: chains may be circles."""


def seen_from_outside(value: Expression, scope: Scope, text: LineIndex, depth: int = 0) -> Expression:
    """A value in words that are understood outside of the function in which it is written: of an attribute of `self`, a global name.

    The function's variables are replaced by what they are bound to, its parameters by holes.
    """
    match value:
        case Join(parts):
            return joined([seen_from_outside(part, scope, text, depth) for part in parts])
        case Choice(options):
            return _chosen([seen_from_outside(option, scope, text, depth) for option in options])
        case Environment(variable, default) if default is not None:
            return Environment(variable, seen_from_outside(default, scope, text, depth))
        case Name(dotted) | Result(dotted) if scope.kind == "function":
            return _name(value, dotted, scope, text, depth)
        case _:
            return value


def _chosen(options: list[Expression]) -> Expression:
    """A parameter beside something known gives way to it where it is not given, as most are not."""
    known = tuple(dict.fromkeys(option for option in options if not isinstance(option, Hole)))
    return known[0] if len(known) == 1 else Choice(known) if known else options[0]


def _name(value: Expression, dotted: str, scope: Scope, text: LineIndex, depth: int) -> Expression:
    first, _, rest = dotted.partition(".")
    bound = scope.names.get(first)
    if first in {"self", "cls"} or not bound:
        return value
    if isinstance(value, Name) and len(bound) == 1 and bound[0].value is not None and not rest and depth < _LONGEST_CHAIN:
        return seen_from_outside(expression(bound[0].value, text), scope, text, depth + 1)
    return Hole(dotted.rpartition(".")[2])
