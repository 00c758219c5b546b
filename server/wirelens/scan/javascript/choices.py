"""The values that an expression may come to, or a function give back, and what decides each of them."""

from collections.abc import Iterator

from tree_sitter import Node

from wirelens.scan.javascript.guards import CALLBACKS, Guard, conditional, function_around, guards
from wirelens.scan.javascript.module import Module
from wirelens.scan.javascript.scopes import Scope
from wirelens.scan.javascript.syntax import children, operator_of, unwrapped
from wirelens.scan.preorder import descendants

_DEEPEST = 8
_NOTHING = frozenset({"false", "null", "undefined"})

Outcome = tuple[Node | None, Guard | None]
"""A value (None: none at all) and the condition that decides for it, the innermost one; None where nothing does."""


def outcomes(node: Node, scope: Scope, module: Module, depth: int = _DEEPEST) -> Iterator[Outcome]:
    """What a value may be: of `done ? false : 2000`, `busy && 500`, `(query) => { if (…) return false; … }`, or a name for one."""
    node = module.value(unwrapped(node), scope)
    condition = node.child_by_field_name("condition") or node.child_by_field_name("left")
    if not depth or condition is None:
        yield from _returned(node, scope, module, depth) if depth and node.type in CALLBACKS else [(node, None)]
    elif node.type == "ternary_expression":
        for branch in ("consequence", "alternative"):
            value = node.child_by_field_name(branch)
            if value is not None:
                guard = conditional(condition, holds=branch == "consequence", text=module.text)
                yield from _decided(value, guard, scope, module, depth)
    elif operator_of(node) == "&&":
        yield None, conditional(condition, holds=False, text=module.text)
        value = node.child_by_field_name("right")
        if value is not None:
            yield from _decided(value, conditional(condition, holds=True, text=module.text), scope, module, depth)
    else:
        yield node, None


def is_nothing(value: Node | None, module: Module) -> bool:
    """Whether a value says "not at all": `false`, `null`, zero."""
    if value is None or value.type in _NOTHING:
        return True
    return value.type == "number" and not module.text.text_of(value).strip("0.")


def _decided(value: Node, guard: Guard, scope: Scope, module: Module, depth: int) -> Iterator[Outcome]:
    for outcome, inner in outcomes(value, scope, module, depth - 1):
        yield outcome, inner or guard


def _returned(function: Node, scope: Scope, module: Module, depth: int) -> Iterator[Outcome]:
    body = function.child_by_field_name("body")
    if body is not None and body.type != "statement_block":
        yield from outcomes(body, scope, module, depth - 1)
        return
    is_silent = True
    for statement in descendants(function, "return_statement"):
        if function_around(statement) == function:
            is_silent = False
            guard = next((each for each in guards(statement, function, module.text) if each.kind in {"if", "unless"}), None)
            for value, inner in outcomes(children(statement)[0], scope, module, depth - 1) if children(statement) else [(None, None)]:
                yield value, inner or guard
    if is_silent:
        yield None, None
