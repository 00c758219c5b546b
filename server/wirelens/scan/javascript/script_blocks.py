"""Where in a file its script stands: all of it, the blocks of a component, or those of a page, which may be a server's template."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal as OneOf

Grammar = OneOf["javascript", "typescript", "tsx"]

_GRAMMARS: dict[str, Grammar] = {"typescript": "typescript", "typescriptreact": "tsx"}
_SCRIPT_GRAMMARS: dict[bytes, Grammar] = {b"ts": "typescript", b"typescript": "typescript", b"tsx": "tsx"}

# Comments are matched first so that a script inside one is not taken for a script.
_SCRIPT_OR_COMMENT = re.compile(
    rb"<!--.*?(?:-->|\Z)|<script\b((?:[^>\"']|\"[^\"]*\"|'[^']*'){0,200})>(.*?)(?:</script\s*>|\Z)", re.DOTALL | re.IGNORECASE
)
_SCRIPT_LANGUAGE = re.compile(rb"\blang\s*=\s*[\"']?(\w+)", re.IGNORECASE)
_SCRIPT_TYPE = re.compile(rb"(?<![\w-])type\s*=\s*[\"']?([^\s\"'>]*)", re.IGNORECASE)
_SCRIPT_TYPES = frozenset({b"", b"module", b"text/javascript", b"application/javascript", b"text/ecmascript", b"text/babel", b"text/jsx"})
_JSX_TYPES = frozenset({b"text/babel", b"text/jsx"})
_TAG = re.compile(rb"\{\{(?:(?!\{\{|\}\}).){0,400}\}\}|\{%.{0,400}?%\}|\{#.{0,400}?#\}", re.DOTALL)
"""What a template engine replaces (Django, Jinja): a value, or nothing that a script would see."""


@dataclass(frozen=True, slots=True)
class Script:
    """What of a file is to be parsed, and as what: ranges of bytes, None for all of it.

    `filled` is the source as a page is sent, with something in the place of each template tag, at the same offsets.
    """

    grammar: Grammar
    ranges: tuple[tuple[int, int], ...] | None = None
    filled: bytes | None = None


def script_of(language: str, source: bytes) -> Script:
    """The script of a file."""
    match language:
        case "vue" | "svelte":
            return _script_of_component(source)
        case "html":
            return _script_of_page(source)
        case _:
            return Script(_GRAMMARS.get(language, "javascript"))


def _script_of_component(source: bytes) -> Script:
    grammar: Grammar = "javascript"
    ranges: list[tuple[int, int]] = []
    for attributes, place in _blocks(source):
        named = _SCRIPT_LANGUAGE.search(attributes)
        if named is not None:
            grammar = _SCRIPT_GRAMMARS.get(named[1].lower(), grammar)
        ranges.append(place)
    return Script(grammar, tuple(ranges))


def _script_of_page(source: bytes) -> Script:
    ranges: list[tuple[int, int]] = []
    filled = bytearray(source)
    for attributes, (start, end) in _blocks(source):
        named = _SCRIPT_TYPE.search(attributes)
        kind = named[1].lower() if named is not None else b""
        if kind not in _SCRIPT_TYPES:
            continue  # data, or a template of the page's own
        ranges.append((start, end))
        if kind not in _JSX_TYPES:  # where `{{` begins an object
            filled[start:end] = _TAG.sub(_in_place_of, source[start:end])
    return Script("javascript", tuple(ranges), bytes(filled))


def _in_place_of(tag: re.Match[bytes]) -> bytes:
    """A value is a name, so that it may stand alone and in a string; a statement is nothing."""
    return (b"_" if tag[0].startswith(b"{{") else b" ") * len(tag[0])


def _blocks(source: bytes) -> Iterator[tuple[bytes, tuple[int, int]]]:
    """The attributes of each script block, and where it stands."""
    for block in _SCRIPT_OR_COMMENT.finditer(source):
        if block[2] is not None:
            yield block[1], block.span(2)
