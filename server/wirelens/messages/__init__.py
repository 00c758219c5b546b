"""Every sentence that a person reads, in English and Korean: one table, a part a room."""

from wirelens.messages.table import TABLE
from wirelens.messages.visible import visible
from wirelens.model.message import Language, Message

__all__ = ["TABLE", "render"]


def render(message: Message, language: Language) -> str:
    """The message in `language`, on one line: arguments may come from anywhere, and none can hide or move what a reader sees.

    Raises:
        KeyError: the table has no such entry.
    """
    arguments = {
        name: render(value, language) if isinstance(value, Message) else visible(value) if isinstance(value, str) else value
        for name, value in message.arguments
    }
    return TABLE[message.key][language].format_map(arguments)
