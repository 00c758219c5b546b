"""What is said about settings, and their descriptions."""

from wirelens.messages.text import Text

MESSAGES: dict[str, Text] = {}
