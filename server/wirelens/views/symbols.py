"""Every endpoint of the workspace by what people look for: its method, path or handler."""

from dataclasses import dataclass

from wirelens.model.snapshot import Snapshot
from wirelens.model.span import Location
from wirelens.views import names

MAX_SYMBOLS = 500
"""Nobody reads on; the client asks anew with each letter."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """An endpoint: `POST /api/ai/callback/ → receive_callback`, the service that it is in, and where its handler is.

    The handler is part of the name because editors search what they were given once more, by the name alone.
    """

    name: str
    container: str
    location: Location


def workspace_symbols(snapshot: Snapshot, query: str) -> tuple[Symbol, ...]:
    """The endpoints whose method, path, handler or service have all words of the query, at least letter by letter; the closest first."""
    words = query.casefold().split()
    found: list[tuple[int, Symbol]] = []
    for endpoint in snapshot.map.endpoints:
        name = f"{names.methods(endpoint)} {names.path(endpoint)} → {endpoint.handler}"
        rank = _rank(f"{name} {endpoint.service}".casefold(), words)
        if rank is not None:
            found.append((rank, Symbol(name, endpoint.service, endpoint.location)))
    found.sort(key=lambda row: (row[0], row[1].container, row[1].name))
    return tuple(symbol for _, symbol in found[:MAX_SYMBOLS])


def _rank(text: str, words: list[str]) -> int | None:
    """How many of the words are not there as they are written; None where one is not there even letter by letter."""
    scattered = [word for word in words if word not in text]
    return len(scattered) if all(_is_subsequence(word, text) for word in scattered) else None


def _is_subsequence(word: str, text: str) -> bool:
    letters = iter(text)
    return all(letter in letters for letter in word)
