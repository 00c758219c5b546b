"""What follows from functions: the flow of each handler and task, the data it uses, and which calls are repeated."""

from collections.abc import Iterator, Mapping

from wirelens.link.functions import Event, Functions, Place, readable_scope
from wirelens.link.names import Names
from wirelens.link.services import Services
from wirelens.model.communication_map import Channel, Endpoint, Flow, FlowStep, FunctionPlace, OutgoingCall, Repetition, StoreAccess
from wirelens.model.facts import Access, Call, Class, FileFacts, Repeat, Send
from wirelens.model.span import Location, Span


class Flows:
    """Follows handlers and tasks through the functions they call."""

    def __init__(self, files: Mapping[str, FileFacts], names: Names, functions: Functions, services: Services) -> None:
        self._files = files
        self._names = names
        self._functions = functions
        self._services = services

    def find(self, endpoints: tuple[Endpoint, ...], channels: tuple[Channel, ...], calls: tuple[OutgoingCall, ...]) -> tuple[Flow, ...]:
        """The flow of every handler and of every task, where it sends anything."""
        ids = {(call.location.file, call.location.span): call.id for call in calls}
        starts = {endpoint.location for endpoint in endpoints if not endpoint.external}
        starts |= {end.runs for channel in channels for end in channel.consumers if end.extent is not None}
        sent = {(end.location, channel.kind): channel.name for channel in channels for end in channel.producers}
        flows: list[Flow] = []
        for start in sorted(starts):
            place = self._functions.at(start.file, start.span)
            steps = () if place is None else self._steps(self._functions.events(place), ids, sent)
            if place is not None and steps:
                flows.append(Flow(self._function_place(place), steps))
        return tuple(flows)

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
        found: dict[Location, tuple[int, Repetition]] = {}
        for file, facts in sorted(self._files.items()):
            for repeat in facts.repeats:
                repetition = Repetition(repeat.by, Location(file, repeat.span), repeat.period_ms)
                size = _lines(repeat)
                for location in self._repeated(file, facts, repeat):
                    if location not in found or size < found[location][0]:
                        found[location] = (size, repetition)
        return {location: repetition for location, (_, repetition) in found.items()}

    def _repeated(self, file: str, facts: FileFacts, repeat: Repeat) -> Iterator[Location]:
        for call in facts.calls:
            if repeat.extent.start <= call.span.start and call.span.end <= repeat.extent.end:
                yield Location(file, call.span)
        for place in self._functions.called_in(file, repeat.extent):
            for event in self._functions.events(place):
                if isinstance(event.deed, Call):
                    yield Location(event.file, event.deed.span)

    def _steps(
        self, events: tuple[Event, ...], ids: Mapping[tuple[str, Span], str], sent: Mapping[tuple[Location, str], str]
    ) -> tuple[FlowStep, ...]:
        steps: list[FlowStep] = []
        last = len(events) - 1
        for index, event in enumerate(events):
            match event.deed:
                case Call(span=span, scope=scope) if (event.file, span) in ids:
                    step = FlowStep(ids[event.file, span], None, readable_scope(self._files[event.file], scope), index == last)
                case Send(kind=kind, span=span, scope=scope) if (Location(event.file, span), kind) in sent:
                    channel = f"{kind} {sent[Location(event.file, span), kind]}"
                    step = FlowStep(None, channel, readable_scope(self._files[event.file], scope), index == last)
                case _:
                    continue
            steps.append(step)
        return tuple(steps)

    def _function_place(self, place: Place) -> FunctionPlace:
        function = place.function
        name = readable_scope(self._files[place.file], function.qualified_name)
        service = self._services.of_file(place.file)
        return FunctionPlace(service, name, Location(place.file, function.span), function.extent, function.is_async)


def _lines(repeat: Repeat) -> int:
    return repeat.extent.end.line - repeat.extent.start.line
