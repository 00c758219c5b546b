"""Hover, code lens and report."""

from wirelens.messages.text import Text

MESSAGES: dict[str, Text] = {}
