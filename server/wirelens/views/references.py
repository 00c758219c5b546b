"""From a handler or its route to the calls that lead there."""

from wirelens.model.snapshot import Snapshot
from wirelens.model.span import Location, Position
from wirelens.views.relations import relations
from wirelens.views.wires import EndpointWire


def references(snapshot: Snapshot, file: str, position: Position) -> tuple[Location, ...]:
    """The URLs of all calls that lead to the endpoint at a position."""
    known = relations(snapshot.map)
    wire = known.wire_at(file, position)
    if not isinstance(wire, EndpointWire):
        return ()
    return tuple(Location(call.location.file, call.url_span) for call in known.callers(wire.endpoints))
