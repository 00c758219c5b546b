"""`wirelens explain FILE`: what Gemini says of one file, after the user agreed to ask it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wirelens.cli.bad_input import BadInput
from wirelens.cli.console import error_console, output_console
from wirelens.cli.language import LanguageChoice, LanguageOption, help_text
from wirelens.cli.reading import RootOption, existing_file, read_file, workspace_root

if TYPE_CHECKING:
    from wirelens.workspace.explaining import Subject


def run(
    file: Annotated[Path, typer.Argument(help=help_text("terminal.help.file"), show_default=False)],
    root: RootOption = None,
    language: LanguageOption = "auto",
    yes: Annotated[bool, typer.Option("--yes", "-y", help=help_text("explain.help.yes"))] = False,
    show_prompt: Annotated[bool, typer.Option("--show-prompt", help=help_text("explain.help.show-prompt"))] = False,
) -> None:
    """Prints the explanation, marked as Gemini's. Ends with 1 if there is none, and says why."""
    import asyncio  # noqa: PLC0415 - loaded when needed

    from wirelens.cli.asking import Asking  # noqa: PLC0415 - as above

    asking = Asking(output_console(), error_console(), _subject(file, root, language))
    status = asyncio.run(asking.show_prompt() if show_prompt else asking.explain(agreed=yes))
    if status:
        raise typer.Exit(status)


def _subject(file: Path, root: Path | None, language: LanguageChoice) -> "Subject":
    from wirelens.workspace.explaining import Subject  # noqa: PLC0415 - as above
    from wirelens.workspace.reading import read_text  # noqa: PLC0415 - as above
    from wirelens.workspace.settings import command_line_settings  # noqa: PLC0415 - as above

    snapshot, key = read_file(file, root, language)
    folder = workspace_root(existing_file(file), root)
    text = read_text(folder / key)
    if text is None:
        raise BadInput("unreadable", path=str(file), reason="")
    return Subject(folder, key, text, snapshot, command_line_settings(folder).settings)
