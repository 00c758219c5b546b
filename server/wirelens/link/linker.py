"""The map, kept up to date: facts that changed come in, and only what follows from them is linked anew."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from wirelens.link.callers import with_callers
from wirelens.link.calls import find_calls
from wirelens.link.channels import find_channels
from wirelens.link.flows import Flows
from wirelens.link.functions import Functions
from wirelens.link.includes import find_inclusions
from wirelens.link.local_calls import find_local_calls, wired_places
from wirelens.link.memo import Memo
from wirelens.link.messages import expand_messages
from wirelens.link.modules import Modules
from wirelens.link.names import Names
from wirelens.link.noted_files import Listing, NotedFiles, Unread
from wirelens.link.routes import find_endpoints
from wirelens.link.senders import Senders
from wirelens.link.services import Services, find_services
from wirelens.link.wrappers import Expansion, expand
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
from wirelens.model.span import Location


class Linker:
    """Links the files of a workspace. The map is the same however its files came to be as they are."""

    def __init__(self, services: Mapping[str, str]) -> None:
        self._settings = services
        self._memo = Memo()
        self._listing = Listing(self._memo)
        self._written = NotedFiles(self._memo)
        self._files = NotedFiles(self._memo)
        self._modules = Modules(self._memo)
        self._names = Names(self._written, self._modules, self._memo)
        self._functions = Functions(self._files, self._names, self._memo)
        self._last_expanded: Mapping[str, FileFacts] = {}

    def update(self, changes: Mapping[str, FileFacts | Unread | None], skipped: int = 0) -> CommunicationMap:
        """Takes in what changed and links.

        Args:
            changes: by file key, its new facts, `UNREAD` where it is there and nobody read it, None where it is gone.
            skipped: how many files were found that cannot be read, for `coverage`.
        """
        for file, facts in changes.items():
            self._listing.put(file, is_there=facts is not None)
            self._written.put(file, None if isinstance(facts, Unread) else facts)
        expanded = self._memo.value(self._expanded)
        for file in {*changes, *expanded, *self._last_expanded}:
            self._files.put(file, expanded.get(file) or self._written.raw(file))
        self._last_expanded = expanded
        linked = self._memo.value(self._map)
        return replace(linked, coverage=replace(linked.coverage, files=len(self._listing), skipped=skipped))

    def _services(self) -> Services:
        return find_services(self._written, self._names, self._modules, self._settings)

    def _senders(self) -> Senders:
        return Senders(self._written, self._names)

    def _expansion(self) -> Expansion:
        return expand(self._written, self._names, self._memo.value(self._senders))

    def _expanded(self) -> dict[str, FileFacts]:
        """The files with requests and messages that are written elsewhere than where they are decided."""
        files = expand_messages(self._memo.value(self._expansion).files, self._names)
        return {file: facts for file, facts in files.items() if type(facts) is FileFacts}

    def _flows(self) -> Flows:
        return Flows(self._files, self._names, self._functions, self._memo.value(self._services))

    def _endpoints(self) -> tuple[Endpoint, ...]:
        flows = self._memo.value(self._flows)
        found = find_endpoints(self._files, self._names, self._memo.value(self._services))
        return tuple(replace(endpoint, stores=flows.stores(endpoint.location)) for endpoint in found)

    def _calls(self) -> tuple[OutgoingCall, ...]:
        expansion = self._memo.value(self._expansion)
        senders, services, endpoints = self._memo.value(self._senders), self._memo.value(self._services), self._memo.value(self._endpoints)
        repetitions = self._memo.value(self._repetitions)
        calls = find_calls(expansion, senders, services, endpoints)
        return tuple(sorted((replace(call, repetition=repetitions.get(call.location)) for call in calls), key=_call_order))

    def _repetitions(self) -> dict[Location, Repetition]:
        return self._memo.value(self._flows).repetitions()

    def _channels(self) -> tuple[Channel, ...]:
        return find_channels(self._files, self._names, self._functions, self._memo.value(self._services))

    def _local_calls(self) -> tuple[tuple[FunctionPlace, ...], tuple[LocalCall, ...]]:
        wired = wired_places(self._memo.value(self._endpoints), self._memo.value(self._calls), self._memo.value(self._channels))
        return find_local_calls(self._files, self._functions, self._memo.value(self._services), wired)

    def _found_flows(self) -> tuple[Flow, ...]:
        flows = self._memo.value(self._flows)
        return flows.find(self._memo.value(self._endpoints), self._memo.value(self._channels), self._memo.value(self._calls))

    def _inclusions(self) -> tuple[Inclusion, ...]:
        return find_inclusions(self._files, self._names)

    def _map(self) -> CommunicationMap:
        endpoints, calls = self._memo.value(self._endpoints), self._memo.value(self._calls)
        leading, local_calls = self._memo.value(self._local_calls)
        return CommunicationMap(
            services=with_callers(self._memo.value(self._services).services, endpoints, calls),
            endpoints=tuple(sorted(endpoints, key=_endpoint_order)),
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


def _call_order(call: OutgoingCall) -> tuple[str, int, int]:
    return call.location.file, call.location.line, call.location.column


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
