"""String literals: where their characters stand, and what these say."""

import codecs

from tree_sitter import Node

from wirelens.model.expression import Literal
from wirelens.model.span import Span
from wirelens.scan.python.syntax import unwrapped
from wirelens.scan.text import LineIndex


def string_content(node: Node) -> tuple[int, int] | None:
    """Where the characters of one string literal begin and end, in bytes, its quotes excluded."""
    if node.type != "string" or not node.child_count:
        return None
    opening, closing = node.child(0), node.child(node.child_count - 1)
    if closing.type != "string_end":
        return None
    return opening.end_byte, closing.start_byte


def written_span(node: Node, text: LineIndex) -> Span:
    """The span of an expression as written, without the quotes where it is one string."""
    node = unwrapped(node)
    return text.span(*(string_content(node) or (node.start_byte, node.end_byte)))


def literal_text(node: Node, text: LineIndex, *, is_raw: bool, is_formatted: bool) -> Literal:
    """What a piece of a string literal says, its escapes read."""
    pieces: list[str] = []
    offset = node.start_byte
    for child in node.named_children:
        is_brace = child.type == "escape_interpolation" and is_formatted
        if not is_brace and (child.type != "escape_sequence" or is_raw):
            continue
        pieces.append(text.text(offset, child.start_byte))
        pieces.append(text.text_of(child)[:1] if is_brace else _unescaped(text.text_of(child)))
        offset = child.end_byte
    pieces.append(text.text(offset, node.end_byte))
    return Literal("".join(pieces), text.span_of(node) if len(pieces) == 1 else None)


def _unescaped(sequence: str) -> str:
    if sequence[1:2] in {"\n", "\r"}:
        return ""
    try:
        return codecs.decode(sequence, "unicode_escape")
    except UnicodeError:
        return sequence
