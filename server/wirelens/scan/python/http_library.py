"""What sets one HTTP library apart from another."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Library:
    """An HTTP library with functions and client methods named after the verbs (`get`, `post`, …).

    `clients` are its client classes: asynchronous or not. `with_method` are the functions and methods that take the method first and the
    URL second. `base_url` is the keyword that gives a client the URL its requests start from, None where there is none.
    """

    name: str
    clients: Mapping[str, bool]
    with_method: frozenset[str]
    base_url: str | None = None
