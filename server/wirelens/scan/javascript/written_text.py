"""What the characters between quotes stand for: escapes, and what a server's template puts in (Django, Jinja)."""

import re
from collections.abc import Iterator

from tree_sitter import Node

from wirelens.model.expression import Expression, Hole, Literal
from wirelens.scan.text import LineIndex

_SIMPLE_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\r\n": "", "\r": ""}
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_ROUTE = re.compile(r"""\{%-?\s*url\s+["']([\w:.-]+)["']|\{\{-?\s*url(?:_for)?\(\s*["']([\w:.-]+)["']""")
"""Makes the URL of a route that is called by its name: Django's tag `url`, `url_for` of Flask, `url` of Django's Jinja templates."""
_QUOTED = re.compile(r"""["']([^"']+)["']""")
_WORD = re.compile(r"[^\W\d][\w$]*")


def has_tag(written: str) -> bool:
    """Whether a server's template puts something into a text."""
    return "{" in written and _TAG.search(written) is not None


def filled_in(fragment: Node, text: LineIndex) -> Iterator[Expression]:
    """The text of a page's template as far as it is written there."""
    written, at = text.text_of(fragment), 0
    for tag in (*_TAG.finditer(written), None):
        plain = written[at:] if tag is None else written[at : tag.start()]
        start = fragment.start_byte + len(written[:at].encode())
        if plain:
            yield Literal(plain, text.span(start, start + len(plain.encode())))
        if tag is not None:
            yield value_of(tag[0])
            at = tag.end()


def value_of(tag: str) -> Hole:
    """What a template's tag stands for, called by what it names first in quotes, else by its last word before any filter."""
    route = _ROUTE.match(tag)
    if route is not None:
        return Hole(route[1] or route[2].replace(".", ":"), "route")
    quoted = _QUOTED.search(tag)
    words: list[str] = _WORD.findall(quoted[1] if quoted is not None else tag.partition("|")[0])
    return Hole(words[-1] if words else "value")


def unescaped(written: str) -> str:
    """The characters of a part of a string or template literal."""
    if not written.startswith("\\"):
        return written.replace("\r\n", "\n").replace("\r", "\n")
    body = written[1:]
    if body in _SIMPLE_ESCAPES:
        return _SIMPLE_ESCAPES[body]
    digits = body[1:].strip("{}")
    try:
        code = int(digits, 16) if body[:1] in {"x", "u"} else None
        # Half of a surrogate pair is no character.
        return body if code is None else "\ufffd" if 0xD800 <= code <= 0xDFFF else chr(code)  # noqa: PLR2004  # the range of surrogates
    except (ValueError, OverflowError):
        return body
