"""textDocument/prepareCallHierarchy, callHierarchy/incomingCalls and callHierarchy/outgoingCalls.

What functions do is indexed when it is first asked of a map: in a thread, since that takes its time for a large one. Where another
snapshot comes meanwhile, its lines are others: it is asked again.
"""

import asyncio
from collections.abc import Callable

from lsprotocol import types

from wirelens.lsp.place import find_place, range_now, span_then
from wirelens.lsp.server import Server
from wirelens.model.snapshot import Snapshot
from wirelens.model.span import Location, Span
from wirelens.views.call_hierarchy import HierarchyCall, HierarchyItem, incoming, outgoing, prepare

_SECONDS_TO_SETTLE = 2.0
_KINDS = {"function": types.SymbolKind.Function, "method": types.SymbolKind.Method, "file": types.SymbolKind.File}


def register(server: Server) -> None:
    """Adds the methods."""
    session = server.session

    @server.feature(types.TEXT_DOCUMENT_PREPARE_CALL_HIERARCHY)
    async def begin(params: types.CallHierarchyPrepareParams) -> list[types.CallHierarchyItem] | None:
        while True:
            place = await find_place(server, params.text_document.uri, params.position, _SECONDS_TO_SETTLE)
            if place is None:
                return None
            items = await asyncio.to_thread(prepare, place.snapshot, place.key, place.position)
            if session.snapshot is place.snapshot:
                return [_item(server, item) for item in items] or None

    @server.feature(types.CALL_HIERARCHY_INCOMING_CALLS)
    async def callers(params: types.CallHierarchyIncomingCallsParams) -> list[types.CallHierarchyIncomingCall] | None:
        asked = await _asked(server, params.item, incoming)
        return asked and [
            types.CallHierarchyIncomingCall(_item(server, call.item), _ranges(server, call.item.location.file, call.spans))
            for call in asked[1]
        ]

    @server.feature(types.CALL_HIERARCHY_OUTGOING_CALLS)
    async def callees(params: types.CallHierarchyOutgoingCallsParams) -> list[types.CallHierarchyOutgoingCall] | None:
        asked = await _asked(server, params.item, outgoing)
        return asked and [
            types.CallHierarchyOutgoingCall(_item(server, call.item), _ranges(server, asked[0], call.spans)) for call in asked[1]
        ]


async def _asked(
    server: Server, item: types.CallHierarchyItem, view: Callable[[Snapshot, str, Location], tuple[HierarchyCall, ...]]
) -> tuple[str, tuple[HierarchyCall, ...]] | None:
    """The file of an item, and what the view says of it; None where the item is nowhere."""
    session = server.session
    while True:
        snapshot, location = session.snapshot, _location(server, item)
        if location is None or snapshot is None:
            return None
        calls = await asyncio.to_thread(view, snapshot, item.name, location)
        if session.snapshot is snapshot:
            return location.file, calls


def _item(server: Server, item: HierarchyItem) -> types.CallHierarchyItem:
    session = server.session
    return types.CallHierarchyItem(
        name=item.name,
        kind=_KINDS[item.kind],
        uri=session.files.uri(item.location.file),
        range=range_now(session, Location(item.location.file, item.extent)),
        selection_range=range_now(session, item.location),
        detail=item.detail,
    )


def _ranges(server: Server, file: str, spans: tuple[Span, ...]) -> list[types.Range]:
    return [range_now(server.session, Location(file, span)) for span in spans]


def _location(server: Server, item: types.CallHierarchyItem) -> Location | None:
    """Where the item's name is in the snapshot; the client sends the item back as it was."""
    key = server.session.files.key(item.uri)
    return None if key is None else Location(key, span_then(server.session, item.uri, item.selection_range))
