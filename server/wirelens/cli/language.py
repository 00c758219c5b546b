"""The language of the command line: as asked for, else as set, else the terminal's."""

from typing import Annotated, Literal

import typer

from wirelens.messages import render
from wirelens.model.message import Language, message
from wirelens.workspace.language import resolve_language, terminal_locale

LanguageChoice = Literal["auto", "en", "ko"]


def help_text(key: str) -> str:
    """A message in the terminal's language: help is made before any option is known."""
    return render(message(key), terminal_language())


def terminal_language() -> Language:
    """The language of the terminal's locale."""
    return resolve_language("auto", terminal_locale())


def chosen_language(choice: LanguageChoice, setting: LanguageChoice) -> Language:
    """The language that `--language` asks for; `auto` leaves it to the setting, and that to the terminal."""
    return resolve_language(setting if choice == "auto" else choice, terminal_locale())


LanguageOption = Annotated[LanguageChoice, typer.Option("--language", help=help_text("terminal.help.language"))]
