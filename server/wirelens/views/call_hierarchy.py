"""Who calls whom, across services: from a function to the handlers and tasks that it reaches, and back."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from wirelens.messages import render
from wirelens.model.communication_map import Endpoint
from wirelens.model.message import message
from wirelens.model.snapshot import Snapshot
from wirelens.model.span import Location, Position, Span
from wirelens.views import names
from wirelens.views.function_index import FILE_TOP
from wirelens.views.relations import BACKGROUND_TASK, Relations, relations
from wirelens.views.wires import CallWire, ChannelWire, EndpointWire

MAX_ROUTES = 2
"""Routes of one handler that are named."""


@dataclass(frozen=True, slots=True)
class HierarchyItem:
    """A function, or the top level of a file.

    `detail` says what it answers, and in which service. `location` is its name, which together with `name` identifies it; `extent` is all
    of it.
    """

    name: str
    kind: Literal["function", "method", "file"]
    detail: str
    location: Location
    extent: Span


@dataclass(frozen=True, slots=True)
class HierarchyCall:
    """The far end of calls, and where in the calling function's file they are written."""

    item: HierarchyItem
    spans: tuple[Span, ...]


def prepare(snapshot: Snapshot, file: str, position: Position) -> tuple[HierarchyItem, ...]:
    """What stands at a position: a function, the handlers of a route, those that a URL leads to, the function that is handed over."""
    hierarchy = _Hierarchy(snapshot)
    known = hierarchy.relations
    function = known.functions.at(file, position)
    if function is not None:
        return (hierarchy.function(function.location),)
    for wire in known.wires(file).at(position):
        match wire:
            case EndpointWire(endpoints=endpoints):
                return hierarchy.handlers(endpoints)
            case CallWire(part="url", call=call):
                return hierarchy.handlers(known.targets(call))
            case ChannelWire(channel=channel):
                places = dict.fromkeys(known.functions.receiver(end) for end in channel.consumers)
                return tuple(hierarchy.function(place) for place in places)
            case _:
                continue
    return ()


def incoming(snapshot: Snapshot, name: str, location: Location) -> tuple[HierarchyCall, ...]:
    """What calls a function: requests, hand-overs, and functions of its own service."""
    hierarchy = _Hierarchy(snapshot)
    known = hierarchy.relations
    location = hierarchy.current(name, location)
    found = _Calls()
    endpoints = tuple(endpoint for endpoint in known.handled.get(location, ()) if _is_handled_by(endpoint, name))
    for call in known.callers(endpoints):
        found.add(hierarchy.function(known.functions.around(call.location), call.service), call.url_span)
    for channel in known.functions.receives.get(location, ()):
        for end in channel.producers:
            found.add(hierarchy.function(known.functions.around(end.location), end.service), end.location.span)
    for use in known.functions.calls_to.get(location, ()):
        caller = use.caller or Location(use.location.file, FILE_TOP)
        found.add(hierarchy.function(caller), use.location.span)
    return found.sorted()


def outgoing(snapshot: Snapshot, name: str, location: Location) -> tuple[HierarchyCall, ...]:
    """What a function calls: handlers of its requests, receivers of what it hands over, and functions of its own service that send."""
    hierarchy = _Hierarchy(snapshot)
    known = hierarchy.relations
    location = hierarchy.current(name, location)
    found = _Calls()
    for call in known.functions.requests.get(location, ()):
        target = known.target(call)
        if target is not None:
            found.add(hierarchy.handler((target,)), call.url_span)
    for channel, end in known.functions.sends.get(location, ()):
        for place in dict.fromkeys(known.functions.receiver(consumer) for consumer in channel.consumers):
            found.add(hierarchy.function(place), end.location.span)
    for use in known.functions.calls_from.get(location, ()):
        found.add(hierarchy.function(use.callee), use.location.span)
    return found.in_order()


class _Calls:
    """Far ends, each once, with all places that lead there."""

    def __init__(self) -> None:
        self._spans: dict[tuple[Location, str], tuple[HierarchyItem, dict[Span, None]]] = {}

    def add(self, item: HierarchyItem, span: Span) -> None:
        _, spans = self._spans.setdefault((item.location, item.name), (item, {}))
        spans[span] = None

    def in_order(self) -> tuple[HierarchyCall, ...]:
        """As they follow each other in the calling function."""
        calls = [HierarchyCall(item, tuple(sorted(spans))) for item, spans in self._spans.values()]
        return tuple(sorted(calls, key=lambda call: call.spans[0]))

    def sorted(self) -> tuple[HierarchyCall, ...]:
        """By file and line of the far end."""
        return tuple(sorted(self.in_order(), key=lambda call: call.item.location))


class _Hierarchy:
    """Makes items of one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.relations: Relations = relations(snapshot.map)

    def current(self, name: str, location: Location) -> Location:
        """Where a function is now that was at a place when its item was made."""
        if location in self.relations.functions.by_location or location in self.relations.handled:
            return location
        moved = self.relations.functions.named(location.file, (name,))
        return location if moved is None else moved.location

    def handlers(self, endpoints: Iterable[Endpoint]) -> tuple[HierarchyItem, ...]:
        """An item a handler, with the routes among `endpoints` that lead there."""
        by_handler: dict[tuple[Location, str], list[Endpoint]] = {}
        for endpoint in endpoints:
            by_handler.setdefault((endpoint.location, endpoint.handler), []).append(endpoint)
        return tuple(self.handler(tuple(together)) for together in by_handler.values())

    def handler(self, endpoints: tuple[Endpoint, ...]) -> HierarchyItem:
        """The one handler of some endpoints."""
        first = endpoints[0]
        routes = [f"{names.methods(endpoint)} {names.path(endpoint)}" for endpoint in endpoints[:MAX_ROUTES]]
        more = ", …" if len(endpoints) > MAX_ROUTES else ""
        detail = f"{', '.join(routes)}{more} · {first.service}"
        return _item(first.handler, detail, first.location, first.extent)

    def function(self, location: Location, service: str = "") -> HierarchyItem:
        """A function by its name's place, or the top level of a file."""
        endpoints = tuple(self.relations.handled.get(location, ()))
        function = self.relations.functions.by_location.get(location)
        if endpoints:
            own = tuple(endpoint for endpoint in endpoints if function is None or endpoint.handler == function.name)
            return self.handler(own or endpoints)
        if function is None:
            folder, _, file = location.file.rpartition("/")
            return HierarchyItem(file, "file", service or folder, location, location.span)
        parts = [function.service]
        if any(channel.kind == BACKGROUND_TASK for channel in self.relations.functions.receives.get(location, ())):
            parts.insert(0, render(message("editor.hierarchy.task"), self._snapshot.language))
        return _item(function.name, " · ".join(parts), location, function.extent)


def _is_handled_by(endpoint: Endpoint, name: str) -> bool:
    """Actions that a class inherits share its place: their names tell them apart."""
    return endpoint.handler == name or "." not in endpoint.handler


def _item(name: str, detail: str, location: Location, extent: Span | None) -> HierarchyItem:
    own = location.span
    whole = extent if extent is not None and extent.start <= own.start and own.end <= extent.end else own
    return HierarchyItem(name, "method" if "." in name else "function", detail, location, whole)
