"""`wrong-port`: the route exists, but nothing listens where the request goes."""

from collections.abc import Iterator

from wirelens.model.communication_map import CommunicationMap
from wirelens.model.finding import Finding, Related
from wirelens.model.message import message
from wirelens.model.span import Location


def wrong_ports(communication_map: CommunicationMap) -> Iterator[Finding]:
    """One finding for each call to a port of this machine that no service of the workspace listens on."""
    endpoints = {endpoint.id: endpoint for endpoint in communication_map.endpoints}
    for call in communication_map.calls:
        if call.status == "wrong-port" and call.reason is not None:
            candidates = [endpoints[candidate] for candidate in call.endpoints]
            yield Finding(
                code="wrong-port",
                severity="error" if call.certainty == "certain" else "hint",
                message=call.reason,
                location=Location(call.location.file, call.url_span),
                related=tuple(Related(endpoint.location, message("checks.handler", handler=endpoint.handler)) for endpoint in candidates),
            )
