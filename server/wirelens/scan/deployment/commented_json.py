"""JSON as editors write it: with comments, and commas behind the last of several."""

import json
import re
from typing import cast

_STRING = r'"(?:\\.|[^"\\\n])*"?'
"""One that is never closed too, which else would be looked for from each quote in it again."""
_COMMENT = re.compile(rf"{_STRING}|//[^\n]*|/\*.*?(?:\*/|\Z)", re.DOTALL)
_LAST_COMMA = re.compile(rf"{_STRING}|,(?=\s*[}}\]])")
"""What JSON does not have. Strings are matched too, so that nothing inside of them is taken for it."""


def read_members(text: str) -> dict[str, object]:
    """The members of the object that a text is; none where it is no JSON, or no object."""
    plain = text.removeprefix("\ufeff")
    for pattern in (_COMMENT, _LAST_COMMA):
        plain = pattern.sub(lambda found: found[0] if found[0].startswith('"') else "", plain)
    try:
        written: object = json.loads(plain)
    except (ValueError, RecursionError):
        return {}
    return members(written)


def members(value: object) -> dict[str, object]:
    """The members of an object; none of anything else."""
    return cast("dict[str, object]", value) if isinstance(value, dict) else {}
