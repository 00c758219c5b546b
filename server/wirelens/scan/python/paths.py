"""Path templates of Starlette and Django, and Django's regular expressions, as expressions with holes."""

import re

from wirelens.model.expression import Expression, Hole, Join, Literal
from wirelens.scan.python.templates import filled, joined, slice_of
from wirelens.scan.regular_expression import python_pattern

_BRACES = re.compile(r"\{(?P<name>[^\W\d]\w*)(?::(?P<kind>\w+))?\}")
_CONVERTED_BRACES = re.compile(r"\{(?:(?P<kind>\w+):)?(?P<name>[^\W\d]\w*)\}")
_ANGLES = re.compile(r"<(?:(?P<kind>[^<>:]+):)?(?P<name>[^\W\d]\w*)>")
_KINDS = {"path": "path", "int": "int", "slug": "slug", "uuid": "uuid"}

OPEN_END = Hole("", "(?:.*)")
"""Whatever may follow where a regular expression says nothing of the end: paths are shown without it."""

_CLOSED_END = re.compile(r"(?:(?<!\\)\$|\\[Zz]|\.\*\)?)\Z")
_SEGMENT = "[^/]+"
_TAKEN = {"path": ".+", "rest": ".*"}
_ANYTHING = {".*": "rest", ".*?": "rest", ".+": "path", ".+?": "path"}
_STAND_IN = re.compile("[\U000f0000-\U0010fffd]")
_LOOKAHEADS = re.compile(r"(?:\(\?![^()]*(?:\([^()]*\)[^()]*)*\))+")


def braces_path(written: Expression) -> Expression:
    """`/items/{item_id:int}`, as Starlette writes it."""
    return filled(written, _BRACES, _parameter)


def converted_braces_path(written: Expression) -> Expression:
    """`/items/{int:item_id}`, as Django Ninja writes it."""
    return filled(written, _CONVERTED_BRACES, _parameter)


def angles_path(written: Expression) -> Expression:
    """`items/<int:pk>/`, as Django and Werkzeug write it."""
    return filled(written, _ANGLES, _parameter)


def _parameter(match: re.Match[str]) -> Hole:
    return Hole(match["name"], _KINDS.get(match["kind"] or "", "segment"))


def without_slash(prefix: Expression) -> Expression:
    """A prefix as frameworks join it: without the slash at its end, since what follows begins with one."""
    *before, last = prefix.parts if isinstance(prefix, Join) else (prefix,)
    if not isinstance(last, Literal) or not last.text.endswith("/"):
        return prefix
    return joined([*before, slice_of(last, 0, len(last.text.rstrip("/")))])


def regular_expression_path(written: Expression) -> Expression:
    """A path given by a regular expression: groups are holes, what else is not literal is one too."""
    parts = written.parts if isinstance(written, Join) else (written,)
    read: list[Expression] = []
    for part in parts:
        read.extend(_Pattern(part.text).parts() if isinstance(part, Literal) else [part])
    return joined(read)


def is_open_ended(pattern: Expression) -> bool:
    """Whether a regular expression takes every path that begins as it says."""
    last = pattern.parts[-1] if isinstance(pattern, Join) else pattern
    return isinstance(last, Literal) and not _CLOSED_END.search(last.text)


class _Pattern:
    """Reads one regular expression from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._unnamed = 0
        self._refused = ""
        """What the part that comes next must not begin with: lookaheads."""

    def parts(self) -> list[Expression]:
        """Its literal characters and its holes."""
        parts: list[Expression] = []
        literal = ""
        while self._at < len(self._text):
            atom = self._atom()
            quantifier = re.compile(r"[*+?]\??|\{\d*,?\d*\}").match(self._text, self._at)
            if quantifier is not None:
                self._at = quantifier.end()
                if isinstance(atom, str) and quantifier[0] == "?":  # one character that may lack is read as if it never did
                    quantifier = None
            if isinstance(atom, str) and quantifier is None:
                literal += atom
                self._refused = "" if atom else self._refused
                continue
            hole = atom if isinstance(atom, Hole) else Hole("pattern", "segment")
            may_lack = quantifier is not None and quantifier[0].startswith(("?", "*", "{0", "{,"))
            parts.extend((Literal(literal), self._restricted(hole.name, "rest" if may_lack else hole.kind)))
            literal = ""
        return [*parts, Literal(literal)]

    def _restricted(self, name: str, kind: str) -> Hole:
        """What stands in a place that must not begin as the lookaheads before it say."""
        refused, self._refused = self._refused, ""
        return Hole(name, f"{refused}{_TAKEN.get(kind, _SEGMENT)}" if refused else kind)

    def _atom(self) -> str | Hole:
        character = self._text[self._at]
        self._at += 1
        if character in "^$":
            return ""
        if character == "(":
            return self._group()
        if character == "[":
            self._skip_set()
            return Hole("pattern", "segment")
        if character == "\\" and self._at < len(self._text):
            escaped = self._text[self._at]
            self._at += 1
            return "" if escaped in "AZbB" else Hole("pattern", "segment") if escaped.isalnum() else escaped
        if character == ".":
            return Hole("pattern", "path" if self._text.startswith("+", self._at) else "segment")
        return Hole("pattern", "segment") if character == "|" else character

    def _group(self) -> str | Hole:
        start = self._at
        depth = 1
        while self._at < len(self._text) and depth:
            character = self._text[self._at]
            self._at += 1
            if character == "\\":
                self._at += 1
            elif character == "[":
                self._skip_set()
            else:
                depth += {"(": 1, ")": -1}.get(character, 0)
        inside = self._text[start : self._at - 1]
        if inside.startswith("?!"):
            self._refuse(f"({inside})")
            return ""
        named = re.match(r"\?P<(\w+)>", inside)
        if named is not None:
            return Hole(named[1], self._kind(inside[named.end() :]))
        if inside.startswith("?") and not inside.startswith("?:"):
            return ""
        self._unnamed += 1
        return Hole(f"group{self._unnamed}", self._kind(inside.removeprefix("?:")))

    def _kind(self, pattern: str) -> str:
        lookaheads = _LOOKAHEADS.match(pattern)
        if lookaheads is None:
            return parameter_kind(pattern)
        self._refuse(lookaheads[0])
        return parameter_kind(pattern[lookaheads.end() :])

    def _refuse(self, lookahead: str) -> None:
        # It becomes a part of a larger expression, where its groups would be counted and named anew.
        if "(?P" not in lookahead and not _STAND_IN.search(lookahead) and python_pattern(f"x{lookahead}") is not None:
            self._refused += lookahead

    def _skip_set(self) -> None:
        # `]` is an ordinary character where it comes first.
        closing = self._text.find("]", self._at + 1 + self._text.startswith("^", self._at))
        while closing > 0 and self._text[closing - 1] == "\\":
            closing = self._text.find("]", closing + 1)
        self._at = closing + 1 if closing >= 0 else len(self._text)


def parameter_kind(pattern: str) -> str:
    """What a regular expression makes of a path parameter (see `Hole`)."""
    if re.fullmatch(r"(\\d|\[0-9\]|\[\\d\])(\+|\*|\{[\d,]+\})", pattern):
        return "int"
    if pattern in _ANYTHING:
        return _ANYTHING[pattern]
    if re.fullmatch(r"\[(\\w|-|\\-|a-zA-Z0-9|_|A-Za-z0-9|a-z0-9)+\]\+", pattern):
        return "slug"
    return "segment"
