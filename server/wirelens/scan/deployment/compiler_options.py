"""`tsconfig.json` and `jsconfig.json`: by what names a package's files import its folders.

https://www.typescriptlang.org/tsconfig/#paths, https://www.typescriptlang.org/tsconfig/#baseUrl
"""

import json
import re
from collections.abc import Iterator
from posixpath import join, normpath
from typing import cast

COMPILER_OPTIONS = re.compile(r"(?:ts|js)config(?:\.[\w-]+)*\.json")

_NOT_JSON = re.compile(r'"(?:\\.|[^"\\\n])*"|//[^\n]*|/\*.*?\*/|,(?=\s*(?:(?://[^\n]*|/\*.*?\*/)\s*)*[}\]])', re.DOTALL)
"""Comments and last commas, which these files may have; strings are matched so that nothing inside of them is."""


def read_import_aliases(text: str) -> tuple[tuple[str, str], ...]:
    """The aliases that a file of compiler options sets, each with the path from the file's folder that it stands for."""
    plain = _NOT_JSON.sub(lambda found: found[0] if found[0].startswith('"') else "", text.removeprefix("\ufeff"))
    try:
        written: object = json.loads(plain)
    except (ValueError, RecursionError):
        return ()
    return tuple(_aliases(_members(_members(written).get("compilerOptions"))))


def _aliases(options: dict[str, object]) -> Iterator[tuple[str, str]]:
    base = options.get("baseUrl")
    folder = base if isinstance(base, str) else "."
    for name, targets in _members(options.get("paths")).items():
        listed = cast("list[object]", targets) if isinstance(targets, list) else []
        for target in listed:
            if isinstance(target, str) and name.removesuffix("/*").count("*") == target.removesuffix("/*").count("*") == 0:
                yield name.removesuffix("/*"), normpath(join(folder, target.removesuffix("/*")))
    if isinstance(base, str):
        yield "", normpath(base)


def _members(value: object) -> dict[str, object]:
    return cast("dict[str, object]", value) if isinstance(value, dict) else {}
