"""Who relates to whom in a map, by what views ask for: callers of an endpoint, tasks that a call ends, polls that read what was stored."""

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property

from wirelens.model.communication_map import Channel, ChannelEnd, CommunicationMap, Endpoint, Flow, FlowStep, Inclusion, OutgoingCall
from wirelens.model.span import Location, Position
from wirelens.views.channel_kinds import is_task
from wirelens.views.function_index import FunctionIndex
from wirelens.views.groups import Groups
from wirelens.views.once_a_map import once_a_map
from wirelens.views.wires import FileWires, Wire, files_of_channel, files_of_endpoint, wires_of

BACKGROUND_TASK = "background-task"
CHANGING = ("create", "write")


@dataclass(frozen=True, slots=True)
class Origin:
    """A flow that a call is part of, and the step that it is there."""

    flow: Flow
    step: FlowStep


class _Indexes:
    """What is carried over from one map to the next."""

    def __init__(self, communication_map: CommunicationMap, former: "_Indexes | None") -> None:
        calls, endpoints, flows = communication_map.calls, communication_map.endpoints, communication_map.flows
        self.callers = (Groups(_called) if former is None else former.callers).of(calls)
        self.calls_of_file = (Groups(_file_of_call) if former is None else former.calls_of_file).of(calls)
        self.linked_from = (Groups(_linked_from) if former is None else former.linked_from).of(calls)
        self.polls = (Groups(_polls) if former is None else former.polls).of(calls)
        self.endpoints_of_file = (Groups(files_of_endpoint) if former is None else former.endpoints_of_file).of(endpoints)
        self.handled = (Groups(_handler) if former is None else former.handled).of(endpoints)
        self.flows = (Groups(_start) if former is None else former.flows).of(flows)
        self.flows_of_call = (Groups(_calls_of_flow) if former is None else former.flows_of_call).of(flows)
        self.channels_of_file = (Groups(files_of_channel) if former is None else former.channels_of_file).of(communication_map.channels)
        self.inclusions = (Groups(_file_of_inclusion) if former is None else former.inclusions).of(communication_map.inclusions)


