"""Numbers as people write them: constants, products, names of either, defaults of the environment."""

from math import prod

from tree_sitter import Node

from wirelens.model.expression import Environment
from wirelens.scan.python.module import Module
from wirelens.scan.python.scopes import Scope
from wirelens.scan.python.syntax import dotted_name, operands, unwrapped
from wirelens.scan.python.values import expression, plain_text

_DEEPEST = 8
_MOST_OPERANDS = 8
"""More are no number that a person wrote, and names of such sums would multiply."""
_LARGEST = 1e15


def number(node: Node, scope: Scope, module: Module, depth: int = _DEEPEST) -> float | None:
    """The value of a constant expression, None for anything else."""
    node = unwrapped(node)
    if node.type in {"integer", "float"}:
        return _parsed(module.text.text_of(node).replace("_", ""))
    if not depth:
        return None
    dotted = dotted_name(node, module.text)
    if dotted is not None:
        bound = module.meaning(dotted, scope, node.start_byte).bound
        return number(bound.value, bound.scope, module, depth - 1) if bound is not None and bound.value is not None else None
    operator = node.child_by_field_name("operator")
    if operator is not None and operator.type in {"+", "*"}:
        sides = operands(node) if operator.type == "+" else [each for each in node.named_children if each.type != "comment"]
        if len(sides) > _MOST_OPERANDS:
            return None
        values = [number(each, scope, module, depth - 1) for each in sides]
        known = [value for value in values if value is not None]
        return None if len(known) < len(values) else _sensible(sum(known) if operator.type == "+" else prod(known))
    value = expression(node, module.text)  # `float(os.getenv("SECONDS", "5"))`
    return _parsed(plain_text(value.default) or "") if isinstance(value, Environment) else None


def _parsed(text: str) -> float | None:
    try:
        return _sensible(float(text))
    except ValueError:
        return None


def _sensible(value: float) -> float | None:
    """A number that is one: neither infinite, nor so large that it becomes so when it is counted in other units."""
    return value if abs(value) < _LARGEST else None
