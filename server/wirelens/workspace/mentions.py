"""Unread files that may use what linking looks for: they import a module of that name, and have one of the words."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

import re2

from wirelens.link.wanting import Mention
from wirelens.scan.scanner import module_word


def candidates(mentions: Iterable[Mention], unread: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """The files whose texts are worth a look, each with the words to look for (see `has_word`).

    Args:
        mentions: what linking looks for.
        unread: the words of the modules that each unread file imports.
    """
    words: dict[str, set[str]] = {}
    for mention in mentions:
        words.setdefault(module_word(mention.module), set()).update(mention.names or ("",))
    if not words:
        return {}
    importing = ((key, imports) for key, imports in unread.items() if not imports.isdisjoint(words))
    found = {key: frozenset[str]().union(*(words[word] for word in imports & words.keys())) for key, imports in importing}
    return {key: names for key, names in found.items() if names}


def has_word(content: bytes, names: frozenset[str]) -> bool:
    """Whether one of the words is in a text; "" is in any."""
    return "" in names or _words(names).search(content) is not None


@lru_cache
def _words(words: frozenset[str]) -> "re2.Pattern[bytes]":
    # Who passes on all of a module's names need not have any of them.
    return re2.compile(rf"\b(?:{'|'.join(map(re2.escape, sorted(words)))})\b|\bexport\s*\*".encode())
