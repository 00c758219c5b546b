"""workspace/symbol: endpoints by method, path and handler. Searched in a thread, since a large map takes its time to be indexed."""

import asyncio

from lsprotocol import types

from wirelens.lsp.convert import to_location
from wirelens.lsp.server import Server
from wirelens.views.symbols import workspace_symbols

_KIND = types.SymbolKind.Interface


def register(server: Server) -> None:
    """Adds the method."""
    session = server.session

    @server.feature(types.WORKSPACE_SYMBOL)
    async def answer(params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol] | None:
        if session.snapshot is None:
            return None
        found = await asyncio.to_thread(workspace_symbols, session.snapshot, params.query)
        return [
            types.WorkspaceSymbol(to_location(session, each.location), each.name, _KIND, container_name=each.container) for each in found
        ]
