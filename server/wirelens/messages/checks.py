"""What checks say is wrong, and how to mend it."""

from wirelens.messages.text import Text

MESSAGES: dict[str, Text] = {}
