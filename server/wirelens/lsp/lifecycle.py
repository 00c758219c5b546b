"""initialize, initialized, shutdown."""

from collections.abc import Awaitable

from lsprotocol import types

from wirelens.lsp import configuration
from wirelens.lsp.client import ClientFeatures
from wirelens.lsp.parent import parent_ended
from wirelens.lsp.registration import register_capability
from wirelens.lsp.server import Server
from wirelens.workspace.language import terminal_locale

_WATCHED = ("**/*", "**/.git/HEAD", "**/.git/index")
"""Any file may begin or cease to matter; git's own two tell of commits and switched branches."""


def register(server: Server) -> None:
    """Adds the methods."""

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        server.client = ClientFeatures.of(params.capabilities)
        server.options = configuration.Options.of(params.initialization_options)
        if params.process_id is not None:  # first: who is gone by the time it is looked for was never there
            server.start(_end_with(server, parent_ended(params.process_id)))
        server.session.begin(_folders(params), locale=params.locale or terminal_locale(), is_trusted=server.options.is_trusted)

    @server.feature(types.INITIALIZED)
    async def initialized(_params: types.InitializedParams) -> None:
        await configuration.begin(server, server.options)
        if server.client.watches_files:
            watchers = [types.FileSystemWatcher(glob_pattern=pattern) for pattern in _WATCHED]
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
            await register_capability(server, types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)

    @server.feature(types.SHUTDOWN)
    async def shutdown(_params: None) -> None:
        await server.end()


def _folders(params: types.InitializeParams) -> list[str]:
    if params.workspace_folders is not None:
        return [folder.uri for folder in params.workspace_folders]
    if params.root_uri is not None:
        return [params.root_uri]
    return []


async def _end_with(server: Server, parent: Awaitable[None]) -> None:
    await parent
    server.protocol.end()
