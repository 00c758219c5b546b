"""Commands on the request at a place: as curl, and on the page on which its server documents itself."""

from lsprotocol import types

from wirelens.lsp.convert import to_position
from wirelens.lsp.documents import show_page
from wirelens.lsp.place import find_place
from wirelens.lsp.server import Server
from wirelens.model.message import message
from wirelens.model.span import Position
from wirelens.views.curl import curl, docs_url

_SECONDS_TO_SETTLE = 2.0


async def copy_as_curl(server: Server, uri: str, position: Position) -> str | None:
    """Answers the command; a client that has no clipboard for it shows it to the user."""
    place = await find_place(server, uri, to_position(position), _SECONDS_TO_SETTLE)
    found = None if place is None else curl(place.snapshot, place.key, place.position)
    if found is None:
        server.notice(message("editor.curl.none"), "information")
        return None
    if not server.options.copies_text:
        server.window_show_message(types.ShowMessageParams(types.MessageType.Info, found.command))
    if found.guessed_port is not None:
        server.notice(message("editor.curl.guessed-port", port=found.guessed_port), "information")
    return found.command


async def open_docs(server: Server, uri: str, position: Position) -> None:
    """Has the editor open the page in a browser, or says where it is."""
    if not server.session.is_trusted:
        server.notice(message("editor.docs.untrusted"), "warning")
        return
    place = await find_place(server, uri, to_position(position), _SECONDS_TO_SETTLE)
    url = None if place is None else docs_url(place.snapshot, place.key, place.position)
    if url is None:
        server.notice(message("editor.docs.none"), "information")
    else:
        await show_page(server, url)
