"""A sentence for a person, not yet in a language. `wirelens.messages` turns it into English or Korean."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["en", "ko"]


@dataclass(frozen=True, slots=True)
class Message:
    """`key` names an entry of the table of messages; `arguments` fill its places, in the order of their names.

    An argument that is a message itself is a part of the sentence in the same language.
    """

    key: str
    arguments: tuple[tuple[str, "str | int | Message"], ...] = ()


def message(key: str, /, **arguments: str | int | Message) -> Message:
    """A message with its arguments."""
    return Message(key, tuple(sorted(arguments.items())))
