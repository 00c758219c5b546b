"""Django's regular expressions as a whole: a group may begin in one text and end in another, and name what it takes."""

import re

from wirelens.model.expression import Expression, Join, Literal, Name
from wirelens.scan.python.module import Module
from wirelens.scan.python.paths import regular_expression_path
from wirelens.scan.python.scopes import Scope
from wirelens.scan.python.templates import filled, joined
from wirelens.scan.python.values import expression

_FIRST = 0xF0000
_STANDS_FOR = re.compile("[\U000f0000-\U000ffffd]")
"""Characters of a private plane, each of which stands for a part that is no text."""


def pattern_path(written: Expression, scope: Scope, module: Module) -> Expression:
    """The path of `r"^(?P<key>" + KEY + r")/$"`: what stands inside of a group is what the group takes, and no part of the path."""
    parts = [_text_named(part, scope, module) for part in (written.parts if isinstance(written, Join) else (written,))]
    flat = joined(parts)
    parts = list(flat.parts) if isinstance(flat, Join) else [flat]
    text = "".join(part.text if isinstance(part, Literal) else chr(_FIRST + index) for index, part in enumerate(parts))
    return filled(regular_expression_path(Literal(text)), _STANDS_FOR, lambda match: parts[ord(match[0]) - _FIRST])


def _text_named(part: Expression, scope: Scope, module: Module) -> Expression:
    """The text of this file that a name stands for; other parts as they are."""
    found = module.meaning(part.dotted, scope) if isinstance(part, Name) else None
    value = found.bound.value if found is not None and found.bound is not None and not found.rest else None
    return expression(value, module.text) if value is not None and value.type in {"string", "concatenated_string"} else part
