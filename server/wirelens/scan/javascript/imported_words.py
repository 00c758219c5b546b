"""What a JavaScript file imports, by words alone: enough to know whether it may use a module, without parsing it."""

from posixpath import basename, dirname, join, normpath

import re2

_SPECIFIER = re2.compile(rb"""\b(?:from|import|require)\s*\(?\s*["'`]([^"'`\n]+)["'`]""")


def imported_words(file: str, source: bytes) -> frozenset[str]:
    """The last words of the modules that a file may import."""
    return frozenset(_last_word(file, specifier.decode(errors="replace")) for specifier in _SPECIFIER.findall(source))


def _last_word(file: str, specifier: str) -> str:
    path = normpath(join(dirname(file), specifier)) if specifier.startswith(".") else specifier
    stem = basename(path).partition(".")[0]
    return basename(dirname(path)) if stem == "index" else stem
