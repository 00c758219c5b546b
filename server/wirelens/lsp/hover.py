"""textDocument/hover."""

from lsprotocol import types

from wirelens.lsp.convert import from_position, to_range
from wirelens.lsp.server import Server
from wirelens.views.hover import hover, hover_text

_SECONDS_TO_SETTLE = 0.3


def register(server: Server) -> None:
    """Adds the method."""

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def answer(params: types.HoverParams) -> types.Hover | None:
        uri = params.text_document.uri
        key = server.session.key(uri)
        if key is None or server.session.snapshot is None:
            return None
        snapshot = await server.session.settled(uri, _SECONDS_TO_SETTLE)
        if snapshot is None:
            return None
        position = from_position(params.position)
        found = hover(snapshot, key, position)
        if found is None:
            return None
        if server.client.reads_markdown:
            content = types.MarkupContent(types.MarkupKind.Markdown, found.markdown)
        else:
            content = types.MarkupContent(types.MarkupKind.PlainText, hover_text(snapshot, key, position) or "")
        return types.Hover(content, to_range(found.span))
