"""workspace/symbol: endpoints by method, path and handler.

Searched in a thread, since a large map takes its time to be indexed. Where another snapshot comes meanwhile, it is asked again.
"""

import asyncio

from lsprotocol import types

from wirelens.lsp.place import location_now
from wirelens.lsp.server import Server
from wirelens.views.symbols import workspace_symbols

_KIND = types.SymbolKind.Interface


def register(server: Server) -> None:
    """Adds the method."""
    session = server.session

    @server.feature(types.WORKSPACE_SYMBOL)
    async def answer(params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol] | None:
        while (snapshot := session.snapshot) is not None:
            found = await asyncio.to_thread(workspace_symbols, snapshot, params.query)
            if session.snapshot is snapshot:
                return [
                    types.WorkspaceSymbol(location_now(session, each.location), each.name, _KIND, container_name=each.container)
                    for each in found
                ]
        return None
