"""What someone else wrote (names, paths, URLs, answers), as it may stand in a sentence."""

import unicodedata

_JOINERS = "\u200c\u200d"
"""Invisible, but parts of Indic words and of emoji."""


def visible(text: str) -> str:
    """One line of `text` without what a reader cannot see: control characters, overrides of direction, lone surrogates."""
    line = " ".join(text.split())
    return "".join("\N{REPLACEMENT CHARACTER}" if is_hidden(character) else character for character in line)


def is_hidden(character: str) -> bool:
    """Whether a character changes what is seen without being seen."""
    return unicodedata.category(character) in ("Cc", "Cf", "Cs") and character not in _JOINERS
