"""How lines of a commit message are laid out: the 50/72 convention of git's own documentation (git-commit(1), "Discussion")."""

import unicodedata
from collections.abc import Iterator

SUBJECT_LENGTH = 71
"""Characters that a subject may have at most."""

LINE_WIDTH = 72
"""Columns of a body's line; East Asian letters take two."""


def fitting(candidates: tuple[str, ...]) -> str:
    """The first that is short enough to be a subject, or the last one cut at a word."""
    for candidate in candidates:
        if len(candidate) <= SUBJECT_LENGTH:
            return candidate
    cut = candidates[-1][: SUBJECT_LENGTH - 1]
    return f"{cut.rpartition(' ')[0] or cut[:-1]}…"


def bullet(text: str, indent: str = "") -> str:
    """An item of a list, wrapped. What is longer than a line by itself stays whole: paths must stay readable by machines."""
    return "\n".join(_wrapped(text, f"{indent}- ", f"{indent}  "))


def _wrapped(text: str, first: str, rest: str) -> Iterator[str]:
    line = first
    is_empty = True
    for word in text.split(" "):
        if not is_empty and _width(f"{line} {word}") > LINE_WIDTH:
            yield line
            line, is_empty = rest, True
        line = line + word if is_empty else f"{line} {word}"
        is_empty = False
    yield line


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
