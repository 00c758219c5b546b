"""What a job tells while it runs, and how it ends."""

from dataclasses import dataclass
from typing import Literal, Protocol

from wirelens.model.message import Message, message
from wirelens.model.narrative import Narrative

Stage = Literal["queued", "preparing", "sent", "answering", "stored"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is.

    `percentage` (0 to 100) never falls; `characters` counts the answer's text so far. `pause` says why Gemini is asked again and when,
    None unless that is waited for.
    """

    stage: Stage
    percentage: int
    characters: int = 0
    pause: Message | None = None

    @property
    def sentence(self) -> Message:
        """What the user is told."""
        if self.pause is not None:
            return self.pause
        if self.stage == "answering":
            return message("explain.stage.answering", characters=self.characters)
        return message(f"explain.stage.{self.stage}")


@dataclass(frozen=True, slots=True)
class Stored:
    """The job is done. `narrative` is in the store, or only in memory where the store has failed."""

    narrative: Narrative


@dataclass(frozen=True, slots=True)
class Failed:
    """The job ended without an answer; nothing was stored."""

    message: Message


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The job was cancelled; nothing was stored."""


Outcome = Stored | Failed | Cancelled


class Observer(Protocol):
    """Whoever follows a job. Both are called on the event loop, `ended` exactly once and last."""

    def progressed(self, job: str, progress: Progress) -> None:
        """The job came further."""
        ...

    def ended(self, job: str, outcome: Outcome) -> None:
        """The job is over."""
        ...
