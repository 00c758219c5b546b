"""`method-mismatch`: the path is there, but not for the request's method."""

from collections.abc import Iterator

from wirelens.model.communication_map import CommunicationMap, Endpoint, OutgoingCall
from wirelens.model.finding import Finding, Fix, Related
from wirelens.model.message import message
from wirelens.model.span import Location


def method_mismatches(communication_map: CommunicationMap) -> Iterator[Finding]:
    """One finding for each call with a method that no route of its path takes."""
    endpoints = {endpoint.id: endpoint for endpoint in communication_map.endpoints}
    for call in communication_map.calls:
        if call.status != "method-mismatch" or call.reason is None:
            continue
        candidates = [endpoints[candidate] for candidate in call.endpoints]
        yield Finding(
            code="method-mismatch",
            severity="error" if call.certainty == "certain" else "hint",
            message=call.reason,
            location=Location(call.location.file, call.method_span or call.url_span),
            related=tuple(Related(endpoint.location, message("checks.handler", handler=endpoint.handler)) for endpoint in candidates),
            fixes=tuple(_fixes(call, candidates)),
        )


def _fixes(call: OutgoingCall, candidates: list[Endpoint]) -> Iterator[Fix]:
    methods = sorted({method for endpoint in candidates for method in endpoint.methods})
    if call.certainty != "certain" or call.method_span is None or len(methods) != 1:
        return
    # `fetch` names the method in a string as HTTP does; the others have a function for each.
    written = methods[0] if call.client == "fetch" else methods[0].lower()
    yield Fix(message("checks.change-method", method=methods[0]), Location(call.location.file, call.method_span), written)
