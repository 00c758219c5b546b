"""Reports and hovers in a terminal: names and places in colour, lines wrapped under their bullets."""

import re

from rich.console import Console
from rich.text import Text

_BULLET = re.compile(r"^\s*- ")


def print_prose(console: Console, text: str) -> None:
    """Prints lines of text. Bullets hang; in a pipe every line stays whole, so that it can be searched."""
    for index, line in enumerate(text.splitlines()):
        shown = Text(line, "bold" if index == 0 else "")
        shown.highlight_regex(r"`[^`]*`", "cyan")
        shown.highlight_regex(r"[^\s(\[]+\.\w+:\d+", "green")
        shown.highlight_regex(r"^\[.*\]$", "bold magenta")
        shown.highlight_regex(r"❌.*", "red")
        shown.highlight_regex(r"⚠.*", "yellow")
        bullet = _BULLET.match(line)
        if not console.is_terminal:
            console.print(shown, soft_wrap=True)
        elif bullet:
            console.print(_hanging(shown, bullet.end(), console))
        else:
            console.print(shown)


def _hanging(line: Text, indent: int, console: Console) -> Text:
    """The line wrapped to the console's width, later lines under the first's text."""
    mark, rest = line.divide([indent])
    return mark + Text("\n" + " " * indent).join(rest.wrap(console, console.width - indent))
