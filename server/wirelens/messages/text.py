"""The form of an entry of the table of messages."""

from typing import TypedDict


class Text(TypedDict):
    """One sentence in both languages; `{name}` marks a place for an argument. Korean avoids particles after a place."""

    en: str
    ko: str
