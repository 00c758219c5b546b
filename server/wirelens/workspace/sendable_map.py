"""A moment of the workspace as if some files were not in it: what the map knows from files that are never sent is not sent either."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from wirelens.model.communication_map import ChannelEnd, CommunicationMap, Endpoint, Flow, OutgoingCall, Service
from wirelens.model.snapshot import Snapshot
from wirelens.model.span import Location
from wirelens.workspace.sendable import Sendable


def sendable_part(snapshot: Snapshot, sendable: Sendable) -> Snapshot:
    """The snapshot without what is known from files that are not sent; the same one where that is nothing. Blocks."""
    files = _files_in(snapshot.map)
    refused = files - sendable.among(files)
    return without_files(snapshot, refused) if refused else snapshot


def _files_in(known: CommunicationMap) -> frozenset[str]:
    """The files that the map has something of."""
    return frozenset(location.file for location in _locations(known) if location is not None)


def without_files(snapshot: Snapshot, refused: Collection[str]) -> Snapshot:
    """The snapshot without what stands in the refused files.

    A call that leads to one of them leads nowhere known. A URL that is put together from several files stays as the calling file has it.
    """
    return replace(
        snapshot,
        map=_map_without(snapshot.map, refused),
        findings=tuple(
            finding
            for finding in snapshot.findings
            if finding.location.file not in refused and not any(related.location.file in refused for related in finding.related)
        ),
        files={file: summary for file, summary in snapshot.files.items() if file not in refused},
    )


def _map_without(known: CommunicationMap, refused: Collection[str]) -> CommunicationMap:
    def stays(*locations: Location | None) -> bool:
        return not any(location is not None and location.file in refused for location in locations)

    def service(each: Service) -> Service:
        return each if stays(each.application) else replace(each, application=None)

    def endpoint(each: Endpoint) -> Endpoint:
        stores = tuple(
            access if stays(access.definition) else replace(access, definition=None) for access in each.stores if stays(access.location)
        )
        return each if stores == each.stores else replace(each, stores=stores)

    def ends(each: tuple[ChannelEnd, ...]) -> tuple[ChannelEnd, ...]:
        return tuple(end for end in each if stays(end.location, end.handler))

    endpoints = tuple(endpoint(each) for each in known.endpoints if stays(each.location, each.declared))
    gone = {each.id for each in known.endpoints} - {each.id for each in endpoints}
    calls = tuple(_call_without(each, gone, refused) for each in known.calls if stays(each.location))
    channels = tuple(replace(each, producers=ends(each.producers), consumers=ends(each.consumers)) for each in known.channels)
    channels = tuple(each for each in channels if each.producers or each.consumers)
    sent, named = {call.id for call in calls}, {f"{channel.kind} {channel.name}" for channel in channels}
    return replace(
        known,
        services=tuple(map(service, known.services)),
        endpoints=endpoints,
        calls=calls,
        channels=channels,
        flows=tuple(_flow_without(each, sent, named) for each in known.flows if stays(each.function.location)),
        functions=tuple(each for each in known.functions if stays(each.location)),
        local_calls=tuple(each for each in known.local_calls if stays(each.caller, each.callee, each.location)),
        inclusions=tuple(each for each in known.inclusions if stays(each.location, each.child)),
    )


def _call_without(call: OutgoingCall, gone: Collection[str], refused: Collection[str]) -> OutgoingCall:
    via = tuple(use for use in call.via if use.location.file not in refused)
    if call.repetition is not None and call.repetition.location.file in refused:
        call = replace(call, repetition=None)
    endpoints = tuple(endpoint for endpoint in call.endpoints if endpoint not in gone)
    if endpoints == call.endpoints:
        return call if via == call.via else replace(call, via=via)
    return replace(call, via=via, endpoints=(), status="unresolved", reason=None)


def _flow_without(flow: Flow, calls: Collection[str], channels: Collection[str]) -> Flow:
    """The flow with the steps that lead to these calls and channels, by their ids and names."""
    steps = tuple(
        step for step in flow.steps if (step.call is None or step.call in calls) and (step.channel is None or step.channel in channels)
    )
    return flow if steps == flow.steps else replace(flow, steps=steps)


def _locations(known: CommunicationMap) -> Iterator[Location | None]:
    yield from (service.application for service in known.services)
    for endpoint in known.endpoints:
        yield from (
            endpoint.location,
            endpoint.declared,
            *(place for access in endpoint.stores for place in (access.location, access.definition)),
        )
    for call in known.calls:
        yield from (call.location, call.repetition.location if call.repetition else None, *(use.location for use in call.via))
    for channel in known.channels:
        yield from (place for end in (*channel.producers, *channel.consumers) for place in (end.location, end.handler))
    yield from (function.location for function in known.functions)
    yield from (place for use in known.local_calls for place in (use.caller, use.callee, use.location))
    yield from (place for inclusion in known.inclusions for place in (inclusion.location, inclusion.child))
