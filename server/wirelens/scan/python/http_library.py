"""What sets one HTTP library apart from another."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Library:
    """An HTTP library with functions and client methods named after the verbs (`get`, `post`, …).

    `clients` are its client classes: asynchronous or not. `with_method` are the functions and methods that take the method first and the
    URL second. `sockets` are client methods that open a WebSocket at their first argument. `base_url` is the keyword that gives a client
    the URL its requests start from, None where there is none; `base_url_index` is its place where it may stand without the keyword.
    `schemes`: client classes that are given a host and a port instead, and how their URLs begin. `in_process` are the keywords of a
    client that calls an application in its own process, over no network.
    """

    name: str
    clients: Mapping[str, bool]
    with_method: frozenset[str]
    base_url: str | None = None
    base_url_index: int | None = None
    sockets: frozenset[str] = frozenset()
    schemes: Mapping[str, str] = field(default_factory=dict[str, str])
    in_process: frozenset[str] = frozenset()
