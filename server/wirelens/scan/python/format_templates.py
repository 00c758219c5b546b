"""What `%` and `format` make of a text and the values that they are given."""

import re
from collections.abc import Iterable, Mapping, Sequence

from wirelens.model.expression import Expression, Hole, Literal
from wirelens.scan.python.templates import filled

_PERCENT = re.compile(r"%(?:\((?P<key>\w+)\))?[-#0 +]*\d*(?:\.\d+)?(?P<type>[a-zA-Z%])")
_FIELD = re.compile(r"\{\{|\}\}|\{(?P<name>[^{}:!]*)[^{}]*\}")
_WORD = re.compile(r"[^\W\d]\w*")


def percent_formatted(template: Expression, values: Iterable[Expression]) -> Expression:
    """`"/items/%s" % item`: a place by a key is named after it."""
    following = iter(values)

    def value(match: re.Match[str]) -> Expression:
        if match["type"] == "%":
            return Literal("%")
        return Hole(match["key"]) if match["key"] else next(following, Hole("value"))

    return filled(template, _PERCENT, value)


def brace_formatted(template: Expression, positional: Sequence[Expression], keywords: Mapping[str, Expression]) -> Expression:
    """`"/items/{}".format(item)`."""
    following = iter(positional)

    def value(match: re.Match[str]) -> Expression:
        name = match["name"]
        if name is None:
            return Literal(match[0][0])
        if name == "":
            found = next(following, None)
        elif name.isdecimal():
            found = positional[int(name)] if int(name) < len(positional) else None
        else:
            found = keywords.get(name)
        words: list[str] = _WORD.findall(name)
        return found if found is not None else Hole(words[-1] if words else "value")

    return filled(template, _FIELD, value)
