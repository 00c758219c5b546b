"""What became of a map, small enough to send after every edit: of each of its sorted tuples, the one stretch that is different.

An element that linking did not touch is the same object in both maps. Where it was made anew and is as before, the old one stays.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace

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
    start = next(
        (index for index, (one, other) in enumerate(zip(before, after, strict=False)) if one is not other and one != other), shorter
    )
    if start == len(before) == len(after):
        return None
    kept = min(_alike(zip(reversed(before), reversed(after), strict=False), shorter), shorter - start)
    return Splice(start, len(before) - kept, after[start : len(after) - kept])


def _alike(pairs: Iterable[tuple[object, object]], most: int) -> int:
    """How many pairs are alike before the first that is not."""
    return next((index for index, (one, other) in enumerate(pairs) if one is not other and one != other), most)


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
