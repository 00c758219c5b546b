"""What the language server says: titles, notices, bad input."""

from wirelens.messages.text import Text

MESSAGES: dict[str, Text] = {}
