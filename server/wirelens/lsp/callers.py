"""The command behind a code lens: from a handler to what calls it."""

from lsprotocol import types

from wirelens.lsp.documents import show_location
from wirelens.lsp.server import Server
from wirelens.model.message import message
from wirelens.model.span import Position
from wirelens.views.references import references

_SECONDS_TO_SETTLE = 2.0


async def go_to_callers(server: Server, uri: str, position: Position) -> None:
    """Goes to the one caller, or lets the user choose among several."""
    key = server.session.key(uri)
    snapshot = await server.session.settled(uri, _SECONDS_TO_SETTLE)
    found = () if key is None or snapshot is None else references(snapshot, key, position)
    places = {f"{location.file}:{location.line}": location for location in found}
    match list(places):
        case []:
            server.notice(message("server.no-callers"), "information")
        case [place]:
            await show_location(server, places[place])
        case several:
            question = server.text(message("server.choose-caller"))
            actions = [types.MessageActionItem(place) for place in several]
            params = types.ShowMessageRequestParams(types.MessageType.Info, question, actions)
            chosen = await server.window_show_message_request_async(params)
            if chosen is not None and chosen.title in places:
                await show_location(server, places[chosen.title])
