"""The trees of open documents, so that after an edit only what changed is parsed. Whoever keeps one need not know what is in it."""

from collections.abc import Callable
from dataclasses import dataclass

from tree_sitter import Parser, Point, Tree

_SMALL = 8_000
"""Bytes that are parsed at once sooner than anyone notices."""


@dataclass(frozen=True, slots=True)
class _Parsed:
    source: bytes
    tree: Tree


class Trees:
    """By file, the last tree of each document that was parsed with this at hand."""

    def __init__(self) -> None:
        self._last: dict[str, _Parsed] = {}

    def parse(self, file: str, parser: Parser, source: bytes) -> Tree:
        """The tree of a text, made out of the last one where that gives the same.

        How a parser recovers from errors depends on where it begins. Text with errors is parsed whole: equal texts have equal trees.
        """
        last = self._last.get(file)
        tree = None
        if last is not None and len(source) > _SMALL and not last.tree.root_node.has_error:
            tree = parser.parse(source, _edited(last, source))
            if tree.root_node.has_error:
                tree = None
        if tree is None:
            tree = parser.parse(source)
        self._last[file] = _Parsed(source, tree)
        return tree

    def forget(self, file: str) -> None:
        """The document was closed."""
        self._last.pop(file, None)


def _edited(last: _Parsed, source: bytes) -> Tree:
    """The last tree with what differs marked, as one edit."""
    before = last.source
    shorter = min(len(before), len(source))
    start = _common(shorter, lambda length: before[:length] == source[:length])
    end = _common(shorter - start, lambda length: before[len(before) - length :] == source[len(source) - length :])
    old_end, new_end = len(before) - end, len(source) - end
    tree = last.tree.copy()
    tree.edit(start, old_end, new_end, _point(before, start), _point(before, old_end), _point(source, new_end))
    return tree


def _common(most: int, is_same: Callable[[int], bool]) -> int:
    """The largest length, up to `most`, for which all is the same."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if is_same(middle) else (low, middle - 1)
    return low


def _point(source: bytes, offset: int) -> Point:
    return Point(source.count(b"\n", 0, offset), offset - source.rfind(b"\n", 0, offset) - 1)
