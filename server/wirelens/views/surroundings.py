"""What code an explanation is about, and what code stands on the other sides of its wires, the most relevant first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wirelens.model.communication_map import Endpoint, OutgoingCall
from wirelens.model.narrative import Scope, Why
from wirelens.model.snapshot import Snapshot
from wirelens.model.span import Location, Position, Span
from wirelens.views.function_index import FILE_TOP
from wirelens.views.relations import Relations, relations

AROUND = 4
"""Lines before and after a request that stands outside of functions."""

ORDER: tuple[Why, ...] = ("asked", "calls", "answers", "reads-back", "called")
"""The most relevant first: the other sides of wires say more than functions that are called on the way."""

MOST_FUNCTIONS = 40
"""A flow through more than these is no flow that a person follows."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of a file, counted from 1 and both included. `last` None is the end of the file."""

    file: str
    first: int
    last: int | None
    why: Why


def surroundings(snapshot: Snapshot, scope: Scope) -> tuple[Stretch, ...] | None:
    """The code of a scope and of everyone around it, of a flow step by step; None where the map no longer has the scope."""
    around = _Around(relations(snapshot.map))
    match scope.kind:
        case "file":
            found = around.file(scope.file) if scope.file in snapshot.files else None
        case "function":
            found = around.function(scope)
        case "endpoint":
            found = around.endpoint(scope)
        case "flow":
            found = around.flow(scope)
    if found is None:
        return None
    return _each_once(found if scope.kind == "flow" else sorted(found, key=lambda stretch: ORDER.index(stretch.why)))


