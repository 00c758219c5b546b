"""Which commit last changed the handler under the cursor."""

from wirelens.messages import render
from wirelens.model.git_state import SHORT_NAME
from wirelens.model.message import message
from wirelens.model.snapshot import Snapshot
from wirelens.model.span import Location, Position
from wirelens.views.phrases import Phrases
from wirelens.views.relations import relations
from wirelens.views.wires import EndpointWire, Wire

LONGEST_SUBJECT = 72


def handler_extent(snapshot: Snapshot, file: str, position: Position) -> Location | None:
    """All of the handler whose name or route is at a position; None where there is none in the workspace."""
    wire = relations(snapshot.map).wire_at(file, position)
    return None if wire is None else _extent(wire)


def describe_history(phrases: Phrases, wire: Wire) -> str | None:
    """A line for a hover, None where nothing is known."""
    extent = _extent(wire)
    history = None if extent is None else phrases.snapshot.histories.get(extent)
    if history is None:
        return None
    if history.last is None:
        return render(message("git.hover.new"), phrases.snapshot.language)
    last, style = history.last, phrases.style
    subject = last.subject if len(last.subject) <= LONGEST_SUBJECT else last.subject[: LONGEST_SUBJECT - 1] + "…"
    key = "git.hover.edited" if history.is_edited else "git.hover.last"
    named = {"commit": style.code(last.id[:SHORT_NAME]), "author": style.plain(last.author), "subject": style.plain(subject)}
    return render(message(key, date=last.date, **named), phrases.snapshot.language)


def _extent(wire: Wire) -> Location | None:
    if not isinstance(wire, EndpointWire):
        return None
    endpoint = wire.endpoints[0]
    return None if endpoint.external or endpoint.extent is None else Location(endpoint.location.file, endpoint.extent)
