"""What can be done at a place: certain fixes of findings, and whether there is a wire to explain."""

from dataclasses import dataclass

from wirelens.messages import render
from wirelens.model.narrative import Scope
from wirelens.model.snapshot import Snapshot
from wirelens.model.span import Location, Position, Span
from wirelens.views.diagnostics import Diagnostic, diagnostic
from wirelens.views.relations import relations
from wirelens.views.surroundings import surroundings
from wirelens.views.wires import CallWire, EndpointWire


@dataclass(frozen=True, slots=True)
class QuickFix:
    """An edit that certainly mends a finding: `location` becomes `new_text`."""

    title: str
    finding: Diagnostic
    location: Location
    new_text: str


def quick_fixes(snapshot: Snapshot, file: str, span: Span) -> tuple[QuickFix, ...]:
    """The fixes of every finding that touches a range, computed from our own findings: not every client sends them back whole."""
    return tuple(
        QuickFix(render(fix.title, snapshot.language), diagnostic(finding, snapshot.language), fix.location, fix.new_text)
        for finding in snapshot.findings
        if finding.location.file == file and finding.location.span.touches(span)
        for fix in finding.fixes
    )


def on_wire(snapshot: Snapshot, file: str, span: Span) -> bool:
    """Whether a range touches a route, a handler, a call or a hand-over."""
    return relations(snapshot.map).wires(file).touching(span)


def scopes_at(snapshot: Snapshot, file: str, position: Position) -> tuple[Scope, ...]:
    """What can be explained at a position, the smallest first: the function around it, the endpoint, the flow that it is part of.

    On a route whose handler is elsewhere the endpoint is that handler. A flow has at least one step from a function to another.
    """
    known = relations(snapshot.map)
    place = known.functions.around(Location(file, Span(position, position)))
    around = known.functions.by_location.get(place)
    wire = known.wire_at(file, position)
    if isinstance(wire, EndpointWire) and not all(endpoint.external for endpoint in wire.endpoints):
        endpoint = next(endpoint for endpoint in wire.endpoints if not endpoint.external)
        handler, is_endpoint = (endpoint.location.file, endpoint.handler), True
    elif around is not None:
        handler, is_endpoint = (file, around.name), place in known.handled and not isinstance(wire, CallWire)
    else:
        return ()
    own = [] if around is None else [Scope("function", file, around.name)]
    endpoints = [Scope("endpoint", *handler)] if is_endpoint else []
    flow = Scope("flow", *handler)
    return (*own, *endpoints, *([flow] if len(surroundings(snapshot, flow) or ()) > 1 else []))
