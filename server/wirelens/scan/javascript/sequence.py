"""Statements that follow each other, so that what the first does is done when the second begins."""

from tree_sitter import Node

from wirelens.scan.preorder import descendants
from wirelens.scan.text import LineIndex

_BLOCKS = frozenset({"statement_block", "program"})


def follows(first: Node, second: Node) -> bool:
    """Whether a name is always bound at `second` once it was at `first`: both stand in statements of one block."""
    before, after = _statement(first), _statement(second)
    return before is not None and after is not None and before.parent == after.parent and before.end_byte <= after.start_byte


def is_used_between(first: Node, second: Node, text: LineIndex) -> bool:
    """Whether the name that two such statements bind is used by others between them."""
    before, after, name = _statement(first), _statement(second), text.text_of(second)
    node = before.next_named_sibling if before is not None else None
    while node is not None and node != after:
        if any(text.text_of(word) == name for word in descendants(node, "identifier", "shorthand_property_identifier")):
            return True
        node = node.next_named_sibling
    return False


def _statement(name: Node) -> Node | None:
    """The statement of a block that does nothing but bind a name."""
    bound = name.parent
    statement = bound.parent if bound is not None else None
    return statement if statement is not None and statement.parent is not None and statement.parent.type in _BLOCKS else None
