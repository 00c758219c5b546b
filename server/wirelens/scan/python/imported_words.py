"""What a Python file imports, by words alone: enough to know whether it may use a module, without parsing it."""

from posixpath import dirname
from typing import cast

import re2

_STATEMENT = re2.compile(
    rb"(?m)^[ \t]*(?:from[ \t]+([.\w]+)[ \t]+import[ \t]*(\([^)]*\)?|(?:[^\n\\]|\\\r?\n)*)|import[ \t]+((?:[^\n\\]|\\\r?\n)*))"
)
_WORD = re2.compile(rb"\w+")


def imported_words(file: str, source: bytes) -> frozenset[str]:
    """The last words of the modules that a file may import, and what is imported from them: that may be modules too."""
    words: set[bytes] = set()
    packages: set[str] = set()
    for module, names, modules in cast("list[tuple[bytes, bytes, bytes]]", _STATEMENT.findall(source)):
        words.update(_WORD.findall(names or modules))
        words.add(module.rpartition(b".")[2])
        level = len(module) - len(module.lstrip(b"."))
        if level:
            folder = file
            for _ in range(level):
                folder = dirname(folder)
            packages.add(folder.rpartition("/")[2])
    return frozenset(word.decode(errors="replace") for word in words) | packages
