"""Every endpoint of the workspace by what people look for: its method, path or handler."""

import re
from dataclasses import dataclass

from wirelens.model.communication_map import CommunicationMap
from wirelens.model.snapshot import Snapshot
from wirelens.model.span import Location
from wirelens.views import names
from wirelens.views.once_a_map import once_a_map

MAX_SYMBOLS = 200
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
    scattered = {word: re.compile(".*".join(map(re.escape, word))) for word in words}
    whole: list[Symbol] = []
    loose: list[Symbol] = []
    for text, symbol in _searched(snapshot.map):
        missing = [word for word in words if word not in text]
        if not missing:
            whole.append(symbol)
        elif all(scattered[word].search(text) for word in missing):
            loose.append(symbol)
    return tuple((whole + loose)[:MAX_SYMBOLS])


@once_a_map
def _searched(communication_map: CommunicationMap, _: object) -> tuple[tuple[str, Symbol], ...]:
    """Every endpoint with the text that is searched, by service and name."""
    rows: list[tuple[str, Symbol]] = []
    for endpoint in communication_map.endpoints:
        name = f"{names.methods(endpoint)} {names.path(endpoint)} → {endpoint.handler}"
        rows.append((f"{name} {endpoint.service}".casefold(), Symbol(name, endpoint.service, endpoint.location)))
    return tuple(sorted(rows, key=lambda row: (row[1].container, row[1].name)))
