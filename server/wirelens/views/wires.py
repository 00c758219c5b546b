"""Where the wires of a map show in each file, so that a cursor finds its wire in logarithmic time."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from wirelens.model.communication_map import Channel, Endpoint, OutgoingCall
from wirelens.model.span import Location, Position, Span


@dataclass(frozen=True, slots=True)
class CallWire:
    """A request's URL, or the word that chooses its method."""

    span: Span
    call: OutgoingCall
    part: Literal["url", "method"]


@dataclass(frozen=True, slots=True)
class EndpointWire:
    """A handler's name, or the path of a route as written. Several routes may lead to one handler."""

    span: Span
    endpoints: tuple[Endpoint, ...]
    part: Literal["handler", "route"]


@dataclass(frozen=True, slots=True)
class ChannelWire:
    """A sending or receiving expression, or the name of the function that is given what comes."""

    span: Span
    channel: Channel
    part: Literal["producer", "consumer"]


Wire = CallWire | EndpointWire | ChannelWire


class FileWires:
    """The wires of one file, outer before inner."""

    __slots__ = ("_reach", "_starts", "wires")

    def __init__(self, wires: list[Wire]) -> None:
        self.wires = tuple(sorted(wires, key=_outer_first))
        self._starts = [wire.span.start for wire in self.wires]
        self._reach = list(accumulate((wire.span.end for wire in self.wires), max))

    def at(self, position: Position) -> Iterator[Wire]:
        """The wires that hold `position`, innermost first."""
        index = bisect_right(self._starts, position)
        while index and self._reach[index - 1] >= position:
            index -= 1
            if self.wires[index].span.holds(position):
                yield self.wires[index]

    def touching(self, span: Span) -> bool:
        """Whether any wire shares a position with `span`."""
        index = bisect_right(self._starts, span.end)
        return bool(index) and self._reach[index - 1] >= span.start


def _outer_first(wire: Wire) -> tuple[int, int, int, int]:
    start, end = wire.span.start, wire.span.end
    return start.line, start.column, -end.line, -end.column


def wires_of(file: str, calls: Iterable[OutgoingCall], endpoints: Iterable[Endpoint], channels: Iterable[Channel]) -> list[Wire]:
    """The wires that show in a file, of calls in it, endpoints that are handled or declared in it, and channels with an end in it."""
    endpoints = tuple(endpoints)
    found: list[Wire] = []
    for call in calls:
        found.append(CallWire(call.url_span, call, "url"))
        if call.method_span is not None:
            found.append(CallWire(call.method_span, call, "method"))
    for part in ("handler", "route"):
        for location, together in _by_place(endpoints, part).items():
            if location.file == file:
                found.append(EndpointWire(location.span, tuple(together), part))
    for channel in channels:
        found.extend(ChannelWire(end.location.span, channel, "producer") for end in channel.producers if end.location.file == file)
        for end in channel.consumers:
            places = dict.fromkeys((end.location, end.runs))
            found.extend(ChannelWire(place.span, channel, "consumer") for place in places if place.file == file)
    return found


def files_of_endpoint(endpoint: Endpoint) -> tuple[str, str]:
    """Where the wires of an endpoint show."""
    return endpoint.location.file, endpoint.declared.file


def files_of_channel(channel: Channel) -> Iterator[str]:
    """Where the wires of a channel show."""
    for end in (*channel.producers, *channel.consumers):
        yield end.location.file
        yield end.runs.file


def _by_place(endpoints: Iterable[Endpoint], part: Literal["handler", "route"]) -> dict[Location, list[Endpoint]]:
    """The endpoints that share a handler, or a route as written. An external handler has no place of its own here."""
    places: defaultdict[Location, list[Endpoint]] = defaultdict(list)
    for endpoint in endpoints:
        if part == "route":
            places[endpoint.declared].append(endpoint)
        elif not endpoint.external and endpoint.location != endpoint.declared:
            places[endpoint.location].append(endpoint)
    return places
