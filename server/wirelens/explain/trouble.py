"""What came in the way between here and Gemini."""

from dataclasses import dataclass

from wirelens.model.message import Message


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a request came to nothing.

    `sentence` is for the user, if Gemini is not asked again. `pause` is the key of the reason that is shown while asking again is
    waited for, "" where the same would only happen again. `wait_seconds` is how long Gemini said to wait, None if it did not.
    `may_be_billed` says that the request had been taken: what it cost is then not known unless Gemini told.
    """

    sentence: Message
    pause: str = ""
    wait_seconds: float | None = None
    may_be_billed: bool = False

    @property
    def is_passing(self) -> bool:
        """Whether asking again may help."""
        return bool(self.pause)


class UnansweredError(Exception):
    """Gemini was asked, and nothing came of it."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.sentence.key)
        self.trouble = trouble
