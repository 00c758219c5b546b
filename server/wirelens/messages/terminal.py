"""What the command line prints around the map and the reports."""

from wirelens.messages.text import Text

MESSAGES: dict[str, Text] = {}