class Relations:
    """One map, indexed. Make it with `relations`, which keeps the latest ones."""

    def __init__(self, communication_map: CommunicationMap, former: "Relations | None" = None) -> None:
        """Indexes a map. `former` are the relations of another one, of which is taken over what is the same."""
        self.map = communication_map
        self.services = {service.id: service for service in communication_map.services}
        self.endpoints = {endpoint.id: endpoint for endpoint in communication_map.endpoints}
        self.calls = {call.id: call for call in communication_map.calls}
        self.channels = {f"{channel.kind} {channel.name}": channel for channel in communication_map.channels}
        self.functions = FunctionIndex(communication_map, None if former is None else former.functions)
        """What each function does."""
        self.indexes = _Indexes(communication_map, None if former is None else former.indexes)
        self._file_wires: dict[str, FileWires] = {}
        self._tasks = {end.location for channel in communication_map.channels if is_task(channel.kind) for end in channel.consumers}

    @cached_property
    def _endpoints_of_step(self) -> Mapping[tuple[str, str], Endpoint]:
        found: dict[tuple[str, str], Endpoint] = {}
        for endpoint in self.map.endpoints:
            for step in self.steps(endpoint.location):
                if step.channel is not None:
                    found.setdefault((step.channel, step.function), endpoint)
        return found

    @property
    def handled(self) -> Mapping[Location, Sequence[Endpoint]]:
        """The endpoints by the place of their handlers."""
        return self.indexes.handled

    def with_calls(self, others: Mapping[str, OutgoingCall]) -> "Relations":
        """The same relations where calls are asked for by their ids, with others in the place of some. The map stays as it is."""
        other = copy(self)
        other.calls = {**self.calls, **others}
        return other

    def inclusions(self, file: str) -> Sequence[Inclusion]:
        """The routers from elsewhere that a file puts below a prefix, in the order of the file."""
        return self.indexes.inclusions.get(file, ())

    def wires(self, file: str) -> FileWires:
        """The wires that show in a file."""
        known = self._file_wires.get(file)
        if known is None:
            indexes = self.indexes
            calls, endpoints = indexes.calls_of_file.get(file, ()), indexes.endpoints_of_file.get(file, ())
            known = self._file_wires[file] = FileWires(wires_of(file, calls, endpoints, indexes.channels_of_file.get(file, ())))
        return known

    def wire_at(self, file: str, position: Position) -> Wire | None:
        """The innermost wire that holds a position."""
        return next(self.wires(file).at(position), None)

    def nobody(self, endpoints: Sequence[Endpoint]) -> str:
        """The phrase for endpoints without a known caller: that there is none can be said only where every client is in the workspace."""
        services = (self.services.get(endpoint.service) for endpoint in endpoints)
        return "unseen-callers" if any(service is not None and service.has_unseen_callers for service in services) else "no-caller"

    def callers(self, endpoints: tuple[Endpoint, ...]) -> tuple[OutgoingCall, ...]:
        """The calls that lead to one of the endpoints, each once."""
        return self._calls_to(endpoints, linked=True)

    def possible_callers(self, endpoints: tuple[Endpoint, ...]) -> tuple[OutgoingCall, ...]:
        """The ambiguous calls that one of the endpoints is a candidate of."""
        return self._calls_to(endpoints, linked=False)

    def _calls_to(self, endpoints: tuple[Endpoint, ...], *, linked: bool) -> tuple[OutgoingCall, ...]:
        return tuple({call.id: call for endpoint in endpoints for call in self.indexes.callers.get((endpoint.id, linked), ())}.values())

    def targets(self, call: OutgoingCall) -> tuple[Endpoint, ...]:
        """The endpoints that a call leads to, or may lead to."""
        return tuple(self.endpoints[identifier] for identifier in call.endpoints if identifier in self.endpoints)

    def target(self, call: OutgoingCall) -> Endpoint | None:
        """The endpoint that a linked call leads to."""
        targets = self.targets(call) if call.status == "linked" else ()
        return targets[0] if targets else None

    def steps(self, function: Location) -> tuple[FlowStep, ...]:
        """What the function at a place sends, in order."""
        flows = self.indexes.flows.get(function)
        return flows[-1].steps if flows else ()

    def origins(self, call: OutgoingCall) -> tuple[Origin, ...]:
        """The flows of handlers and tasks that a call is part of."""
        flows = self.indexes.flows_of_call.get(call.id, ())
        return tuple(Origin(flow, step) for flow in flows for step in flow.steps if step.call == call.id)

    def is_task(self, function: Location) -> bool:
        """Whether the function whose name is at a place runs as a background task."""
        return function in self._tasks

    def queuing_endpoint(self, channel: Channel, producer: ChannelEnd) -> Endpoint | None:
        """The endpoint on whose behalf a producer sends: the one whose handler holds it, else one whose flow has the step."""
        file, start = producer.location.file, producer.location.span.start
        for endpoint in self.indexes.endpoints_of_file.get(file, ()):
            if endpoint.location.file == file and endpoint.extent and endpoint.extent.holds(start):
                return endpoint
        return self._endpoints_of_step.get((f"{channel.kind} {channel.name}", producer.function))

    def calls_between(self, source: str, target: str) -> bool:
        """Whether some call of the service `source` leads to the service `target`."""
        found = (self.target(call) for call in self.indexes.linked_from.get(source, ()))
        return any(endpoint is not None and endpoint.service == target for endpoint in found)

    def polls_of_stored(self, endpoints: tuple[Endpoint, ...]) -> tuple[OutgoingCall, ...]:
        """The repeated calls that read, through another endpoint of the same service, a store that these endpoints change."""
        own = {endpoint.id for endpoint in endpoints}
        changed = {(endpoint.service, access.store) for endpoint in endpoints for access in endpoint.stores if access.mode in CHANGING}
        return tuple(
            call
            for call in self.indexes.polls.get(True, ())
            if (target := self.target(call)) is not None
            if target.id not in own and any((target.service, access.store) in changed for access in target.stores)
        )


def _called(call: OutgoingCall) -> Iterator[tuple[str, bool]]:
    if call.status in ("linked", "ambiguous"):
        for endpoint in call.endpoints:
            yield endpoint, call.status == "linked"


def _file_of_call(call: OutgoingCall) -> tuple[str]:
    return (call.location.file,)


def _linked_from(call: OutgoingCall) -> tuple[str, ...]:
    return (call.service,) if call.status == "linked" else ()


def _polls(call: OutgoingCall) -> tuple[bool, ...]:
    return (True,) if call.status == "linked" and call.repetition else ()


def _handler(endpoint: Endpoint) -> tuple[Location]:
    return (endpoint.location,)


def _start(flow: Flow) -> tuple[Location]:
    return (flow.function.location,)


def _calls_of_flow(flow: Flow) -> tuple[str, ...]:
    return tuple(step.call for step in flow.steps if step.call is not None)


def _file_of_inclusion(inclusion: Inclusion) -> tuple[str]:
    return (inclusion.location.file,)


relations = once_a_map(Relations)
"""The relations of a map."""
