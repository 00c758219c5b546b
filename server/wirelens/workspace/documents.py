"""Open documents as the editor holds them: texts, versions, and edits applied to them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wirelens.model.span import Position, Span
from wirelens.workspace.reading import MAX_FILE_BYTES

LINE_END = re.compile(r"\r\n|\n|\r")
"""The only line ends of LSP 3.18, section "Text Documents"."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of a document: `span` is replaced by `text`; without a span, everything is."""

    text: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One version of an open document.

    `text` is None where the document is larger than the files that are read: it is neither kept nor analysed until
    the editor sends it anew.
    """

    uri: str
    version: int
    text: str | None


class Documents:
    """The open documents by URI. Each holds an immutable `Document`, so that whoever took one may await and go on."""

    def __init__(self) -> None:
        self._documents: dict[str, Document] = {}

    def __iter__(self) -> Iterator[Document]:
        return iter(tuple(self._documents.values()))

    def get(self, uri: str) -> Document | None:
        """The open document, None where it is not open."""
        return self._documents.get(uri)

    def open(self, uri: str, version: int, text: str) -> Document:
        """The editor opened a document."""
        return self._keep(uri, version, text)

    def change(self, uri: str, version: int, edits: tuple[Edit, ...]) -> Document:
        """The editor changed a document: each edit applies to what the one before left.

        Raises:
            KeyError: the document is not open.
        """
        text = self._documents[uri].text
        for edit in edits:
            if edit.span is None:
                text = edit.text
            elif text is not None:
                text = apply(text, edit.span, edit.text)
        return self._keep(uri, version, text)

    def close(self, uri: str) -> None:
        """The editor closed a document; one that was not open is ignored."""
        self._documents.pop(uri, None)

    def _keep(self, uri: str, version: int, text: str | None) -> Document:
        document = Document(uri, version, None if text is None or _is_too_large(text) else text)
        self._documents[uri] = document
        return document


def apply(text: str, span: Span, new_text: str) -> str:
    """`text` with `span` replaced by `new_text`. Positions beyond a line's end or the text's end mean that end, as LSP has it."""
    starts = [0, *(match.end() for match in LINE_END.finditer(text))]
    start = _offset(text, starts, span.start)
    end = max(start, _offset(text, starts, span.end))
    return text[:start] + new_text + text[end:]


def _offset(text: str, starts: list[int], position: Position) -> int:
    if position.line >= len(starts):
        return len(text)
    start = starts[position.line]
    line_end = LINE_END.search(text, start)
    end = line_end.start() if line_end else len(text)
    line = text[start:end]
    if line.isascii():
        return min(start + position.column, end)
    units = 0
    for index, character in enumerate(line):
        units += 2 if character > "\uffff" else 1
        if units > position.column:
            return start + index
    return end


def _is_too_large(text: str) -> bool:
    # No character takes more than three bytes a code point below U+10000, four above: short texts need no encoding.
    return len(text) * 4 > MAX_FILE_BYTES and len(text.encode(errors="replace")) > MAX_FILE_BYTES
