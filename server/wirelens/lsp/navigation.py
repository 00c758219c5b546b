"""textDocument/definition and textDocument/references."""

from lsprotocol import types

from wirelens.lsp.place import find_place, location_now, range_now
from wirelens.lsp.server import Server
from wirelens.model.span import Location
from wirelens.views.definition import definition
from wirelens.views.references import references

_SECONDS_TO_SETTLE = 2.0


def register(server: Server) -> None:
    """Adds the methods."""
    session = server.session

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    async def define(params: types.DefinitionParams) -> list[types.LocationLink] | list[types.Location] | None:
        place = await find_place(server, params.text_document.uri, params.position, _SECONDS_TO_SETTLE)
        if place is None:
            return None
        targets = definition(place.snapshot, place.key, place.position)
        if not server.client.links_definitions:
            return [location_now(session, Location(target.location.file, target.selection)) for target in targets]
        return [
            types.LocationLink(
                target_uri=session.files.uri(target.location.file),
                target_range=range_now(session, target.location),
                target_selection_range=range_now(session, Location(target.location.file, target.selection)),
                origin_selection_range=place.to_range(target.origin),
            )
            for target in targets
        ]

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    async def refer(params: types.ReferenceParams) -> list[types.Location] | None:
        place = await find_place(server, params.text_document.uri, params.position, _SECONDS_TO_SETTLE)
        if place is None:
            return None
        return [location_now(session, location) for location in references(place.snapshot, place.key, place.position)]
