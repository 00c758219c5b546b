"""A place that the client asks about, in the snapshot that there is."""

from dataclasses import dataclass

from lsprotocol import types

from wirelens.lsp.convert import from_position, to_range
from wirelens.lsp.server import Server
from wirelens.model.snapshot import Snapshot
from wirelens.model.span import Position, Span
from wirelens.workspace.drift import NO_DRIFT, Drift


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
    key = session.key(uri)
    asked = from_position(position)
    if key is None or session.snapshot is None:
        return None
    snapshot, drift = session.snapshot, session.drift(uri)
    if drift is None or drift.to_older(asked) is None:
        snapshot = await session.settled(uri, seconds_to_settle)
        drift = session.drift(uri) or NO_DRIFT
    older = drift.to_older(asked)
    return None if snapshot is None or older is None else Place(snapshot, key, older, drift)
