"""Which files are read, and in which grammar."""

import re
from functools import cache
from posixpath import splitext

import tree_sitter_javascript
import tree_sitter_typescript
from tree_sitter import Language, Parser, Point, Range, Tree

from wirelens.scan.javascript.script_blocks import Grammar, Script
from wirelens.scan.trees import Trees

LANGUAGES = {
    ".js": "javascript",
    ".mjs": "javascript",
    ".cjs": "javascript",
    ".jsx": "javascriptreact",
    ".ts": "typescript",
    ".mts": "typescript",
    ".cts": "typescript",
    ".tsx": "typescriptreact",
    ".vue": "vue",
    ".svelte": "svelte",
    ".html": "html",
    ".htm": "html",
    ".jinja": "html",
    ".jinja2": "html",
}
"""Language identifiers of LSP by the ending of the file's name."""

_LIBRARY_FOLDERS = frozenset({"vendor", "vendors", "third_party", "bower_components", "tinymce", "ckeditor", "ckeditor5", "pdfjs"})
_BANNER = re.compile(r"\s*/\*[*!]?.{0,1500}?\*/", re.DOTALL)
_VERSION = re.compile(r"\bv?\d+\.\d+\.\d+\b")
_LICENCE = re.compile(r"licen[sc]e|licensed|copyright|\(c\)", re.IGNORECASE)

MINIFIED_LINE = 5_000
MINIFIED_AVERAGE = 500
"""Characters. People write neither lines nor, on average, files like that; a bundler does."""


def language_of(file: str) -> str | None:
    """The language identifier of a file by its name, None where it is no JavaScript. Files of mere declarations (`.d.ts`) say nothing."""
    stem, suffix = splitext(file)
    return None if stem.endswith(".d") else LANGUAGES.get(suffix)


def is_library(file: str, text: str) -> bool:
    """Whether a file is somebody else's library that was copied into the project: by its folder, or by the banner that it begins with."""
    if not _LIBRARY_FOLDERS.isdisjoint(file.lower().split("/")[:-1]):
        return True
    banner = _BANNER.match(text)
    return banner is not None and _VERSION.search(banner[0]) is not None and _LICENCE.search(banner[0]) is not None


def is_minified(text: str) -> bool:
    """Whether a text was written by a bundler, not by people."""
    lines = text.count("\n") + text.count("\r") + 1
    return len(text) > lines * MINIFIED_AVERAGE and max(map(len, text.splitlines()), default=0) > MINIFIED_LINE


def parse(source: bytes, script: Script, file: str = "", trees: Trees | None = None) -> Tree | None:
    """The syntax tree of a script, with the places of the whole file; None where there is none. `trees` may hold the file's last one."""
    if script.ranges is None:
        parser = Parser(_language(script.grammar))
        return parser.parse(source) if trees is None else trees.parse(file, parser, source)
    ranges = [Range(_point(source, start), _point(source, end), start, end) for start, end in script.ranges if start < end]
    return Parser(_language(script.grammar), included_ranges=ranges).parse(script.filled or source) if ranges else None


def _point(source: bytes, offset: int) -> Point:
    line_start = source.rfind(b"\n", 0, offset) + 1
    return Point(source.count(b"\n", 0, offset), offset - line_start)


@cache
def _language(grammar: Grammar) -> Language:
    match grammar:
        case "javascript":
            return Language(tree_sitter_javascript.language())
        case "typescript":
            return Language(tree_sitter_typescript.language_typescript())
        case "tsx":
            return Language(tree_sitter_typescript.language_tsx())
