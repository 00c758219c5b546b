"""Why a call leads nowhere, or not certainly: the reasons on calls of the map."""

from wirelens.messages.text import Text

MESSAGES: dict[str, Text] = {}
