"""Reports and hovers in a terminal: names and places in colour, lines wrapped under their bullets."""

import re

from rich.console import Console
from rich.text import Text

_BULLET = re.compile(r"^\s*- ")


def print_prose(console: Console, text: str) -> None:
    """Prints lines of text, the first of them as a heading."""
    for index, line in enumerate(text.splitlines()):
        shown = Text(line, "bold" if index == 0 else "")
        shown.highlight_regex(r"`[^`]*`", "cyan")
        shown.highlight_regex(r"[^\s(\[]+\.\w+:\d+", "green")
        shown.highlight_regex(r"^\[.*\]$", "bold magenta")
        shown.highlight_regex(r"❌.*", "red")
        shown.highlight_regex(r"⚠.*", "yellow")
        bullet = _BULLET.match(line)
        print_hanging(console, shown, bullet.end() if bullet else 0)


def print_hanging(console: Console, line: Text, indent: int) -> None:
    """Prints a line wrapped to the console's width, later lines indented; in a pipe it stays whole, so that it can be searched."""
    if not console.is_terminal:
        console.print(line, soft_wrap=True)
        return
    head, rest = line.divide([indent])
    wrapped = rest.wrap(console, console.width - indent)
    for part in wrapped:
        part.rstrip()
    console.print(head + Text("\n" + " " * indent).join(wrapped))
