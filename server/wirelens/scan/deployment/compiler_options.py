"""`tsconfig.json` and `jsconfig.json`: by what names a package's files import its folders.

https://www.typescriptlang.org/tsconfig/#paths, https://www.typescriptlang.org/tsconfig/#baseUrl
"""

import re
from collections.abc import Iterator
from posixpath import join, normpath
from typing import cast

from wirelens.scan.deployment.commented_json import members, read_members

COMPILER_OPTIONS = re.compile(r"(?:ts|js)config(?:\.[\w-]+)*\.json")


def read_import_aliases(text: str) -> tuple[tuple[str, str], ...]:
    """The aliases that a file of compiler options sets, each with the path from the file's folder that it stands for."""
    return tuple(_aliases(members(read_members(text).get("compilerOptions"))))


def _aliases(options: dict[str, object]) -> Iterator[tuple[str, str]]:
    base = options.get("baseUrl")
    folder = base if isinstance(base, str) else "."
    for name, targets in members(options.get("paths")).items():
        listed = cast("list[object]", targets) if isinstance(targets, list) else []
        for target in listed:
            if isinstance(target, str) and name.removesuffix("/*").count("*") == target.removesuffix("/*").count("*") == 0:
                yield name.removesuffix("/*"), normpath(join(folder, target.removesuffix("/*")))
    if isinstance(base, str):
        yield "", normpath(base)
