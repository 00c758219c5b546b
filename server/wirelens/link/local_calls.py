"""Which functions of the workspace lead to a wire: those that send, handlers, tasks, and backwards all that call them by name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from wirelens.link.functions import Functions, Place, enclosing_named, readable_scope
from wirelens.link.services import Services
from wirelens.model.communication_map import Channel, Endpoint, FunctionPlace, LocalCall, OutgoingCall
from wirelens.model.facts import FileFacts, Function, Invocation
from wirelens.model.span import Location, Position, Span

_Key = tuple[str, str]


def find_local_calls(
    files: Mapping[str, FileFacts],
    functions: Functions,
    services: Services,
    wired: Iterable[Location],
) -> tuple[tuple[FunctionPlace, ...], tuple[LocalCall, ...]]:
    """The functions that lead to a wire, and their calls of each other; both in the order of the source.

    Args:
        files: the facts of every file.
        functions: what a callee's name stands for.
        services: which service a file is of.
        wired: where wires begin and end (see `wired_places`).
    """
    names = _Names(files)
    reached: dict[_Key, Place] = {}
    calls: list[LocalCall] = []
    pending = list(dict.fromkeys(place for location in wired if (place := names.around(location.file, location.span.start)) is not None))
    while pending:
        place = pending.pop()
        if _key(place) in reached:
            continue
        reached[_key(place)] = place
        for file, use in names.uses(place):
            found = functions.resolve(file, use.scope, use.callee)
            if found is None or _key(found) != _key(place):
                continue
            caller = names.enclosing(file, use.scope)
            calls.append(LocalCall(caller and _location(caller), _location(place), Location(file, _callee_span(use))))
            if caller is not None and _key(caller) not in reached:
                pending.append(caller)
    places = sorted(reached.values(), key=_location)
    return (
        tuple(_function_place(files, services, place) for place in places),
        tuple(sorted(calls, key=lambda call: (call.location, call.callee))),
    )


def wired_places(endpoints: Iterable[Endpoint], calls: Iterable[OutgoingCall], channels: Iterable[Channel]) -> Iterator[Location]:
    """Handlers, requests with the wrappers that they go through, and both sides of hand-overs."""
    for endpoint in endpoints:
        if not endpoint.external:
            yield endpoint.location
    for call in calls:
        yield call.location
        for use in call.via:
            yield use.location
    for channel in channels:
        for end in (*channel.producers, *channel.consumers):
            yield end.location


class _Names:
    """Finds functions by place and scope, and the invocations that may mean a function by the last part of their name."""

    def __init__(self, files: Mapping[str, FileFacts]) -> None:
        self._functions: dict[str, dict[str, Place]] = {
            file: {function.qualified_name: Place(file, function) for function in facts.functions if _is_named(function)}
            for file, facts in files.items()
        }
        self._uses: defaultdict[str, list[tuple[str, Invocation]]] = defaultdict(list)
        self._aliases: defaultdict[str, set[str]] = defaultdict(set)
        for file, facts in files.items():
            for use in facts.invocations:
                self._uses[use.callee.rpartition(".")[2]].append((file, use))
            for item in facts.imports:
                if item.member is not None and item.member != item.name:
                    # A default export has the name that its importer gives it: the module's own says which may be meant.
                    self._aliases[_stem(item.module) if item.member == "default" else item.member].add(item.name)

    def around(self, file: str, position: Position) -> Place | None:
        """The innermost named function that holds a place."""
        holding = [place for place in self._functions.get(file, {}).values() if place.function.extent.holds(position)]
        return max(holding, key=lambda place: place.function.extent.start) if holding else None

    def enclosing(self, file: str, scope: str) -> Place | None:
        """The function that a scope is, or stands in."""
        return self._functions.get(file, {}).get(enclosing_named(scope))

    def uses(self, place: Place) -> Iterator[tuple[str, Invocation]]:
        """The invocations whose name may lead to a function."""
        name = place.function.name
        for written in sorted({name, *self._aliases.get(name, ()), *self._aliases.get(_stem(place.file), ())}):
            yield from self._uses.get(written, ())


def _is_named(function: Function) -> bool:
    return not function.name.startswith("<")


def _stem(path: str) -> str:
    """The name that a module goes by: `client` of `./lib/client` and of `lib/client/index.ts`."""
    folder, _, name = path.rpartition("/")
    stem = name.partition(".")[0]
    return folder.rpartition("/")[2] if stem == "index" else stem


def _key(place: Place) -> _Key:
    return place.file, place.function.qualified_name


def _location(place: Place) -> Location:
    return Location(place.file, place.function.span)


def _callee_span(use: Invocation) -> Span:
    """Where a callee is written, which is where its call begins."""
    start = use.span.start
    return Span(start, min(use.span.end, Position(start.line, start.column + len(use.callee.encode("utf-16-le")) // 2)))


def _function_place(files: Mapping[str, FileFacts], services: Services, place: Place) -> FunctionPlace:
    function = place.function
    name = readable_scope(files[place.file], function.qualified_name)
    return FunctionPlace(services.of_file(place.file), name, _location(place), function.extent, function.is_async)
