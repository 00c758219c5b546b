"""The map, kept up to date: facts that changed come in, and only what follows from them is linked anew."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from itertools import chain

from wirelens.link.callers import with_callers
from wirelens.link.calls import find_calls
from wirelens.link.channels import find_channels
from wirelens.link.copies import Copies, find_copies
from wirelens.link.expansion import Expansion, expansions
from wirelens.link.flows import Flows, Wires
from wirelens.link.functions import Functions
from wirelens.link.includes import find_inclusions
from wirelens.link.judging import Judging
from wirelens.link.local_calls import LocalCalls, places_of, places_of_calls
from wirelens.link.memo import Memo
from wirelens.link.messages import Messages
from wirelens.link.modules import Modules
from wirelens.link.names import Names
from wirelens.link.noted_files import Listing, NotedFiles, Unread
from wirelens.link.route_table import RouteTable
from wirelens.link.routes import find_endpoints
from wirelens.link.senders import Senders
from wirelens.link.services import Services, find_services
from wirelens.link.uses import Owner, Uses
from wirelens.link.workers import Speaking
from wirelens.link.wrappers import Wrappers
from wirelens.model.communication_map import (
    Channel,
    CommunicationMap,
    Coverage,
    Endpoint,
    Flow,
    FunctionPlace,
    Inclusion,
    LocalCall,
    OutgoingCall,
    Repetition,
)
from wirelens.model.facts import FileFacts
from wirelens.model.span import Location, Position, Span

_NOWHERE = Location("", Span(Position(0, 0), Position(0, 0)))


class Linker:
    """Links the files of a workspace. The map is the same however its files came to be as they are."""

    def __init__(self, services: Mapping[str, str]) -> None:
        self._settings = services
        self._memo = Memo()
        self._listing = Listing(self._memo)
        self._written = NotedFiles(self._memo)
        self._files = NotedFiles(self._memo)
        self._modules = Modules(self._memo, self._listing.named)
        self._names = Names(self._written, self._modules, self._memo)
        self._speaking = Speaking(self._written, self._names, self._memo)
        self._uses = Uses(self._written, self._names, self._memo)
        self._wrappers = Wrappers(self._written, self._names, self._uses, lambda: self._memo.value(self._senders))
        self._messages = Messages(self._written, self._names, self._uses)
        self._functions = Functions(self._files, self._names, self._memo)
        self._flows = Flows(self._files, self._names, self._functions)
        self._local = LocalCalls(self._files, self._functions, self._uses, self._replaced_in, self._service_of, self._memo)
        self._table = RouteTable(lambda: self._memo.value(self._routes), self._memo)
        self._memo.stages(
            *self._names.stages,
            *self._uses.stages,
            self._senders,
            self._services,
            self._landscape,
            self._expansions,
            self._routes,
            *self._table.stages,
            self._copies,
            self._judging,
            self._repetitions,
            self._channels,
            self._sent_by_file,
            self._leading_functions,
            self._inclusions,
            self._map,
        )
        self._last_expanded: Mapping[str, FileFacts] = {}

    def update(self, changes: Mapping[str, FileFacts | Unread | None], skipped: int = 0) -> CommunicationMap:
        """Takes in what changed and links.

        Args:
            changes: by file key, its new facts, `UNREAD` where it is there and nobody read it, None where it is gone.
            skipped: how many files were found that cannot be read, for `coverage`.
        """
        for file, facts in changes.items():
            self._listing.put(file, facts)
            self._written.put(file, None if isinstance(facts, Unread) else facts)
        self._memo.settle(self._expansions)
        expanded = self._memo.value(self._expanded)
        for file in {*changes, *expanded, *self._last_expanded}:
            self._files.put(file, expanded.get(file) or self._written.raw(file))
        self._last_expanded = expanded
        self._memo.settle(self._map)
        linked = self._memo.value(self._map)
        return replace(linked, coverage=replace(linked.coverage, files=len(self._listing), skipped=skipped))

    def _services(self) -> Services:
        return find_services(self._written, self._names, self._modules, self._speaking, self._settings)

    def _senders(self) -> Senders:
        return Senders(self._written, self._names, self._uses)

    def _expansions(self) -> Mapping[str, Expansion]:
        requests = self._memo.values(self._wrappers.decided, self._written.keys_having("calls"))
        sending = sorted({*self._written.keys_having("sends"), *self._written.keys_having("receives")})
        return expansions(requests.items(), self._memo.values(self._messages.decided, sending).items())

    def _expansion_of(self, file: str) -> Expansion:
        return self._memo.value(self._expansions).get(file) or Expansion()

    def _replaced_in(self, file: str) -> frozenset[Span]:
        return self._memo.value(self._replaced, file)

    def _replaced(self, file: str) -> frozenset[Span]:
        return self._memo.value(self._expansion_of, file).replaced

    def _expanded(self) -> dict[str, FileFacts]:
        """The files with requests and messages that are written elsewhere than where they are decided."""
        changed = (file for file, expansion in self._memo.value(self._expansions).items() if expansion.changes_facts)
        return {file: facts for file in changed if (facts := self._memo.value(self._expanded_facts, file)) is not None}

    def _expanded_facts(self, file: str) -> FileFacts | None:
        facts = self._written.get(file)
        return None if facts is None else self._memo.value(self._expansion_of, file).of(facts)

    def _service_of(self, file: str) -> str:
        return self._memo.value(self._service, file)

    def _service(self, file: str) -> str:
        return self._memo.value(self._landscape).of_file(file)

    def _routes(self) -> tuple[Endpoint, ...]:
        return find_endpoints(self._files, self._names, self._uses, self._memo.value(self._services))

    def _endpoints(self) -> tuple[Endpoint, ...]:
        found = self._memo.value(self._routes)
        stores = self._memo.values(self._flows.stores, dict.fromkeys(each.location for each in found))
        return tuple(replace(each, stores=used) if (used := stores[each.location]) else each for each in found)

    def _ordered_endpoints(self) -> tuple[Endpoint, ...]:
        return tuple(sorted(self._memo.value(self._endpoints), key=_endpoint_order))

    def _judging(self) -> Judging:
        return Judging(self._memo.value(self._landscape), self._table, self._memo.value(self._copies))

    def _copies(self) -> Copies:
        roots = {service.id: service.root for service in self._memo.value(self._landscape).services}
        return find_copies(roots, self._table.by_service())

    def _landscape(self) -> Services:
        """The services, without the places in files that shift with every line."""
        services = self._memo.value(self._services)
        applications = tuple((replace(each, router=replace(each.router, span=_NOWHERE.span)), id_) for each, id_ in services.applications)
        known = tuple(replace(each, application=each.application and _NOWHERE) for each in services.services)
        return replace(services, services=known, applications=applications)

    def _sent_requests(self, file: str) -> tuple[OutgoingCall, ...]:
        facts = self._files.get(file)
        if facts is None:  # it is asked once more for a file that is gone
            return ()
        landscape, judging = self._memo.value(self._landscape), self._memo.value(self._judging)
        senders, expansion = self._memo.value(self._senders), self._memo.value(self._expansion_of, file)
        return find_calls(file, facts, expansion, senders, landscape, judging)

    def _calls_of(self, file: str) -> tuple[OutgoingCall, ...]:
        repeated = self._memo.value(self._repeated_in, file)
        calls = self._memo.value(self._sent_requests, file)
        return tuple(replace(call, repetition=repeated.get(call.location)) for call in calls) if repeated else calls

    def _calls(self) -> tuple[OutgoingCall, ...]:
        return tuple(chain.from_iterable(self._memo.values(self._calls_of, self._files.keys_having("calls")).values()))

    def _ids_in(self, file: str) -> dict[Span, str]:
        return {call.location.span: call.id for call in self._memo.value(self._sent_requests, file)}

    def _repetitions(self) -> dict[str, dict[Location, Repetition]]:
        found: defaultdict[str, dict[Location, Repetition]] = defaultdict(dict)
        for location, repetition in self._flows.repetitions().items():
            found[location.file][location] = repetition
        return dict(found)

    def _repeated_in(self, file: str) -> dict[Location, Repetition]:
        return self._memo.value(self._repetitions).get(file, {})

    def _channels(self) -> tuple[Channel, ...]:
        return find_channels(self._files, self._names, self._functions, self._memo.value(self._services))

    def _wired(self) -> dict[str, frozenset[Position]]:
        return places_of(self._memo.value(self._endpoints), self._memo.value(self._channels))

    def _functions_sending(self, file: str) -> frozenset[Owner]:
        return self._local.around(places_of_calls(self._memo.value(self._calls_of, file)))

    def _leading_functions(self) -> tuple[Owner, ...]:
        sending = self._memo.values(self._functions_sending, self._files.keys_having("calls"))
        return tuple(sorted(self._local.around(self._memo.value(self._wired)).union(*sending.values())))

    def _local_calls(self) -> tuple[tuple[FunctionPlace, ...], tuple[LocalCall, ...]]:
        return self._local.leading(self._memo.value(self._leading_functions))

    def _sent_by_file(self) -> dict[str, dict[tuple[Span, str], str]]:
        """The names of channels, by the files, places and kinds of what sends there."""
        found: defaultdict[str, dict[tuple[Span, str], str]] = defaultdict(dict)
        for channel in self._memo.value(self._channels):
            for end in channel.producers:
                found[end.location.file][end.location.span, channel.kind] = channel.name
        return dict(found)

    def _sent_in(self, file: str) -> dict[tuple[Span, str], str]:
        return self._memo.value(self._sent_by_file).get(file, {})

    def _flow(self, start: Location) -> Flow | None:
        wires = Wires(lambda file: self._memo.value(self._ids_in, file), lambda file: self._memo.value(self._sent_in, file))
        return self._flows.flow(start, wires, self._memo.value(self._landscape))

    def _found_flows(self) -> tuple[Flow, ...]:
        starts = {endpoint.location for endpoint in self._memo.value(self._routes) if not endpoint.external}
        starts |= {end.runs for channel in self._memo.value(self._channels) for end in channel.consumers if end.extent is not None}
        return tuple(flow for flow in self._memo.values(self._flow, sorted(starts)).values() if flow is not None)

    def _inclusions(self) -> tuple[Inclusion, ...]:
        return find_inclusions(self._files.having("includes"), self._names)

    def _map(self) -> CommunicationMap:
        endpoints, calls = self._memo.value(self._endpoints), self._memo.value(self._calls)
        leading, local_calls = self._memo.value(self._local_calls)
        return CommunicationMap(
            services=with_callers(self._memo.value(self._services).services, endpoints, calls),
            endpoints=self._memo.value(self._ordered_endpoints),
            calls=calls,
            channels=self._memo.value(self._channels),
            flows=self._memo.value(self._found_flows),
            functions=leading,
            local_calls=local_calls,
            inclusions=self._memo.value(self._inclusions),
            coverage=_coverage(endpoints, calls),
        )


def _endpoint_order(endpoint: Endpoint) -> tuple[str, str, int, str]:
    return endpoint.service, endpoint.location.file, endpoint.location.line, endpoint.id


def _coverage(endpoints: tuple[Endpoint, ...], calls: tuple[OutgoingCall, ...]) -> Coverage:
    statuses = Counter(call.status for call in calls)
    return Coverage(
        files=0,
        skipped=0,
        endpoints=len(endpoints),
        calls=len(calls),
        linked=statuses["linked"],
        external=statuses["external"],
        unresolved=statuses["unresolved"],
    )
