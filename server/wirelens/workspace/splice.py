"""What became of a map, small enough to send after every edit: of each of its sorted tuples, the one stretch that is different.

An element that linking did not touch is the same object in both maps, so that nothing is compared but identities.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from operator import is_

from wirelens.model.communication_map import CommunicationMap, Coverage

_TUPLES = tuple(field.name for field in fields(CommunicationMap) if field.name != "coverage")


@dataclass(frozen=True, slots=True)
class Splice:
    """`items` stand in the place of what was from `start` up to, not including, `stop`."""

    start: int
    stop: int
    items: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class MapChange:
    """What to put into a map, by the names of its tuples."""

    splices: Mapping[str, Splice]
    coverage: Coverage


def splice(before: tuple[object, ...], after: tuple[object, ...]) -> Splice | None:
    """The stretch that is different, None where all is the same."""
    if before is after:
        return None
    shorter = min(len(before), len(after))
    start = next((index for index, is_same in enumerate(map(is_, before, after)) if not is_same), shorter)
    if start == len(before) == len(after):
        return None
    ends = enumerate(map(is_, reversed(before), reversed(after)))
    kept = min(next((index for index, is_same in ends if not is_same), shorter), shorter - start)
    return Splice(start, len(before) - kept, after[start : len(after) - kept])


def spliced(before: tuple[object, ...], change: Splice) -> tuple[object, ...]:
    """What the tuple became."""
    return (*before[: change.start], *change.items, *before[change.stop :])


def changes(before: CommunicationMap, after: CommunicationMap) -> MapChange | None:
    """What became of a map, None where it is the same."""
    found = {name: change for name in _TUPLES if (change := splice(getattr(before, name), getattr(after, name))) is not None}
    return MapChange(found, after.coverage) if found or before.coverage != after.coverage else None


def applied(before: CommunicationMap, change: MapChange) -> CommunicationMap:
    """The map that a change leads to; `before` is the map that it was made from, or one equal to it."""
    tuples = {name: spliced(getattr(before, name), each) for name, each in change.splices.items()}
    return replace(before, **tuples, coverage=change.coverage)  # pyright: ignore[reportArgumentType] - of the type that the tuple had
