"""JSON as editors write it: with comments, and commas behind the last of several."""

import json
import re
from typing import cast

_NOT_JSON = re.compile(r'"(?:\\.|[^"\\\n])*"|//[^\n]*|/\*.*?\*/|,(?=\s*(?:(?://[^\n]*|/\*.*?\*/)\s*)*[}\]])', re.DOTALL)
"""Comments and last commas, which these files may have; strings are matched so that nothing inside of them is."""


def read_members(text: str) -> dict[str, object]:
    """The members of the object that a text is; none where it is no JSON, or no object."""
    plain = _NOT_JSON.sub(lambda found: found[0] if found[0].startswith('"') else "", text.removeprefix("\ufeff"))
    try:
        written: object = json.loads(plain)
    except (ValueError, RecursionError):
        return {}
    return members(written)


def members(value: object) -> dict[str, object]:
    """The members of an object; none of anything else."""
    return cast("dict[str, object]", value) if isinstance(value, dict) else {}
