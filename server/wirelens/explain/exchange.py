"""What the server and its process for Gemini say to each other. Each order has a number, which its replies repeat."""

from dataclasses import dataclass, field

from wirelens.explain.access import Access
from wirelens.explain.commit_message import MessageRequest
from wirelens.explain.prompt import Prompt
from wirelens.explain.request import Request
from wirelens.explain.trouble import Trouble
from wirelens.model.message import Message


@dataclass(frozen=True, slots=True)
class Prepare:
    """Make the prompt for a request, without `secrets`: the reply is `Prepared`."""

    request: Request | MessageRequest
    secrets: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Ask:
    """Send a prompt, once: the replies are any number of `Receiving`, then `Answered` or `Unanswered`."""

    prompt: Prompt
    model: str
    access: Access


@dataclass(frozen=True, slots=True)
class Cancel:
    """Forget the order of this number, and close its connection. There is no reply."""


Order = Prepare | Ask | Cancel


@dataclass(frozen=True, slots=True)
class Prepared:
    """Exactly what will be sent."""

    prompt: Prompt


@dataclass(frozen=True, slots=True)
class Receiving:
    """So many characters of the answer have come; `tokens` are those billed until now: prompt, thoughts and answer."""

    characters: int
    tokens: int


@dataclass(frozen=True, slots=True)
class Answered:
    """The whole text of the answer."""

    text: str


@dataclass(frozen=True, slots=True)
class Unanswered:
    """The request came to nothing."""

    trouble: Trouble


@dataclass(frozen=True, slots=True)
class Refused:
    """The order ended without what it asked for; `reason` is for the user."""

    reason: Message


@dataclass(frozen=True, slots=True)
class Broken:
    """A fault in Wirelens: `kind` names it, `trace` is for the log."""

    kind: str
    trace: str


Reply = Prepared | Receiving | Answered | Unanswered | Refused | Broken
