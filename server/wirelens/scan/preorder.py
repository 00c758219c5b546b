"""Walking a syntax tree, in time that grows with its size alone. A query would be no faster, and takes minutes on hostile nesting."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from tree_sitter import Language, Node, Tree

_ERROR = 65_535
"""The kind of error nodes, in every grammar."""


def preorder(tree: Tree, types: Iterable[str], *, missing: bool = False) -> Iterator[Node]:
    """The nodes of these types, and errors, parents first. `missing`: also tokens that the parser had to make up."""
    wanted = _kinds(tree.language, frozenset(types))
    missing = missing and tree.root_node.has_error
    cursor = tree.walk()
    down, on, up = cursor.goto_first_child, cursor.goto_next_sibling, cursor.goto_parent
    while True:
        node = cursor.node
        if node is not None and (node.kind_id in wanted or (missing and node.is_missing)):
            yield node
        if down():
            continue
        while not on():
            if not up():
                return


def descendants(node: Node, *types: str) -> Iterator[Node]:
    """The nodes of these types in a node, in the order of the source."""
    cursor = node.walk()
    while True:
        found = cursor.node
        if found is not None and found.type in types:
            yield found
        if cursor.goto_first_child():
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return


@lru_cache
def _kinds(language: Language, types: frozenset[str]) -> frozenset[int | None]:
    return frozenset(language.id_for_node_kind(each, True) for each in types) | {_ERROR}
