"""Periods and waits, which people write as constants, products and names of either."""

from math import prod

from tree_sitter import Node

from wirelens.scan.javascript.module import Module
from wirelens.scan.javascript.scopes import Scope
from wirelens.scan.javascript.syntax import children, operator_of, unwrapped

_DEEPEST = 8
_LONGEST = 2**31
"""Milliseconds. Browsers and Node take anything longer for no wait at all, and some such numbers are infinite."""


def milliseconds(node: Node, scope: Scope, module: Module) -> int | None:
    """A duration as the functions of timers take it; None where it is not known, or none."""
    period = _number(node, scope, module, _DEEPEST)
    return round(period) if period is not None and 0 < period < _LONGEST else None


def _number(node: Node, scope: Scope, module: Module, depth: int) -> float | None:
    """The value of a constant expression, None for anything else."""
    node = unwrapped(node)
    if not depth:
        return None
    if node.type == "number":
        try:
            return float(module.text.text_of(node).replace("_", ""))
        except ValueError:
            return None
    if node.type in {"identifier", "member_expression"}:
        constant = module.constant(node, scope)
        return _number(constant.value, constant.scope, module, depth - 1) if constant is not None and constant.value is not None else None
    if operator_of(node) in {"*", "+"}:
        operands = [_number(child, scope, module, depth - 1) for child in children(node)]
        known = [operand for operand in operands if operand is not None]
        if len(known) == len(operands):
            return prod(known) if operator_of(node) == "*" else sum(known)
    return None
