"""Whether all that may call a service is in the workspace: whether "no caller" can be said of it at all."""

from collections.abc import Iterable
from dataclasses import replace

from wirelens.model.communication_map import Endpoint, OutgoingCall, Service


def with_callers(services: Iterable[Service], endpoints: Iterable[Endpoint], calls: Iterable[OutgoingCall]) -> tuple[Service, ...]:
    """Each service with whether callers that are not seen are to be expected.

    They are where no other part of the workspace calls the service at all (its clients are elsewhere), and where a call of another part
    leads nobody knows where (it may lead here). Several applications of one folder count as one: they are versions of each other.
    """
    calls = tuple(calls)
    owners = {endpoint.id: endpoint.service for endpoint in endpoints}
    called = {(call.service, owners[target]) for call in calls if call.status == "linked" for target in call.endpoints if target in owners}
    open_calls = [(call.service, call.services) for call in calls if call.status == "unresolved"]
    return tuple(
        replace(service, has_unseen_callers=service.application is not None and _has_unseen(service.id, called, open_calls))
        for service in services
    )


def _has_unseen(service: str, called: set[tuple[str, str]], open_calls: list[tuple[str, tuple[str, ...]]]) -> bool:
    own = _folder(service)
    if not any(_folder(target) == own != _folder(caller) for caller, target in called):
        return True
    return any(_folder(caller) != own and (not candidates or service in candidates) for caller, candidates in open_calls)


def _folder(service: str) -> str:
    return service.partition(":")[0]
