"""textDocument/documentLink."""

from lsprotocol import types

from wirelens.lsp.convert import to_range
from wirelens.lsp.server import Server
from wirelens.model.span import Location
from wirelens.views.document_links import document_links

_SECONDS_TO_SETTLE = 2.0


def register(server: Server) -> None:
    """Adds the method, for clients that show links."""
    session = server.session

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_LINK)
    async def answer(params: types.DocumentLinkParams) -> list[types.DocumentLink] | None:
        uri = params.text_document.uri
        key = session.files.key(uri)
        snapshot = await session.settled(uri, _SECONDS_TO_SETTLE)
        if key is None or snapshot is None:
            return None
        return [
            types.DocumentLink(
                to_range(link.span), _target(server, link.target), tooltip=link.tooltip if server.client.shows_link_tooltips else None
            )
            for link in document_links(snapshot, key)
        ]

    def adjust(capabilities: types.ServerCapabilities) -> None:
        if not server.client.shows_document_links:
            capabilities.document_link_provider = None

    server.protocol.adjustments.append(adjust)


def _target(server: Server, location: Location) -> str:
    """A file's URI with the line and column in its fragment, as VS Code reads it; other editors open the file."""
    return f"{server.session.files.uri(location.file)}#L{location.line},{location.column}"
