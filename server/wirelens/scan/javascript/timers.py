"""The dialect of timers: what `setInterval` does again and again."""

from math import prod

from tree_sitter import Node

from wirelens.model.facts import Repeat
from wirelens.scan.javascript.module import Module
from wirelens.scan.javascript.scopes import Scope
from wirelens.scan.javascript.syntax import FUNCTIONS, children, operator_of, unwrapped

_CALLBACKS = FUNCTIONS | {"method_definition"}
_DEEPEST = 8


def read(module: Module) -> None:
    """Find the functions that a file has repeated."""
    for site in module.calls_of(("setInterval",)):
        if site.callee is None or not site.arguments or module.global_name(site.callee, site.scope) != "setInterval":
            continue
        callback = module.value(_unbound(site.arguments[0], module), site.scope)
        if callback.type not in _CALLBACKS:
            continue
        period = _number(site.arguments[1], site.scope, module, _DEEPEST) if len(site.arguments) > 1 else None
        milliseconds = round(period) if period is not None and period > 0 else None
        named, extent = module.text.span_of(site.function), module.text.span_of(callback)
        module.repeats.append(Repeat(site.scope.name, "setInterval", milliseconds, named, extent))


def _unbound(callback: Node, module: Module) -> Node:
    """The function that `callback.bind(…)` binds, else the callback itself."""
    function = callback.child_by_field_name("function") if callback.type == "call_expression" else None
    source = function.child_by_field_name("object") if function is not None else None
    method = function.child_by_field_name("property") if function is not None else None
    return source if source is not None and method is not None and module.text.text_of(method) == "bind" else callback


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
