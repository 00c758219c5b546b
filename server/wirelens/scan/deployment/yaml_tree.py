"""YAML as a tree of nodes with places. Nothing is constructed: aliases are followed where they are asked for, and no tag means anything."""

from collections.abc import Iterator, Mapping

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from wirelens.model.span import Position, Span
from wirelens.scan.text import utf16_length

LONGEST_TEXT = 100_000
"""Characters. Longer files are no hand-written ones, and reading them takes seconds."""

_MOST_MERGES = 8
"""How many mappings are merged into each other (`<<: *base`) before giving up: they may be circles."""


def parse_yaml(text: str) -> tuple[Node | None, bool]:
    """The root of the first document, and whether all of it could be read; of a broken one, what stands before the break."""
    if len(text) > LONGEST_TEXT:
        return None, False
    try:
        return _first_document(text), True
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    lines = text.splitlines(keepends=True)
    # A break shows itself at the line that it makes impossible, or at the next.
    for end in (mark.line, mark.line - 1) if mark is not None else ():
        try:
            return _first_document("".join(lines[:end])), False
        except (yaml.YAMLError, RecursionError, ValueError):
            continue
    return None, False


def documents(text: str) -> list[Node]:
    """The roots of all documents; none where the text cannot be read."""
    if len(text) > LONGEST_TEXT:
        return []
    found: list[Node] = []
    try:
        loader = yaml.SafeLoader(text)
        while loader.check_node():
            node = loader.get_node()
            found += [node] if node is not None else []
    except (yaml.YAMLError, RecursionError, ValueError):
        return []
    return found


def members(node: Node | None) -> Mapping[str, Node]:
    """The values of a mapping by key, those of the mappings merged into it included; none for anything else."""
    found: dict[str, Node] = {}
    pending = [(node, 0)]
    while pending:
        each, depth = pending.pop(0)
        if isinstance(each, SequenceNode) and depth:
            pending += [(item, depth) for item in each.value[:_MOST_MERGES]]
        if not isinstance(each, MappingNode) or depth > _MOST_MERGES or len(pending) > _MOST_MERGES:
            continue
        for key, value in each.value:
            if isinstance(key, ScalarNode) and key.value == "<<":
                pending.append((value, depth + 1))
            elif isinstance(key, ScalarNode):
                found.setdefault(key.value, value)
    return found


def items(node: Node | None) -> Iterator[Node]:
    """The elements of a sequence; a lone scalar counts as a sequence of one."""
    if isinstance(node, SequenceNode):
        yield from node.value
    elif isinstance(node, ScalarNode):
        yield node


def scalar(node: Node | None) -> str | None:
    """The text of a scalar as written, quotes and escapes taken off; None for anything else and for nothing."""
    return node.value if isinstance(node, ScalarNode) and node.tag != "tag:yaml.org,2002:null" else None


def span_of(node: Node, text: str) -> Span:
    """Where a node stands."""
    lines = text.split("\n")
    return Span(_position(node.start_mark, lines), _position(node.end_mark, lines))


def _position(mark: yaml.Mark, lines: list[str]) -> Position:
    return Position(mark.line, utf16_length(lines[mark.line][: mark.column]) if mark.line < len(lines) else 0)


def _first_document(text: str) -> Node | None:
    loader = yaml.SafeLoader(text)
    return loader.get_node() if loader.check_node() else None
