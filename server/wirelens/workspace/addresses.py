"""What the facts that leave the machine may say of addresses."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from wirelens.model.communication_map import CommunicationMap, OutgoingCall
from wirelens.views.relations import relations


def without_addresses_from_elsewhere(communication_map: CommunicationMap, texts: Mapping[str, str]) -> Mapping[str, OutgoingCall]:
    """The calls of some files whose addresses the files' own texts do not hold, without these, by the calls' ids.

    They may come from a `.env` file.
    A call that leads to an endpoint keeps its path, which is the endpoint's.
    """
    calls = relations(communication_map).indexes.calls_of_file
    return {
        call.id: _without_address(call) for file, text in texts.items() for call in calls.get(file, ()) if not _stands_in(call.url, text)
    }


def _stands_in(url: str, text: str) -> bool:
    try:
        return urlsplit(url).netloc in text
    except ValueError:
        return False


def _without_address(call: OutgoingCall) -> OutgoingCall:
    path = call.path if call.endpoints else ""
    return replace(call, url=path, path=path, reason=None)
