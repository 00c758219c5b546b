"""Names that a lambda or a comprehension takes for itself."""

import re

from tree_sitter import Node

from wirelens.scan.python.syntax import enclosing
from wirelens.scan.text import LineIndex

_DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
_COMPREHENSIONS = ("list_comprehension", "set_comprehension", "dictionary_comprehension", "generator_expression")


def is_hidden(name: str, node: Node, text: LineIndex) -> bool:
    """Whether a lambda's parameter or a comprehension's variable takes the name around a node."""
    for outer in enclosing(node, "lambda", "function_definition", *_COMPREHENSIONS):
        if outer.type == "function_definition":
            return False
        if outer.type == "lambda":
            hiding = [outer.child_by_field_name("parameters")]
        else:
            hiding = [child.child_by_field_name("left") for child in outer.named_children if child.type == "for_in_clause"]
        if any(name in _DOTTED.findall(text.text_of(each)) for each in hiding if each is not None):
            return True
    return False
