"""What the elements of lists and the members of dictionaries may be."""

from collections.abc import Iterator

from tree_sitter import Node

from wirelens.model.facts import Binding
from wirelens.scan.python.syntax import elements
from wirelens.scan.python.values import expression, plain_text
from wirelens.scan.text import LineIndex

_MOST_ELEMENTS = 16
"""A longer list is a table of data, not of addresses."""


def members_of(scope: str, name: str, value: Node | None, text: LineIndex) -> Iterator[Binding]:
    """Elements of a list, among which a loop or an index chooses (`name.[]`), and members of a dictionary by their keys (`name.key`)."""
    if value is not None and value.type == "dictionary":
        yield from _by_key(scope, name, value, text)
    values = elements(value) if value is not None and value.type in {"list", "tuple"} else []
    if len(values) <= _MOST_ELEMENTS:
        for each in values:
            yield Binding(scope, f"{name}.[]", expression(each, text), text.span_of(each))


def _by_key(scope: str, name: str, dictionary: Node, text: LineIndex) -> Iterator[Binding]:
    pairs = [each for each in dictionary.named_children if each.type == "pair"]
    for pair in pairs if len(pairs) <= _MOST_ELEMENTS else ():
        key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
        word = plain_text(expression(key, text)) if key is not None and key.type == "string" else None
        if word is not None and word.isidentifier() and value is not None and value.type != "dictionary":
            yield Binding(scope, f"{name}.{word}", expression(value, text), text.span_of(value))
