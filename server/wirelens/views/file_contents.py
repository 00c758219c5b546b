"""What of a map is in one file."""

from dataclasses import dataclass

from wirelens.model.communication_map import ChannelEnd, Endpoint, OutgoingCall
from wirelens.views.relations import BACKGROUND_TASK, Relations


@dataclass(frozen=True, slots=True)
class FileContents:
    """The wires of one file, by what the file is to them.

    `routes` are written here and handled elsewhere. `calls` are all requests of the file; `own_calls` are those that are not already
    part of what a handler or a task of this same file sends. `stores` are the classes here that handlers keep data in.
    """

    endpoints: tuple[Endpoint, ...]
    routes: tuple[Endpoint, ...]
    tasks: tuple[tuple[str, ChannelEnd], ...]
    calls: tuple[OutgoingCall, ...]
    own_calls: tuple[OutgoingCall, ...]
    stores: tuple[str, ...]


def file_contents(relations: Relations, file: str) -> FileContents:
    """The wires of a file, in the order of its lines."""
    endpoints = [endpoint for endpoint in relations.map.endpoints if endpoint.location.file == file and not endpoint.external]
    routes = [
        endpoint
        for endpoint in relations.map.endpoints
        if endpoint.declared.file == file and (endpoint.external or endpoint.location.file != file)
    ]
    tasks = [
        (channel.name, end)
        for channel in relations.map.channels
        if channel.kind == BACKGROUND_TASK
        for end in channel.consumers
        if end.location.file == file
    ]
    calls = sorted((call for call in relations.map.calls if call.location.file == file), key=lambda call: call.location)
    stores = {
        access.definition: access.store
        for endpoint in relations.map.endpoints
        for access in endpoint.stores
        if access.definition is not None and access.definition.file == file
    }
    return FileContents(
        endpoints=tuple(sorted(endpoints, key=lambda endpoint: (endpoint.location, endpoint.id))),
        routes=tuple(sorted(routes, key=lambda endpoint: (endpoint.declared, endpoint.id))),
        tasks=tuple(sorted(tasks, key=lambda task: task[1].location)),
        calls=tuple(calls),
        own_calls=tuple(call for call in calls if not _is_told_by_a_flow(relations, call)),
        stores=tuple(name for _, name in sorted(stores.items())),
    )


def _is_told_by_a_flow(relations: Relations, call: OutgoingCall) -> bool:
    return any(origin.flow.function.location.file == call.location.file for origin in relations.origins(call))
