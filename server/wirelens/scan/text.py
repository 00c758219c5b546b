"""Positions in a source text: from the byte offsets that parsers speak to lines and UTF-16 columns."""

from bisect import bisect_right
from itertools import accumulate
from typing import Protocol

from wirelens.model.span import Position, Span


class ByteRange(Protocol):
    """What has a place in the source: a node of a syntax tree."""

    @property
    def start_byte(self) -> int:
        """The offset of its first byte."""
        ...

    @property
    def end_byte(self) -> int:
        """The offset after its last byte."""
        ...


class LineIndex:
    r"""A text as UTF-8 (`source`, which is what a parser is given) and where its lines begin.

    Lines end with `\n`, `\r\n` or `\r`, as in LSP; other separators that Python's `splitlines` knows end no line. A lone surrogate,
    which UTF-8 cannot hold, becomes U+FFFD: no position changes.
    """

    __slots__ = ("_line_starts", "_positions", "is_ascii", "source")

    def __init__(self, text: str) -> None:
        self.is_ascii = text.isascii()
        try:
            self.source = text.encode()
        except UnicodeEncodeError:
            self.source = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode()
        # Of bytes, `splitlines` knows just the line ends of LSP.
        self._line_starts = list(accumulate(map(len, self.source.splitlines(keepends=True)), initial=0))
        if len(self._line_starts) > 1 and not self.source.endswith((b"\n", b"\r")):
            self._line_starts.pop()
        self._positions: dict[int, Position] = {}

    def position(self, offset: int) -> Position:
        """The position of a byte offset. One inside a character counts as before it, one beyond the text as its end."""
        known = self._positions.get(offset)
        if known is None:
            known = self._positions[offset] = self._position(offset)
        return known

    def _position(self, offset: int) -> Position:
        line = bisect_right(self._line_starts, offset) - 1
        start = self._line_starts[line]
        if self.is_ascii:
            return Position(line, min(offset, len(self.source)) - start)
        before = self.source[start:offset]
        return Position(line, len(before) if before.isascii() else utf16_length(before.decode(errors="ignore")))

    def span(self, start: int, end: int) -> Span:
        """The span between two byte offsets."""
        return Span(self.position(start), self.position(end))

    def span_of(self, node: ByteRange) -> Span:
        """The span of a node of a syntax tree."""
        return Span(self.position(node.start_byte), self.position(node.end_byte))

    def text(self, start: int, end: int) -> str:
        """The text between two byte offsets."""
        return self.source[start:end].decode(errors="replace")

    def text_of(self, node: ByteRange) -> str:
        """The text of a node of a syntax tree."""
        return self.source[node.start_byte : node.end_byte].decode(errors="replace")


def utf16_length(text: str) -> int:
    """How many UTF-16 code units `text` takes."""
    return len(text) + sum(character > "\uffff" for character in text)
