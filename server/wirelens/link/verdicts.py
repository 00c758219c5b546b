"""What asks, and what becomes of that: requests and verdicts."""

from dataclasses import dataclass

from wirelens.link.match import Match
from wirelens.model.communication_map import CallStatus, Certainty
from wirelens.model.message import Message, message


@dataclass(frozen=True, slots=True)
class Request:
    """What asks: a file of a service, and how.

    `is_script`: the file may run in a browser, which knows its own origin. `is_own_code`: it is a part of the service itself.
    """

    file: str
    service: str
    method: str | None
    protocol: str
    is_script: bool
    is_own_code: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a request. `services` are those that its base may mean."""

    status: CallStatus
    certainty: Certainty
    endpoints: tuple[str, ...] = ()
    reason: Message | None = None
    services: tuple[str, ...] = ()


def linked(matches: list[Match], certainty: Certainty, services: tuple[str, ...]) -> Verdict:
    """That it leads to the only route that fits, else that several may be meant. `certainty` is that of where it goes."""
    if len(matches) == 1:
        is_certain = matches[0].is_certain and matches[0].endpoint.certainty == "certain"
        return Verdict("linked", certainty if is_certain else "likely", (matches[0].endpoint.id,), services=services)
    ids = tuple(match.endpoint.id for match in matches)
    return Verdict("ambiguous", "likely", ids, message("resolution.ambiguous", count=len(ids)), services)


def linked_likely(matches: list[Match]) -> Verdict:
    """The same, where the services of the routes are all that may be meant."""
    return linked(matches, "likely", tuple(dict.fromkeys(match.endpoint.service for match in matches)))
