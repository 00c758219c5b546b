"""Who relates to whom in a map, by what views ask for: callers of an endpoint, tasks that a call ends, polls that read what was stored."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property

from wirelens.model.communication_map import Channel, ChannelEnd, CommunicationMap, Endpoint, Flow, FlowStep, Inclusion, OutgoingCall
from wirelens.model.span import Location, Position
from wirelens.views.channel_kinds import is_task
from wirelens.views.function_index import FunctionIndex
from wirelens.views.once_a_map import once_a_map
from wirelens.views.wires import FileWires, Wire, wires_by_file

BACKGROUND_TASK = "background-task"
CHANGING = ("create", "write")


@dataclass(frozen=True, slots=True)
class Origin:
    """A flow that a call is part of, and the step that it is there."""

    flow: Flow
    step: FlowStep


class Relations:
    """One map, indexed. Make it with `relations`, which keeps the latest ones."""

    def __init__(self, communication_map: CommunicationMap) -> None:
        self.map = communication_map
        self.services = {service.id: service for service in communication_map.services}
        self.endpoints = {endpoint.id: endpoint for endpoint in communication_map.endpoints}
        self.calls = {call.id: call for call in communication_map.calls}
        self.channels = {f"{channel.kind} {channel.name}": channel for channel in communication_map.channels}
        self._flows = {flow.function.location: flow for flow in communication_map.flows}
        self._wires = wires_by_file(communication_map)
        self._file_wires: dict[str, FileWires] = {}
        self._tasks = {end.location for channel in communication_map.channels if is_task(channel.kind) for end in channel.consumers}
        self._origins: defaultdict[str, list[Origin]] = defaultdict(list)
        for flow in communication_map.flows:
            for step in flow.steps:
                if step.call is not None:
                    self._origins[step.call].append(Origin(flow, step))
        self._callers: defaultdict[tuple[str, bool], list[OutgoingCall]] = defaultdict(list)
        for call in communication_map.calls:
            if call.status in ("linked", "ambiguous"):
                for endpoint in call.endpoints:
                    self._callers[endpoint, call.status == "linked"].append(call)
        linked = [(call, target) for call in communication_map.calls if (target := self.target(call))]
        self._pairs = {(call.service, target.service) for call, target in linked}
        self._polls = [(call, target) for call, target in linked if call.repetition]
        self._endpoints_of_file: defaultdict[str, list[Endpoint]] = defaultdict(list)
        self._endpoints_of_step: dict[tuple[str, str], Endpoint] = {}
        for endpoint in communication_map.endpoints:
            self._endpoints_of_file[endpoint.location.file].append(endpoint)
            for step in self.steps(endpoint.location):
                if step.channel is not None:
                    self._endpoints_of_step.setdefault((step.channel, step.function), endpoint)

    @cached_property
    def functions(self) -> FunctionIndex:
        """What each function does."""
        return FunctionIndex(self.map)

    @cached_property
    def handled(self) -> Mapping[Location, Sequence[Endpoint]]:
        """The endpoints by the place of their handlers."""
        found: defaultdict[Location, list[Endpoint]] = defaultdict(list)
        for endpoint in self.map.endpoints:
            found[endpoint.location].append(endpoint)
        return found

    @cached_property
    def _inclusions(self) -> Mapping[str, Sequence[Inclusion]]:
        found: defaultdict[str, list[Inclusion]] = defaultdict(list)
        for inclusion in self.map.inclusions:
            found[inclusion.location.file].append(inclusion)
        return found

    def with_calls(self, others: Mapping[str, OutgoingCall]) -> "Relations":
        """The same relations, with other calls in the place of some, by their ids."""
        other = copy(self)
        other.calls = {**self.calls, **others}
        other.map = replace(self.map, calls=tuple(other.calls[call.id] for call in self.map.calls))
        return other

    def inclusions(self, file: str) -> Sequence[Inclusion]:
        """The routers from elsewhere that a file puts below a prefix, in the order of the file."""
        return self._inclusions.get(file, ())

    def wires(self, file: str) -> FileWires:
        """The wires that show in a file."""
        known = self._file_wires.get(file)
        if known is None:
            known = self._file_wires[file] = FileWires(self._wires.get(file, []))
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
        return tuple({call.id: call for endpoint in endpoints for call in self._callers.get((endpoint.id, linked), ())}.values())

    def targets(self, call: OutgoingCall) -> tuple[Endpoint, ...]:
        """The endpoints that a call leads to, or may lead to."""
        return tuple(self.endpoints[identifier] for identifier in call.endpoints if identifier in self.endpoints)

    def target(self, call: OutgoingCall) -> Endpoint | None:
        """The endpoint that a linked call leads to."""
        targets = self.targets(call) if call.status == "linked" else ()
        return targets[0] if targets else None

    def steps(self, function: Location) -> tuple[FlowStep, ...]:
        """What the function at a place sends, in order."""
        flow = self._flows.get(function)
        return flow.steps if flow else ()

    def origins(self, call: OutgoingCall) -> tuple[Origin, ...]:
        """The flows of handlers and tasks that a call is part of."""
        return tuple(self._origins.get(call.id, ()))

    def is_task(self, function: Location) -> bool:
        """Whether the function whose name is at a place runs as a background task."""
        return function in self._tasks

    def queuing_endpoint(self, channel: Channel, producer: ChannelEnd) -> Endpoint | None:
        """The endpoint on whose behalf a producer sends: the one whose handler holds it, else one whose flow has the step."""
        for endpoint in self._endpoints_of_file.get(producer.location.file, ()):
            if endpoint.extent and endpoint.extent.holds(producer.location.span.start):
                return endpoint
        return self._endpoints_of_step.get((f"{channel.kind} {channel.name}", producer.function))

    def calls_between(self, source: str, target: str) -> bool:
        """Whether some call of the service `source` leads to the service `target`."""
        return (source, target) in self._pairs

    def polls_of_stored(self, endpoints: tuple[Endpoint, ...]) -> tuple[OutgoingCall, ...]:
        """The repeated calls that read, through another endpoint of the same service, a store that these endpoints change."""
        own = {endpoint.id for endpoint in endpoints}
        changed = {(endpoint.service, access.store) for endpoint in endpoints for access in endpoint.stores if access.mode in CHANGING}
        return tuple(
            call
            for call, target in self._polls
            if target.id not in own and any((target.service, access.store) in changed for access in target.stores)
        )


relations = once_a_map(Relations)
"""The relations of a map."""