class _Around:
    """Walks from functions to those that they reach. A function is its name's place, or the top of its file."""

    def __init__(self, known: Relations) -> None:
        self._relations = known
        self._functions = known.functions

    def file(self, file: str) -> list[Stretch]:
        places = [*(function.location for function in self._functions.of_file(file)), Location(file, FILE_TOP)]
        return [Stretch(file, 1, None, "asked"), *(stretch for place in places for stretch in self._neighbours(place))]

    def function(self, scope: Scope) -> list[Stretch] | None:
        places = self._places(scope)
        return None if not places else self._with_neighbours(places)

    def endpoint(self, scope: Scope) -> list[Stretch] | None:
        """The handler, and the functions of its own service through which it sends, with everyone they talk to."""
        places = self._places(scope)
        if not any(place in self._relations.handled for place in places):
            return None
        reached = list(places)
        for place in reached[:MOST_FUNCTIONS]:
            reached += [use.callee for use in self._functions.calls_from.get(place, ()) if use.callee not in reached]
        asked = [self._stretch(place, "asked") for place in places]
        inner = [self._stretch(place, "called") for place in reached[len(places) :]]
        outer = [stretch for place in reached for stretch in self._neighbours(place)]
        return [*asked, *inner, *outer]

    def flow(self, scope: Scope) -> list[Stretch] | None:
        """Backwards to whoever begins it, forwards to the last that it reaches and to the polls that read what it stored.

        Who else calls a handler on the way forwards, and what else a caller does, are other flows.
        """
        places = self._places(scope)
        if not places:
            return None
        found = {place: self._stretch(place, "asked") for place in places}
        for steps in (self._forwards, self._senders):
            waiting = list(places)
            while waiting and len(found) < MOST_FUNCTIONS:
                for place, stretch in steps(waiting.pop(0)):
                    if place not in found:
                        found[place] = stretch
                        waiting.append(place)
        return list(found.values())

    def _forwards(self, place: Location) -> Iterator[tuple[Location, Stretch]]:
        yield from self._receivers(place)
        yield from self._callees(place)
        yield from self._pollers(place)

    def _places(self, scope: Scope) -> list[Location]:
        """Where the functions of a name are: of a method that is defined twice, both are meant."""
        named = [function.location for function in self._functions.of_file(scope.file) if function.name == scope.name]
        handled = [place for place, ends in self._relations.handled.items() if place.file == scope.file and _has(ends, scope.name)]
        return list(dict.fromkeys((*named, *handled)))

    def _with_neighbours(self, places: list[Location]) -> list[Stretch]:
        asked = [self._stretch(place, "asked") for place in places]
        return asked + [stretch for place in places for stretch in self._neighbours(place)]

    def _neighbours(self, place: Location) -> list[Stretch]:
        return [stretch for _, stretch in (*self._senders(place), *self._forwards(place))]

    def _senders(self, place: Location) -> Iterator[tuple[Location, Stretch]]:
        """Who sends to a function, and the functions of its own service that call it."""
        known = self._relations
        for call in known.callers(tuple(known.handled.get(place, ()))):
            yield self._around(call.location, "calls")
        for channel in self._functions.receives.get(place, ()):
            for end in channel.producers:
                yield self._around(end.location, "calls")
        for use in self._functions.calls_to.get(place, ()):
            yield self._around(use.location, "calls")

    def _receivers(self, place: Location) -> Iterator[tuple[Location, Stretch]]:
        """Who answers what a function sends."""
        for call in self._functions.requests.get(place, ()):
            target = self._relations.target(call)
            if target is not None and not target.external:
                yield target.location, self._handler(target)
        for channel, _ in self._functions.sends.get(place, ()):
            for end in channel.consumers:
                receiver = self._functions.receiver(end)
                yield receiver, self._stretch(receiver, "answers", end.location)

    def _callees(self, place: Location) -> Iterator[tuple[Location, Stretch]]:
        for use in self._functions.calls_from.get(place, ()):
            yield use.callee, self._stretch(use.callee, "called")

    def _pollers(self, place: Location) -> Iterator[tuple[Location, Stretch]]:
        for call in self._relations.polls_of_stored(tuple(self._relations.handled.get(place, ()))):
            yield self._around(call.location, "reads-back")
            yield from self._answering(call)

    def _answering(self, call: OutgoingCall) -> Iterator[tuple[Location, Stretch]]:
        target = self._relations.target(call)
        if target is not None:
            yield target.location, self._handler(target)

    def _around(self, location: Location, why: Why) -> tuple[Location, Stretch]:
        place = self._functions.around(location)
        return place, self._stretch(place, why, location)

    def _handler(self, endpoint: Endpoint) -> Stretch:
        extent = endpoint.extent or endpoint.location.span
        return _stretch(endpoint.location.file, extent, "answers")

    def _stretch(self, place: Location, why: Why, used: Location | None = None) -> Stretch:
        """The whole function; outside of functions, the lines around what is there."""
        function = self._functions.by_location.get(place)
        if function is not None:
            return _stretch(place.file, function.extent, why)
        endpoints = self._relations.handled.get(place)
        if endpoints:
            return _stretch(place.file, endpoints[0].extent or place.span, why)
        span = (used or place).span
        first, last = max(span.start.line - AROUND, 0), span.end.line + AROUND
        return _stretch(place.file, Span(Position(first, 0), Position(last, 0)), why)


def _has(endpoints: Sequence[Endpoint], name: str) -> bool:
    return any(endpoint.handler == name and not endpoint.external for endpoint in endpoints)


def _stretch(file: str, extent: Span, why: Why) -> Stretch:
    return Stretch(file, extent.start.line + 1, extent.end.line + 1, why)


def _each_once(stretches: list[Stretch]) -> tuple[Stretch, ...]:
    """Without stretches that lie within one before."""
    kept: list[Stretch] = []
    for stretch in stretches:
        if not any(_holds(each, stretch) for each in kept):
            kept.append(stretch)
    return tuple(kept)


def _holds(outer: Stretch, inner: Stretch) -> bool:
    if outer.file != inner.file or outer.first > inner.first:
        return False
    return outer.last is None or (inner.last is not None and inner.last <= outer.last)
