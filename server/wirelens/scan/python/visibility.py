"""Values in the words of another scope than the one they are written in."""

from wirelens.model.expression import Environment, Expression, Hole, Join, Name, Result
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
    if isinstance(value, Join):
        return joined([seen_from_outside(part, scope, text, depth) for part in value.parts])
    if isinstance(value, Environment) and value.default is not None:
        return Environment(value.variable, seen_from_outside(value.default, scope, text, depth))
    if not isinstance(value, Name | Result) or scope.kind != "function":
        return value
    dotted = value.dotted if isinstance(value, Name) else value.function
    first, _, rest = dotted.partition(".")
    bound = scope.names.get(first)
    if first in {"self", "cls"} or not bound:
        return value
    if isinstance(value, Name) and len(bound) == 1 and bound[0].value is not None and not rest and depth < _LONGEST_CHAIN:
        return seen_from_outside(expression(bound[0].value, text), scope, text, depth + 1)
    return Hole(dotted.rpartition(".")[2])
