"""Values in words that are understood outside of the function in which they are written."""

from wirelens.model.expression import Choice, Environment, Expression, Hole, Join, Name
from wirelens.scan.javascript.module import Module
from wirelens.scan.javascript.scopes import Scope

_LONGEST_CHAIN = 4
_MOST_PARTS = 8
"""Of a variable's value: those that are made of many others, each of which is, would grow without end."""


def seen_from_outside(value: Expression, scope: Scope, module: Module, depth: int = 0) -> Expression:
    """What a constructor keeps on its object: its variables are replaced by what they are bound to, its parameters by holes."""
    match value:
        case Join(parts):
            return Join(tuple(seen_from_outside(part, scope, module, depth) for part in parts))
        case Choice(options, condition):
            return Choice(tuple(seen_from_outside(option, scope, module, depth) for option in options), condition)
        case Environment(variable, default) if default is not None:
            return Environment(variable, seen_from_outside(default, scope, module, depth))
        case Name(dotted):
            return _name(value, dotted, scope, module, depth)
        case _:
            return value


def _name(value: Name, dotted: str, scope: Scope, module: Module, depth: int) -> Expression:
    first, _, rest = dotted.partition(".")
    owner = scope.holding(first)
    if owner is None or owner.kind != "function":
        return value
    bounds = owner.names[first]
    written = bounds[0].value
    if len(bounds) == 1 and written is not None and not bounds[0].keys and not rest and depth < _LONGEST_CHAIN:
        found = module.expression(written, bounds[0].scope)
        if not isinstance(found, Join) or len(found.parts) <= _MOST_PARTS:
            return seen_from_outside(found, bounds[0].scope, module, depth + 1)
    return Hole(dotted.rpartition(".")[2])


def is_parameter(name: str, scope: Scope) -> bool:
    """Whether a name is a parameter of a function around, or what nothing is known of there."""
    owner = scope.holding(name)
    return owner is not None and owner.kind == "function" and not any(bound.is_known for bound in owner.names[name])
