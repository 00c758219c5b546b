"""What the facts that leave the machine may say of addresses."""

from dataclasses import replace
from urllib.parse import urlsplit

from wirelens.model.communication_map import CommunicationMap, OutgoingCall


def without_addresses_from_elsewhere(communication_map: CommunicationMap, file: str, text: str) -> CommunicationMap:
    """The map without the addresses of a file's calls that its own text does not hold: they may come from a `.env` file.

    A call that leads to an endpoint keeps its path, which is the endpoint's.
    """
    calls = tuple(
        _without_address(call) if call.location.file == file and not _stands_in(call.url, text) else call
        for call in communication_map.calls
    )
    return replace(communication_map, calls=calls)


def _stands_in(url: str, text: str) -> bool:
    try:
        return urlsplit(url).netloc in text
    except ValueError:
        return False


def _without_address(call: OutgoingCall) -> OutgoingCall:
    path = call.path if call.endpoints else ""
    return replace(call, url=path, path=path, reason=None)
