"""Where the command line prints."""

import os

from rich.console import Console
from rich.text import Text

from wirelens.messages import render
from wirelens.model.message import Language, Message

WIDEST = 110
"""Columns; wider lines are hard to read."""

WIDTH_OF_A_PIPE = 100
"""Columns where there is no terminal to ask."""

WIDTH_OF_A_ROW = 1000
"""Columns of a table where there is no terminal."""


def output_console() -> Console:
    """Standard output: colours in a terminal only, no guessing at markup or numbers."""
    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = WIDTH_OF_A_PIPE
    console.width = min(console.width, WIDEST)
    return console


def table_console() -> Console:
    """Standard output for tables: as wide as they are where nobody looks, so that every row stays on its line."""
    console = output_console()
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = WIDTH_OF_A_ROW
    return console


def error_console() -> Console:
    """Standard error."""
    return Console(stderr=True, highlight=False, markup=False, emoji=False)


def say(sentence: Message, language: Language, console: Console | None = None) -> None:
    """Says something on standard error, or on a console that is in use, beside what the command prints."""
    (console or error_console()).print(Text(f"wirelens: {render(sentence, language)}"), soft_wrap=True)
