"""Two maps are compared operation by operation."""

import re
from collections.abc import Callable, Hashable, Iterable
from itertools import chain

from wirelens.contracts.breakage import Breakage
from wirelens.model.communication_map import CommunicationMap, Endpoint
from wirelens.model.contract_change import ChangeKind, ContractChange, Operation

_PARAMETER = re.compile(r"\{[^{}]*\}")

_UNKNOWN = re.compile(r"/?\{\?\}")
"""A part of a path that is not known, as a prefix that is configured."""

_LIKENESSES: tuple[tuple[ChangeKind, Callable[[Operation], Hashable]], ...] = (
    ("moved", lambda it: (it.service, it.protocol, it.method, _shape(it.path))),
    ("changed", lambda it: (*_handler(it), it.protocol, it.method)),
    ("changed", lambda it: (*_handler(it), it.protocol, _shape(it.path))),
    ("changed", lambda it: (*_handler(it), it.protocol)),
    ("moved", lambda it: (it.handler, it.protocol, it.method, _shape(it.path))),
)
"""What makes two operations the same one, the surest first. Of the last kind is a service whose folder has another name."""


def compare(before: CommunicationMap, after: CommunicationMap) -> tuple[ContractChange, ...]:
    """Every operation that differs, once, in the order of services and paths.

    What is not known of a path and the names of its parameters do not count.
    """
    gone, new = _operations(before.endpoints), _operations(after.endpoints)
    pairs: list[tuple[ChangeKind, Operation, Operation]] = []
    for kind, likeness in _LIKENESSES:
        for earlier, later in _pair(gone, new, likeness):
            gone.remove(earlier)
            new.remove(later)
            if kind == "changed" or earlier.location.file != later.location.file:
                pairs.append((kind, earlier, later))
    breakage = Breakage(before, after)
    changes = chain(
        (ContractChange(kind, earlier, later, () if kind == "moved" else breakage.of(earlier)) for kind, earlier, later in pairs),
        (ContractChange("removed", earlier, None, breakage.of(earlier)) for earlier in gone),
        (ContractChange("added", None, later) for later in new),
    )
    return tuple(sorted(changes, key=_order))


def _operations(endpoints: Iterable[Endpoint]) -> list[Operation]:
    return [
        Operation(endpoint.id, endpoint.service, endpoint.protocol, method, endpoint.path, endpoint.handler, endpoint.location)
        for endpoint in endpoints
        for method in endpoint.methods or (None,)
    ]


def _pair(
    gone: Iterable[Operation], new: Iterable[Operation], likeness: Callable[[Operation], Hashable]
) -> list[tuple[Operation, Operation]]:
    waiting: dict[Hashable, list[Operation]] = {}
    for operation in new:
        waiting.setdefault(likeness(operation), []).append(operation)
    pairs: list[tuple[Operation, Operation]] = []
    for operation in gone:
        if candidates := waiting.get(likeness(operation)):
            same = (later for later in candidates if _handler(later) == _handler(operation))
            later = next(same, candidates[0])
            candidates.remove(later)
            pairs.append((operation, later))
    return pairs


def _shape(path: str) -> str:
    return _PARAMETER.sub("{}", _UNKNOWN.sub("", path)) or "/"


def _handler(operation: Operation) -> tuple[str, str]:
    return operation.location.file, operation.handler


def _order(change: ContractChange) -> tuple[str, str, str, str]:
    operation = change.subject
    return operation.service, operation.path, operation.method or "", change.kind
