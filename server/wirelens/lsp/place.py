"""A place that the client asks about, in the snapshot that there is."""

from dataclasses import dataclass

from lsprotocol import types

from wirelens.lsp.convert import from_position, from_range, to_range
from wirelens.lsp.server import Server
from wirelens.model.snapshot import Snapshot
from wirelens.model.span import Location, Position, Span
from wirelens.workspace.drift import NO_DRIFT, Drift
from wirelens.workspace.session import Session


@dataclass(frozen=True, slots=True)
class Place:
    """`position` is the place as the snapshot has it; `drift` leads from there to the document as it is now."""

    snapshot: Snapshot
    key: str
    position: Position
    drift: Drift

    def to_range(self, span: Span) -> types.Range:
        """A range of the file, in the document as it is now."""
        return to_range(self.drift.to_newer(span))


async def find_place(server: Server, uri: str, position: types.Position, seconds_to_settle: float) -> Place | None:
    """The place, None where nothing is known of it.

    Lines that were not changed since the snapshot are answered at once; for the others the analysis may take
    `seconds_to_settle`.
    """
    session = server.session
    key = session.files.key(uri)
    asked = from_position(position)
    if key is None or session.snapshot is None:
        return None
    snapshot, drift = session.snapshot, session.drift(uri)
    if drift is None or drift.to_older(asked) is None:
        snapshot = await session.settled(uri, seconds_to_settle)
        drift = session.drift(uri) or NO_DRIFT
    older = drift.to_older(asked)
    return None if snapshot is None or older is None else Place(snapshot, key, older, drift)


def range_now(session: Session, location: Location) -> types.Range:
    """A place of the snapshot, in its document as it is now."""
    drift = session.drift(session.files.uri(location.file)) or NO_DRIFT
    return to_range(drift.to_newer(location.span))


def location_now(session: Session, location: Location) -> types.Location:
    """The same with the document."""
    return types.Location(session.files.uri(location.file), range_now(session, location))


def span_then(session: Session, uri: str, text_range: types.Range) -> Span:
    """A range of a document as it is now, where the snapshot has it; as it is where its lines were changed since."""
    drift = session.drift(uri) or NO_DRIFT
    start, end = (drift.to_older(from_position(position)) for position in (text_range.start, text_range.end))
    return from_range(text_range) if start is None or end is None else Span(start, end)
