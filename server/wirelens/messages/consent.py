"""What a person is asked and told before anything is sent to Gemini."""

from wirelens.messages.text import Text

MESSAGES: dict[str, Text] = {}
