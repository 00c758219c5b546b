"""What a job needs from outside: where Gemini is, where answers and counts are kept, where the job itself is written down."""

from dataclasses import dataclass, field
from typing import Protocol

from wirelens.explain.access import Access
from wirelens.explain.progress import Outcome
from wirelens.model.message import Message
from wirelens.model.narrative import Narrative


class Shelf(Protocol):
    """Where answers are kept, by the request's key. Nothing here raises: a broken shelf finds nothing and keeps nothing."""

    async def find(self, key: str) -> Narrative | None:
        """The narrative under a key."""
        ...

    async def keep(self, key: str, narrative: Narrative) -> Narrative:
        """Keeps a narrative under a key and returns it as it can be shown from now on."""
        ...


class Ledger(Protocol):
    """Where requests and tokens are counted and limited. Nothing here raises."""

    async def admit(self, tokens: int) -> Message | None:
        """Counts one request of so many tokens, an estimate, before it is sent; or answers which limit it would pass."""
        ...

    async def add(self, tokens: int) -> None:
        """Corrects the count: by what was billed beyond the estimate, or less than it."""
        ...


class Entry(Protocol):
    """A job in the journal: what is found again after a crash. Nothing here raises."""

    async def sent(self) -> None:
        """The request is about to be sent. From now on nobody knows whether it was answered until the job ends."""
        ...

    async def ended(self, outcome: Outcome) -> None:
        """The job has ended for good."""
        ...


@dataclass(frozen=True, slots=True)
class Terms:
    """Under which terms a job runs.

    `secrets` are values that must not be sent wherever they stand; `entry` is None for a job that nobody shall find again.
    """

    access: Access
    shelf: Shelf
    ledger: Ledger
    secrets: tuple[str, ...] = field(default=(), repr=False)
    entry: Entry | None = None
