"""Which functions of the workspace lead to a wire: those that send, handlers, tasks, and backwards all that call them by name."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from wirelens.link.functions import Functions, enclosing_named, readable_scope
from wirelens.link.memo import Memo
from wirelens.link.uses import Owner, Uses
from wirelens.model.communication_map import Channel, Endpoint, FunctionPlace, LocalCall, OutgoingCall
from wirelens.model.facts import FileFacts, Function, Invocation
from wirelens.model.span import Location, Position, Span


class _Use(NamedTuple):
    """A call of a function. `caller` is the function that it stands in, None at the top level of a file."""

    caller: Owner | None
    call: LocalCall


class _Leading(NamedTuple):
    """A function that leads to a wire, and the calls of it."""

    owner: Owner
    place: FunctionPlace
    uses: tuple[_Use, ...]


class LocalCalls:
    """Goes backwards from wires. Of each function is kept who calls it, so that an edit asks anew only for those that it is about."""

    def __init__(  # noqa: PLR0913, PLR0917 - each of them is looked at
        self,
        files: Mapping[str, FileFacts],
        functions: Functions,
        uses: Uses,
        replaced: Callable[[str], frozenset[Span]],
        service_of: Callable[[str], str],
        memo: Memo,
    ) -> None:
        """What is asked.

        Args:
            files: the facts of every file.
            functions: what functions there are.
            uses: who calls them.
            replaced: the calls in a file that are requests or messages themselves.
            service_of: the service that a file is of.
            memo: keeps what is known of each function.
        """
        self._files = files
        self._functions = functions
        self._uses = uses
        self._replaced = replaced
        self._service_of = service_of
        self._memo = memo

    def around(self, wired: Mapping[str, frozenset[Position]]) -> frozenset[Owner]:
        """The innermost named functions that hold places, which are told by file."""
        return frozenset(owner for file, places in wired.items() for owner in self._memo.value(self._around, file, places))

    def leading(self, functions: Iterable[Owner]) -> tuple[tuple[FunctionPlace, ...], tuple[LocalCall, ...]]:
        """The functions that lead to a wire, and their calls of each other; both in the order of the source.

        Args:
            functions: those in which wires begin and end.
        """
        wired = (each for each in self._memo.values(self._leading, functions).values() if each is not None)
        reached: dict[Owner, FunctionPlace] = {}
        calls: list[LocalCall] = []
        pending: list[Owner] = []
        while (leading := next(wired, None)) is not None or pending:
            owner = pending.pop() if leading is None else leading.owner
            if owner in reached:
                continue
            leading = leading or self._memo.value(self._leading, owner)
            if leading is None:
                continue
            reached[owner] = leading.place
            for caller, call in leading.uses:
                calls.append(call)
                if caller is not None:
                    pending.append(caller)
        return tuple(sorted(reached.values(), key=_place_order)), tuple(sorted(calls, key=_call_order))

    def _around(self, file: str, places: frozenset[Position]) -> frozenset[Owner]:
        facts = self._files.get(file)
        named = [function for function in facts.functions if _is_named(function)] if facts is not None else []
        found: set[Owner] = set()
        for position in places:
            holding = [function for function in named if function.extent.holds(position)]
            if holding:
                found.add((file, max(holding, key=lambda function: function.extent.start).qualified_name))
        return frozenset(found)

    def _leading(self, owner: Owner) -> _Leading | None:
        file, name = owner
        place = self._functions.named(file, name)
        if place is None:
            return None
        function = place.function
        readable = readable_scope(self._files[file], name)
        known = FunctionPlace(self._service_of(file), readable, Location(file, function.span), function.extent, function.is_async)
        return _Leading(owner, known, self._memo.value(self._calls_of, owner))

    def _calls_of(self, owner: Owner) -> tuple[_Use, ...]:
        callee = self._functions.named(*owner)
        if callee is None:
            return ()
        location = Location(owner[0], callee.function.span)
        found: list[_Use] = []
        for file, use in self._uses.of(owner):
            if use.span not in self._replaced(file) and not use.is_handed_over:
                caller = self._functions.named(file, enclosing_named(use.scope)) if enclosing_named(use.scope) else None
                place = Location(file, caller.function.span) if caller is not None else None
                call = LocalCall(place, location, Location(file, _callee_span(use)))
                found.append(_Use((file, caller.function.qualified_name) if caller is not None else None, call))
        return tuple(found)


def places_of(endpoints: Iterable[Endpoint], channels: Iterable[Channel]) -> dict[str, frozenset[Position]]:
    """By file: handlers, and both sides of hand-overs."""
    handlers = (endpoint.location for endpoint in endpoints if not endpoint.external)
    ends = (end.location for channel in channels for end in (*channel.producers, *channel.consumers))
    return _by_file((*handlers, *ends))


def places_of_calls(calls: Iterable[OutgoingCall]) -> dict[str, frozenset[Position]]:
    """By file: requests, with the wrappers that they go through."""
    return _by_file(location for call in calls for location in (call.location, *(use.location for use in call.via)))


def _by_file(locations: Iterable[Location]) -> dict[str, frozenset[Position]]:
    found: defaultdict[str, set[Position]] = defaultdict(set)
    for location in locations:
        found[location.file].add(location.span.start)
    return {file: frozenset(places) for file, places in found.items()}


def _is_named(function: Function) -> bool:
    return not function.name.startswith("<")


def _callee_span(use: Invocation) -> Span:
    """Where a callee is written, which is where its call begins."""
    start = use.span.start
    return Span(start, min(use.span.end, Position(start.line, start.column + len(use.callee.encode("utf-16-le")) // 2)))


def _place_order(place: FunctionPlace) -> tuple[str, int, int]:
    return _order(place.location)


def _call_order(call: LocalCall) -> tuple[str, int, int, str, int, int]:
    return (*_order(call.location), *_order(call.callee))


def _order(location: Location) -> tuple[str, int, int]:
    start = location.span.start
    return location.file, start.line, start.column
