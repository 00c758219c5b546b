"""textDocument/hover."""

from dataclasses import replace

from lsprotocol import types

from wirelens.lsp.place import find_place
from wirelens.lsp.server import Server
from wirelens.views.hover import hover, hover_text
from wirelens.views.hover_history import handler_extent

_SECONDS_TO_SETTLE = 0.5
_SECONDS_FOR_GIT = 0.05
"""Nobody waits for git: what comes later is there at the next hover."""


def register(server: Server) -> None:
    """Adds the method."""

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def answer(params: types.HoverParams) -> types.Hover | None:
        place = await find_place(server, params.text_document.uri, params.position, _SECONDS_TO_SETTLE)
        if place is None:
            return None
        # What was not held against the code since it changed is not shown as if it had been.
        snapshot = place.snapshot if server.session.has_checked_explanations else replace(place.snapshot, explanations={})
        extent = handler_extent(snapshot, place.key, place.position)
        if extent is not None:
            session = server.session
            histories = await session.histories.within(_SECONDS_FOR_GIT, extent, session.text_of())
            snapshot = replace(snapshot, histories=histories)
        found = hover(snapshot, place.key, place.position)
        if found is None:
            return None
        if server.client.reads_markdown:
            content = types.MarkupContent(types.MarkupKind.Markdown, found.markdown)
        else:
            content = types.MarkupContent(types.MarkupKind.PlainText, hover_text(snapshot, place.key, place.position) or "")
        return types.Hover(content, place.to_range(found.span))
