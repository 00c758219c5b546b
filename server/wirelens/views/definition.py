"""Where a URL leads. Inside URL strings only: other servers own every other name."""

from dataclasses import dataclass

from wirelens.model.communication_map import Endpoint
from wirelens.model.snapshot import Snapshot
from wirelens.model.span import Location, Position, Span
from wirelens.views.relations import relations
from wirelens.views.wires import CallWire, EndpointWire


@dataclass(frozen=True, slots=True)
class Target:
    """The far end of a URL.

    `origin` is the URL as written, `location` the whole handler, `selection` its name within that.
    """

    origin: Span
    location: Location
    selection: Span


def definition(snapshot: Snapshot, file: str, position: Position) -> tuple[Target, ...]:
    """The handlers that the URL at a position leads to, or may lead to; for a route's path its handler, where that stands elsewhere."""
    known = relations(snapshot.map)
    for wire in known.wires(file).at(position):
        match wire:
            case CallWire(part="url", call=call):
                return _targets(wire.span, known.targets(call))
            case EndpointWire(part="route", endpoints=endpoints):
                return _targets(wire.span, tuple(endpoint for endpoint in endpoints if not _is_decorated(endpoint, file)))
            case _:
                continue
    return ()


def _is_decorated(endpoint: Endpoint, file: str) -> bool:
    """Whether a route is written on its own handler, so that there is nowhere to go."""
    if endpoint.external:
        return True
    declared = endpoint.declared.span.start
    return endpoint.location.file == file and endpoint.extent is not None and endpoint.extent.holds(declared)


def _targets(origin: Span, endpoints: tuple[Endpoint, ...]) -> tuple[Target, ...]:
    targets: dict[Location, Target] = {}
    for endpoint in endpoints:
        name = endpoint.location.span
        extent = endpoint.extent if endpoint.extent and endpoint.extent.start <= name.start and name.end <= endpoint.extent.end else name
        targets.setdefault(endpoint.location, Target(origin, Location(endpoint.location.file, extent), name))
    return tuple(targets.values())
