"""What follows from functions: the flow of each handler and task, the data it uses, and which calls are repeated."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from wirelens.link.functions import Event, Functions, Place, readable_scope
from wirelens.link.names import Names
from wirelens.link.noted_files import NotedFiles
from wirelens.link.services import Services
from wirelens.model.communication_map import Flow, FlowStep, FunctionPlace, Repetition, RepetitionEnd, StoreAccess
from wirelens.model.facts import Access, Call, Class, FileFacts, Repeat, Send
from wirelens.model.span import Location, Span


@dataclass(frozen=True, slots=True)
class Wires:
    """What begins in a file, by file: the ids of its requests by their place, and the names of the channels that it sends to."""

    requests: Callable[[str], Mapping[Span, str]]
    sends: Callable[[str], Mapping[tuple[Span, str], str]]


class Flows:
    """Follows handlers and tasks through the functions they call."""

    def __init__(self, files: NotedFiles, names: Names, functions: Functions) -> None:
        self._files = files
        self._names = names
        self._functions = functions

    def flow(self, start: Location, wires: Wires, services: Services) -> Flow | None:
        """The flow of the function at a place; None where it sends nothing."""
        place = self._functions.at(start.file, start.span)
        steps = () if place is None else self._steps(self._functions.events(place), wires)
        return Flow(self._function_place(place, services), steps) if place is not None and steps else None

    def stores(self, location: Location) -> tuple[StoreAccess, ...]:
        """The stored data that the function at a place uses, each kind of use once."""
        place = self._functions.at(location.file, location.span)
        found: dict[tuple[str, str], StoreAccess] = {}
        for event in self._functions.events(place) if place is not None else ():
            if isinstance(event.deed, Access):
                access = event.deed
                definition = self._names.resolve(event.file, access.scope, access.store)
                if definition is not None and isinstance(definition.fact, Class):
                    name, defined = access.store.rpartition(".")[2], Location(definition.file, definition.fact.span)
                    found.setdefault((name, access.mode), StoreAccess(name, access.mode, Location(event.file, access.span), defined))
        return tuple(found.values())

    def repetitions(self) -> dict[Location, Repetition]:
        """By the place of a request: what repeats it, the innermost first."""
        found: dict[Location, tuple[Location, Repetition]] = {}
        for file, facts in self._files.having("repeats").items():
            for repeat in facts.repeats:
                ends = tuple(RepetitionEnd(end.kind, end.text, Location(file, end.span)) for end in repeat.ends)
                repetition = Repetition(repeat.by, Location(file, repeat.span), repeat.period_ms, ends)
                around = Location(file, repeat.extent)
                for location in self._repeated(file, facts, repeat):
                    if location not in found or _is_inside(around, found[location][0]):
                        found[location] = (around, repetition)
        return {location: repetition for location, (_, repetition) in found.items()}

    def _repeated(self, file: str, facts: FileFacts, repeat: Repeat) -> Iterator[Location]:
        """The requests that are made again and again: not those that are made only as the repeat ends."""
        once = tuple(end.branch for end in repeat.ends if end.branch is not None)

        def is_repeated(span: Span) -> bool:
            return not any(branch.holds(span.start) for branch in once)

        for call in facts.calls:
            if repeat.extent.start <= call.span.start and call.span.end <= repeat.extent.end and is_repeated(call.span):
                yield Location(file, call.span)
        for place in self._functions.called_in(file, repeat.extent, once):
            if place.file == file and place.function.extent.start <= repeat.extent.start and repeat.extent.end <= place.function.extent.end:
                continue  # what has itself called again
            for event in self._functions.events(place):
                if isinstance(event.deed, Call) and (event.file != file or is_repeated(event.deed.span)):
                    yield Location(event.file, event.deed.span)

    def _steps(self, events: tuple[Event, ...], wires: Wires) -> tuple[FlowStep, ...]:
        steps: list[FlowStep] = []
        last = len(events) - 1
        for index, event in enumerate(events):
            call, channel = None, None
            match event.deed:
                case Call(span=span):
                    call = wires.requests(event.file).get(span)
                case Send(kind=kind, span=span):
                    name = wires.sends(event.file).get((span, kind))
                    channel = f"{kind} {name}" if name is not None else None
                case _:
                    pass
            if event.deed is not None and (call is not None or channel is not None):
                steps.append(FlowStep(call, channel, readable_scope(self._files[event.file], event.deed.scope), index == last))
        return tuple(steps)

    def _function_place(self, place: Place, services: Services) -> FunctionPlace:
        function = place.function
        name = readable_scope(self._files[place.file], function.qualified_name)
        service = services.of_file(place.file)
        return FunctionPlace(service, name, Location(place.file, function.span), function.extent, function.is_async)


def _is_inside(inner: Location, outer: Location) -> bool:
    return inner.file == outer.file and outer.span.start <= inner.span.start and inner.span.end <= outer.span.end
