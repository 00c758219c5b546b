"""Under which circumstances code is reached: conditions around it and before it, and how what it follows came out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal as OneOf

from tree_sitter import Node

from wirelens.scan.python.syntax import elements, unwrapped
from wirelens.scan.text import LineIndex

_VALUE = re.compile(r"""[\d.]+|(["'])[^"']*\1|\w+(?:\.\w+)+""")
"""A pattern that is compared; a mere name would be bound."""

_DEEPEST = 200

GuardKind = OneOf["if", "unless", "succeeded", "failed"]


@dataclass(frozen=True, slots=True, eq=False)
class Guard:
    """What must be so where code is reached: a condition true (`if`) or false (`unless`), a try that `succeeded` or `failed`.

    `text` is the condition as written, without leading negations, or the exceptions that the failure is one of.
    `branch` are the bytes that are reached only so.
    """

    kind: GuardKind
    node: Node
    text: str = ""
    branch: tuple[int, int] | None = None


def guards(node: Node, within: Node, text: LineIndex) -> Iterator[Guard]:
    """The circumstances of a node inside of `within`, innermost first."""
    start = node.start_byte
    for _ in range(_DEEPEST):
        outer = node.parent
        if node == within or outer is None:
            return
        yield from _around(node, outer, start, text)
        if outer.type == "block":
            yield from _before(node, outer, text)
        node = outer


def conditional(condition: Node, *, holds: bool, text: LineIndex) -> Guard:
    """That a condition is true, or false."""
    condition = unwrapped(condition)
    while condition.type == "not_operator" and (operand := condition.child_by_field_name("argument")) is not None:
        condition, holds = unwrapped(operand), not holds
    return Guard("if" if holds else "unless", condition, text.text_of(condition))


def _around(node: Node, outer: Node, start: int, text: LineIndex) -> Iterator[Guard]:
    """What holds in one part of a statement, at byte `start` of it."""
    match outer.type:
        case "if_statement" | "elif_clause":
            condition = outer.child_by_field_name("condition")
            if condition is not None and node != condition:
                guard = conditional(condition, holds=node == outer.child_by_field_name("consequence"), text=text)
                yield replace(guard, branch=_bytes(node))
        case "else_clause":
            yield from _else(outer, text)
        case "case_clause":
            yield from _case(outer, text)
        case "except_clause":
            caught = [each for each in elements(outer) if each.type != "block"]
            named = caught[0].named_children[0] if caught and caught[0].type == "as_pattern" else caught[0] if caught else None
            yield Guard("failed", outer, text.text_of(named) if named is not None else "", _bytes(outer))
        case "try_statement":
            is_caught = any(child.type == "except_clause" for child in outer.named_children)
            if node == outer.child_by_field_name("body") and is_caught and elements(node)[0].end_byte <= start:
                yield Guard("succeeded", outer)
        case _:
            pass


def _else(clause: Node, text: LineIndex) -> Iterator[Guard]:
    """The last condition that did not hold; those before it did not either."""
    statement = clause.parent
    if statement is None:
        return
    if statement.type == "try_statement":
        yield Guard("succeeded", statement)
    elif statement.type == "if_statement":
        asked = [each for each in elements(statement) if each.type == "elif_clause"]
        condition = (asked[-1] if asked else statement).child_by_field_name("condition")
        if condition is not None:
            yield replace(conditional(condition, holds=False, text=text), branch=_bytes(clause))


def _case(case: Node, text: LineIndex) -> Iterator[Guard]:
    """`status == "DONE"` in `case "DONE":` of `match status:`."""
    statement = case.parent.parent if case.parent is not None else None
    subject = statement.child_by_field_name("subject") if statement is not None else None
    patterns = [text.text_of(each) for each in elements(case) if each.type == "case_pattern"]
    if subject is not None and len(patterns) == 1 and case.child_by_field_name("guard") is None and _VALUE.fullmatch(patterns[0]):
        yield Guard("if", case, f"{text.text_of(subject)} == {patterns[0]}", _bytes(case))


def _before(node: Node, block: Node, text: LineIndex) -> Iterator[Guard]:
    """What earlier statements of a loop make sure of by beginning its next turn: `if not done: continue`."""
    for statement in reversed(block.named_children):
        condition = statement.child_by_field_name("condition") if statement.type == "if_statement" else None
        consequence = statement.child_by_field_name("consequence")
        is_single = statement.child_by_field_name("alternative") is None
        if statement.end_byte <= node.start_byte and condition is not None and consequence is not None and is_single:
            inner = elements(consequence)
            if inner and inner[-1].type == "continue_statement":
                yield replace(conditional(condition, holds=False, text=text), branch=(statement.end_byte, block.end_byte))


def _bytes(node: Node) -> tuple[int, int]:
    return node.start_byte, node.end_byte
