"""What is made of a map once and kept for the latest maps."""

from collections import deque
from collections.abc import Callable
from typing import TypeVar

from wirelens.model.communication_map import CommunicationMap

_KEPT = 4

_Made = TypeVar("_Made")


def once_a_map(make: Callable[[CommunicationMap, _Made | None], _Made]) -> Callable[[CommunicationMap], _Made]:
    """A function that makes its result once for each map, at hand what was made last of another one.

    Maps are compared by identity: equal ones would cost as much to compare as to index.
    """
    recent: deque[tuple[CommunicationMap, _Made]] = deque(maxlen=_KEPT)

    def made(communication_map: CommunicationMap) -> _Made:
        for known, result in tuple(recent):
            if known is communication_map:
                return result
        result = make(communication_map, recent[-1][1] if recent else None)
        recent.append((communication_map, result))
        return result

    return made
