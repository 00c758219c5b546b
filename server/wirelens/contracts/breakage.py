"""Which calls lose what they asked for."""

from collections.abc import Hashable

from wirelens.model.communication_map import CommunicationMap, OutgoingCall
from wirelens.model.contract_change import BrokenCall, Operation

_REACHES_SOMETHING = frozenset({"linked", "ambiguous"})


class Breakage:
    """The calls that reached an endpoint in the earlier map, are still in the code, and reach none in the later one.

    A call that is gone or asks for something else is its author's change, not a breakage.
    """

    def __init__(self, before: CommunicationMap, after: CommunicationMap) -> None:
        later: dict[Hashable, list[OutgoingCall]] = {}
        for call in after.calls:
            later.setdefault(_identity(call), []).append(call)
        self._broken: dict[str, list[tuple[str | None, BrokenCall]]] = {}
        for call in before.calls:
            same = later.get(_identity(call))
            if call.status != "linked" or not same:
                continue
            counterpart = same.pop(0)
            if counterpart.status not in _REACHES_SOMETHING:
                certain = call.certainty == counterpart.certainty == "certain" and counterpart.status != "unresolved"
                broken = BrokenCall(counterpart, "certain" if certain else "likely")
                self._broken.setdefault(call.endpoints[0], []).append((call.method, broken))

    def of(self, operation: Operation) -> tuple[BrokenCall, ...]:
        """What breaks with this operation of the earlier map."""
        return tuple(
            broken
            for method, broken in self._broken.get(operation.endpoint, ())
            if operation.method is None or method is None or method == operation.method
        )


def _identity(call: OutgoingCall) -> Hashable:
    return call.location.file, call.function, call.protocol, call.method, call.url, tuple(use.function for use in call.via)
