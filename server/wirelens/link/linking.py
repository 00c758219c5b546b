"""Linking: the facts of all files become one map."""

from collections.abc import Mapping
from dataclasses import replace

from wirelens.link.callers import with_callers
from wirelens.link.calls import find_calls
from wirelens.link.channels import find_channels
from wirelens.link.flows import Flows
from wirelens.link.functions import Functions
from wirelens.link.includes import find_inclusions
from wirelens.link.local_calls import find_local_calls, wired_places
from wirelens.link.messages import expand_messages
from wirelens.link.modules import Modules
from wirelens.link.names import Names
from wirelens.link.routes import find_endpoints
from wirelens.link.senders import Senders
from wirelens.link.services import find_services
from wirelens.link.wrappers import expand
from wirelens.model.communication_map import CommunicationMap, Coverage, Endpoint, OutgoingCall
from wirelens.model.facts import FileFacts


def link(files: Mapping[str, FileFacts], services: Mapping[str, str], skipped: int = 0) -> CommunicationMap:
    """Resolves names, composes paths and matches calls to routes.

    Args:
        files: the facts of every file, by file key.
        services: the user's setting `wirelens.services`: base URL → folder.
        skipped: how many files were found and not read, for `coverage`.
    """
    modules = Modules(files.keys())
    names = Names(files, modules)
    found_services = find_services(files, names, modules, services)
    senders = Senders(files, names)
    expansion = expand(files, names, senders)
    files = expand_messages(expansion.files, names)
    functions = Functions(files, names)
    flows = Flows(files, names, functions, found_services)
    endpoints = tuple(flows.with_stores(endpoint) for endpoint in find_endpoints(files, names, found_services))
    repetitions = flows.repetitions()
    found_calls = find_calls(expansion, senders, found_services, endpoints)
    calls = tuple(replace(call, repetition=repetitions.get(call.location)) for call in found_calls)
    channels = find_channels(files, names, functions, found_services)
    wired = wired_places(endpoints, calls, channels)
    leading, local_calls = find_local_calls(files, functions, found_services, wired)
    return CommunicationMap(
        services=with_callers(found_services.services, endpoints, calls),
        endpoints=tuple(sorted(endpoints, key=_endpoint_order)),
        calls=tuple(sorted(calls, key=_call_order)),
        channels=channels,
        flows=flows.find(endpoints, channels, calls),
        functions=leading,
        local_calls=local_calls,
        inclusions=find_inclusions(files, names),
        coverage=_coverage(len(files), skipped, endpoints, calls),
    )


def _endpoint_order(endpoint: Endpoint) -> tuple[str, str, int, str]:
    return endpoint.service, endpoint.location.file, endpoint.location.line, endpoint.id


def _call_order(call: OutgoingCall) -> tuple[str, int, int]:
    return call.location.file, call.location.line, call.location.column


def _coverage(files: int, skipped: int, endpoints: tuple[Endpoint, ...], calls: tuple[OutgoingCall, ...]) -> Coverage:
    def count(status: str) -> int:
        return sum(call.status == status for call in calls)

    return Coverage(
        files=files,
        skipped=skipped,
        endpoints=len(endpoints),
        calls=len(calls),
        linked=count("linked"),
        external=count("external"),
        unresolved=count("unresolved"),
    )
