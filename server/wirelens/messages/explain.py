"""What is said about Gemini: consent, jobs, failures."""

from wirelens.messages.text import Text

MESSAGES: dict[str, Text] = {}
