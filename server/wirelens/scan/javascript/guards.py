"""Under which circumstances code is reached: conditions around it and before it, and how what it follows came out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal as OneOf

from tree_sitter import Node

from wirelens.scan.javascript.syntax import FUNCTIONS, children, dotted_name, key_of, operator_of, plain_string, unwrapped
from wirelens.scan.preorder import descendants
from wirelens.scan.text import LineIndex

CALLBACKS = FUNCTIONS | {"method_definition"}

GuardKind = OneOf["if", "unless", "succeeded", "failed"]

_DEEPEST = 200
"""Of what is nested deeper nothing is told: each look at what a node stands in goes down from the root."""
_LEAVING = frozenset({"return_statement", "throw_statement", "break_statement", "continue_statement"})
_HANDLER = re.compile("on[A-Z]")
_AWAITED = re.compile(rb"\bawait\b")


@dataclass(frozen=True, slots=True, eq=False)
class Guard:
    """What must be so where code is reached: a condition true (`if`) or false (`unless`), a try that `succeeded` or `failed`.

    `text` is the condition as written, without leading negations and comments. `is_before`: an earlier statement leaves the function
    otherwise. `branch` are the bytes that are reached only so, `otherwise` those that are reached only if it is not so.
    """

    kind: GuardKind
    node: Node
    text: str = ""
    is_before: bool = False
    branch: tuple[int, int] | None = None
    otherwise: tuple[int, int] | None = None


def guards(node: Node, within: Node, text: LineIndex) -> Iterator[Guard]:
    """The circumstances of a node inside the function `within`, innermost first; also those of functions in between."""
    start = node.start_byte
    for outer in ancestors(node):
        if node == within:
            return
        yield from _around(node, outer, start, text)
        if outer.type == "statement_block":
            yield from _before(node, outer, text)
        node = outer


def ancestors(node: Node) -> Iterator[Node]:
    """What a node stands in, innermost first."""
    for _ in range(_DEEPEST):
        outer = node.parent
        if outer is None:
            return
        yield outer
        node = outer


def function_around(node: Node) -> Node | None:
    """The innermost function that a node stands in."""
    return next((outer for outer in ancestors(node) if outer.type in CALLBACKS), None)


def conditional(condition: Node, *, holds: bool, text: LineIndex) -> Guard:
    """That a condition is true, or false."""
    condition = unwrapped(condition)
    while condition.type == "unary_expression" and (operand := condition.child_by_field_name("argument")) is not None:
        operator = condition.child_by_field_name("operator")
        if operator is None or operator.type != "!":
            break
        condition, holds = unwrapped(operand), not holds
    return Guard("if" if holds else "unless", condition, _without_comments(condition, text))


def _without_comments(node: Node, text: LineIndex) -> str:
    written, start = "", node.start_byte
    for comment in descendants(node, "comment"):
        written, start = written + text.text(start, comment.start_byte), comment.end_byte
    return written + text.text(start, node.end_byte)


def _around(node: Node, outer: Node, start: int, text: LineIndex) -> Iterator[Guard]:
    """What holds in one part of a statement or expression, at byte `start` of it."""
    match outer.type:
        case "if_statement" | "ternary_expression":
            condition = outer.child_by_field_name("condition")
            if condition is not None and node != condition:
                holds = node == outer.child_by_field_name("consequence")
                other = outer.child_by_field_name("alternative" if holds else "consequence")
                guard = conditional(condition, holds=holds, text=text)
                yield replace(guard, branch=_bytes(node), otherwise=_bytes(other) if other is not None else None)
        case "binary_expression":
            left = outer.child_by_field_name("left")
            if left is not None and node != left and operator_of(outer) in {"&&", "||"}:
                yield replace(conditional(left, holds=operator_of(outer) == "&&", text=text), branch=_bytes(node))
        case "switch_case":
            yield from _case(node, outer, text)
        case "catch_clause":
            yield Guard("failed", outer, branch=_bytes(outer))
        case "try_statement":
            is_awaited = _AWAITED.search(text.source, node.start_byte, start) is not None
            if node == outer.child_by_field_name("body") and outer.child_by_field_name("handler") is not None and is_awaited:
                yield Guard("succeeded", outer)
        case "arguments":
            yield from _promised(node, outer, text)
        case _:
            pass


def _case(node: Node, case: Node, text: LineIndex) -> Iterator[Guard]:
    """`status === "DONE"` in `case "DONE":` of `switch (status)`, with those that fall through to it."""
    switch = case.parent.parent if case.parent is not None else None
    subject = switch.child_by_field_name("value") if switch is not None else None
    if subject is None or node == case.child_by_field_name("value"):
        return
    cases = [case]
    while (before := cases[-1].prev_named_sibling) is not None and not before.children_by_field_name("body"):
        cases.append(before)
    values = [each.child_by_field_name("value") for each in reversed(cases)]
    written = [f"{text.text_of(unwrapped(subject))} === {text.text_of(value)}" for value in values if value is not None]
    if len(written) == len(values):
        yield Guard("if", case, " || ".join(written))


def _before(node: Node, block: Node, text: LineIndex) -> Iterator[Guard]:
    """What earlier statements of a block make sure of by leaving it: `if (!done) return`."""
    for statement in reversed(block.named_children):
        condition = statement.child_by_field_name("condition") if statement.type == "if_statement" else None
        consequence, alternative = statement.child_by_field_name("consequence"), statement.child_by_field_name("alternative")
        if statement.end_byte <= node.start_byte and condition is not None and consequence is not None:
            others = children(alternative)[:1] if alternative is not None else []
            if _leaves(consequence) != any(map(_leaves, others)):
                guard = conditional(condition, holds=not _leaves(consequence), text=text)
                yield replace(guard, is_before=True, branch=(statement.end_byte, block.end_byte))


def _bytes(node: Node) -> tuple[int, int]:
    return node.start_byte, node.end_byte


def _leaves(statement: Node) -> bool:
    while statement.type == "statement_block" and (inner := children(statement)):
        statement = inner[-1]
    return statement.type in _LEAVING


def _promised(node: Node, arguments: Node, text: LineIndex) -> Iterator[Guard]:
    """How the promise came out in what is handed to its `then` and `catch`."""
    call = arguments.parent
    function = call.child_by_field_name("function") if call is not None else None
    method = function.child_by_field_name("property") if function is not None else None
    if method is not None and node.type in CALLBACKS:
        match text.text_of(method), children(arguments).index(node):
            case "then", 0:
                yield Guard("succeeded", node, branch=_bytes(node))
            case ("then", 1) | ("catch", 0):
                yield Guard("failed", node, branch=_bytes(node))
            case _:
                pass


def event_of(function: Node, text: LineIndex) -> str | None:
    """The event that a function is for: `addEventListener("close", …)`, `socket.onclose = …`, `{ onSuccess: … }`."""
    outer = function.parent
    if outer is not None and outer.type == "pair":
        name = key_of(outer, text) or ""
        return name if _HANDLER.match(name) else None
    if outer is not None and outer.type == "assignment_expression":
        left = outer.child_by_field_name("left")
        name = (dotted_name(left, text) or "").rpartition(".")[2] if left is not None else ""
        return name.removeprefix("on") if name.startswith("on") and name.islower() else None
    call = outer.parent if outer is not None and outer.type == "arguments" else None
    called = call.child_by_field_name("function") if call is not None else None
    method = called.child_by_field_name("property") or called if called is not None else None
    if outer is None or method is None or text.text_of(method) not in {"on", "once", "addEventListener", "addListener"}:
        return None
    return plain_string(children(outer)[0], text)
