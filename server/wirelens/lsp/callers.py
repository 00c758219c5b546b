"""The commands behind code lenses: from a handler to what calls it, and to what its changes break."""

from collections.abc import Iterable

from lsprotocol import types

from wirelens.lsp.convert import to_position
from wirelens.lsp.documents import show_location
from wirelens.lsp.place import find_place, location_now
from wirelens.lsp.server import Server
from wirelens.model.message import message
from wirelens.model.span import Location, Position
from wirelens.views.broken_callers import broken_callers
from wirelens.views.references import references

_SECONDS_TO_SETTLE = 2.0


async def go_to_callers(server: Server, uri: str, position: Position) -> None:
    """Goes to the one caller, or lets the user choose among several."""
    place = await find_place(server, uri, to_position(position), _SECONDS_TO_SETTLE)
    await _go(server, () if place is None else references(place.snapshot, place.key, place.position))


async def go_to_broken_callers(server: Server, uri: str, position: Position) -> None:
    """The same for the callers that changes since HEAD break."""
    place = await find_place(server, uri, to_position(position), _SECONDS_TO_SETTLE)
    await _go(server, () if place is None else broken_callers(place.snapshot, place.key, place.position))


async def _go(server: Server, found: Iterable[Location]) -> None:
    # As they are before the question: by the time of the answer, lines of another snapshot would be meant.
    now = ((location.file, location_now(server.session, location)) for location in found)
    places = {f"{file}:{location.range.start.line + 1}": location for file, location in now}
    match list(places):
        case []:
            server.notice(message("server.no-callers"), "information")
        case [place]:
            await show_location(server, place, places[place])
        case several:
            question = server.text(message("server.choose-caller"))
            actions = [types.MessageActionItem(place) for place in several]
            params = types.ShowMessageRequestParams(types.MessageType.Info, question, actions)
            chosen = await server.window_show_message_request_async(params)
            if chosen is not None and chosen.title in places:
                await show_location(server, chosen.title, places[chosen.title])
