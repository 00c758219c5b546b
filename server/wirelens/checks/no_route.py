"""`no-route`: a request to a service that has no route for its path."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from wirelens.model.communication_map import CommunicationMap, Endpoint, OutgoingCall
from wirelens.model.finding import Finding, Fix, Related
from wirelens.model.message import message
from wirelens.model.span import Location

NEAR = 0.6
"""How alike two paths are (0 to 1) for one to be offered in place of the other."""


def missing_routes(communication_map: CommunicationMap) -> Iterator[Finding]:
    """One finding for each call without a route: an error where the service is certain, a hint where it is likely."""
    for call in communication_map.calls:
        if call.status != "no-route" or call.reason is None:
            continue
        nearest = _nearest(communication_map, call)
        location = Location(call.location.file, call.path_span or call.url_span)
        yield Finding(
            code="no-route",
            severity="error" if call.certainty == "certain" else "hint",
            message=call.reason
            if nearest is None
            else message("checks.no-route-near", path=_argument(call, "path"), nearest=nearest.path, service=nearest.service),
            location=location,
            related=() if nearest is None else (Related(nearest.declared, message("checks.nearest-route", path=nearest.path)),),
            fixes=tuple(_fixes(call, nearest)) if nearest is not None and call.certainty == "certain" else (),
        )


def _nearest(communication_map: CommunicationMap, call: OutgoingCall) -> Endpoint | None:
    """The route most like the path, among those of the same service that take the method."""
    service, asked = _argument(call, "service"), _argument(call, "path")
    candidates = [
        (likeness, endpoint)
        for endpoint in communication_map.endpoints
        if endpoint.service == service and not endpoint.external and _takes(endpoint, call.method)
        if (likeness := _likeness(asked, endpoint.path)) >= NEAR
    ]
    return max(candidates, key=lambda candidate: (candidate[0], candidate[1].id), default=(0.0, None))[1]


@lru_cache(maxsize=1 << 16)
def _likeness(asked: str, path: str) -> float:
    """How alike two paths are; 0 for those that are not near. An edit elsewhere asks the same again."""
    # However they are arranged, two texts are never more alike than by the letters that both have.
    shared = sum(min(asked.count(letter), path.count(letter)) for letter in set(asked))
    if 2 * shared < NEAR * (len(asked) + len(path)):
        return 0.0
    ratio = SequenceMatcher(None, asked, path).ratio()
    return ratio if ratio >= NEAR else 0.0


def _argument(call: OutgoingCall, name: str) -> str:
    return str(dict(call.reason.arguments).get(name, "")) if call.reason is not None else ""


def _takes(endpoint: Endpoint, method: str | None) -> bool:
    taken = endpoint.methods or endpoint.handles
    return not taken or method is None or method in taken


def _fixes(call: OutgoingCall, nearest: Endpoint) -> Iterator[Fix]:
    # What a proxy makes of the path is not what is written here.
    is_as_written = _argument(call, "path") == call.path
    if call.path_span is not None and is_as_written and "{" not in call.path and "{" not in nearest.path:
        yield Fix(message("checks.change-path", path=nearest.path), Location(call.location.file, call.path_span), nearest.path)
