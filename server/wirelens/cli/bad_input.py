"""What the user got wrong, in one sentence."""

import typer

from wirelens.cli.language import terminal_language
from wirelens.messages import render
from wirelens.model.message import message


class BadInput(typer.TyperException):
    """Ends the program with status 2 and the message `terminal.<key>`."""

    def __init__(self, key: str, **arguments: str | int) -> None:
        super().__init__(render(message(f"terminal.{key}", **arguments), terminal_language()))
