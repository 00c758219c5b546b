"""What the facts that leave the machine may say of addresses."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from wirelens.model.communication_map import CommunicationMap, OutgoingCall


def without_addresses_from_elsewhere(communication_map: CommunicationMap, texts: Mapping[str, str]) -> Mapping[str, OutgoingCall]:
    """The calls of some files whose addresses the files' own texts do not hold, without these, by the calls' ids.

    They may come from a `.env` file.
    A call that leads to an endpoint keeps its path, which is the endpoint's.
    """
    calls = (call for call in communication_map.calls if call.location.file in texts)
    return {call.id: _without_address(call) for call in calls if not _stands_in(call.url, texts[call.location.file])}


def _stands_in(url: str, text: str) -> bool:
    try:
        return urlsplit(url).netloc in text
    except ValueError:
        return False


def _without_address(call: OutgoingCall) -> OutgoingCall:
    path = call.path if call.endpoints else ""
    return replace(call, url=path, path=path, reason=None)
