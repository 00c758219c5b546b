"""What of a map is in one file."""

from collections.abc import Iterable
from dataclasses import dataclass

from wirelens.model.communication_map import Channel, ChannelEnd, Endpoint, Inclusion, OutgoingCall
from wirelens.views.relations import BACKGROUND_TASK, Relations


@dataclass(frozen=True, slots=True)
class FileContents:
    """The wires of one file, by what the file is to them.

    `routes` are written here and handled elsewhere. `calls` are all requests of the file; `own_calls` are those that are not already
    part of what a handler or a task of this same file sends. `stores` are the classes here that handlers keep data in.
    `tasks` are background tasks, `received` is all else that comes through channels; `sent` is what goes into them and no flow tells of.
    `handed_over` are the channels into which something goes that is not sent while a request is handled.
    """

    endpoints: tuple[Endpoint, ...]
    routes: tuple[Endpoint, ...]
    tasks: tuple[tuple[Channel, ChannelEnd], ...]
    received: tuple[tuple[Channel, ChannelEnd], ...]
    sent: tuple[tuple[Channel, ChannelEnd], ...]
    handed_over: tuple[Channel, ...]
    calls: tuple[OutgoingCall, ...]
    own_calls: tuple[OutgoingCall, ...]
    stores: tuple[str, ...]
    inclusions: tuple[Inclusion, ...] = ()
    """The routes of other files that are put below a prefix here."""


def file_contents(relations: Relations, file: str) -> FileContents:
    """The wires of a file, in the order of its lines."""
    known = relations.indexes
    here = known.endpoints_of_file.get(file, ())
    endpoints = [endpoint for endpoint in here if endpoint.location.file == file and not endpoint.external]
    routes = [endpoint for endpoint in here if endpoint.declared.file == file and (endpoint.external or endpoint.location.file != file)]
    channels = known.channels_of_file.get(file, ())
    consumed = [(channel, end) for channel in channels for end in channel.consumers if end.location.file == file]
    produced = [
        (channel, end) for channel in channels if channel.kind != BACKGROUND_TASK for end in channel.producers if end.location.file == file
    ]
    flows = [flow for flow in relations.map.flows if flow.function.location.file == file]
    told = {(step.channel, step.function) for flow in flows for step in flow.steps}
    handlers = {endpoint.location for endpoint in endpoints}
    answering = {(step.channel, step.function) for flow in flows if flow.function.location in handlers for step in flow.steps}
    calls = sorted((relations.calls[call.id] for call in known.calls_of_file.get(file, ())), key=lambda call: call.location)
    stores = {
        access.definition: access.store
        for endpoint in relations.map.endpoints
        for access in endpoint.stores
        if access.definition is not None and access.definition.file == file
    }
    return FileContents(
        endpoints=tuple(sorted(endpoints, key=lambda endpoint: (endpoint.location, endpoint.id))),
        routes=tuple(sorted(routes, key=lambda endpoint: (endpoint.declared, endpoint.id))),
        inclusions=tuple(relations.inclusions(file)),
        tasks=_in_order(each for each in consumed if each[0].kind == BACKGROUND_TASK),
        received=_in_order(each for each in consumed if each[0].kind != BACKGROUND_TASK),
        sent=_in_order(each for each in produced if _step(*each) not in told),
        handed_over=tuple({_step(*each): each[0] for each in produced if _step(*each) not in answering}.values()),
        calls=tuple(calls),
        own_calls=tuple(call for call in calls if not _is_told_by_a_flow(relations, call)),
        stores=tuple(name for _, name in sorted(stores.items())),
    )


def _step(channel: Channel, end: ChannelEnd) -> tuple[str, str]:
    return f"{channel.kind} {channel.name}", end.function


def _in_order(ends: Iterable[tuple[Channel, ChannelEnd]]) -> tuple[tuple[Channel, ChannelEnd], ...]:
    return tuple(sorted(ends, key=lambda each: (each[1].location, each[0].name)))


def _is_told_by_a_flow(relations: Relations, call: OutgoingCall) -> bool:
    return any(origin.flow.function.location.file == call.location.file for origin in relations.origins(call))
