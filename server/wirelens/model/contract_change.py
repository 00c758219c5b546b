"""How the contracts of a system differ between two states of its code."""

from dataclasses import dataclass
from typing import Literal as OneOf

from wirelens.model.communication_map import Certainty, OutgoingCall
from wirelens.model.span import Location, Position, Span

ChangeKind = OneOf["added", "removed", "moved", "changed"]

WORKING_TREE = ""
INDEX = ":"
"""States of the code that are no revisions. Git takes neither for the name of one."""

_TOP = Span(Position(0, 0), Position(0, 0))


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of an endpoint: what a client can ask for. `method` is None where the framework accepts any."""

    endpoint: str
    """The id of its endpoint in the map that it is of."""
    service: str
    protocol: str
    method: str | None
    path: str
    handler: str
    location: Location


@dataclass(frozen=True, slots=True)
class BrokenCall:
    """A call that reached an operation before the change and reaches nothing after it. `call` is of the later map."""

    call: OutgoingCall
    certainty: Certainty

    @property
    def location(self) -> Location:
        """Where its URL is written."""
        return Location(self.call.location.file, self.call.url_span)


@dataclass(frozen=True, slots=True)
class ContractChange:
    """One operation that is new, gone, handled in another file (`moved`), or asked for in another way (`changed`: method or path).

    `before` is None for what is added, `after` for what is removed. Lines that only shifted and handlers renamed in place are no change.
    """

    kind: ChangeKind
    before: Operation | None
    after: Operation | None
    breaks: tuple[BrokenCall, ...] = ()

    @property
    def subject(self) -> Operation:
        """The operation as clients knew it, or the new one.

        Raises:
            ValueError: a change of nothing.
        """
        operation = self.before or self.after
        if operation is None:
            raise ValueError(self)
        return operation

    @property
    def shown_at(self) -> Location:
        """The handler as it is now; of what was removed, the top of the file that it was in."""
        return self.after.location if self.after is not None else Location(self.subject.location.file, _TOP)


@dataclass(frozen=True, slots=True)
class ContractDiff:
    """All that changed between two states, each with its name: a revision as the user wrote it, `INDEX` or `WORKING_TREE`."""

    before: str
    after: str
    changes: tuple[ContractChange, ...]
