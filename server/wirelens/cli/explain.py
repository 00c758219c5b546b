"""`wirelens explain FILE… | --changed | --all`: what Gemini says of files, after the user agreed to ask it."""

from pathlib import Path
from typing import Annotated

import typer

from wirelens.cli.console import error_console, output_console, say
from wirelens.cli.language import LanguageOption, chosen_language, help_text
from wirelens.cli.reading import RootOption
from wirelens.model.message import message


def run(  # noqa: PLR0913, PLR0917 - typer takes options as arguments
    files: Annotated[list[Path] | None, typer.Argument(help=help_text("consent.help.files"), show_default=False)] = None,
    changed: Annotated[bool, typer.Option("--changed", help=help_text("consent.help.changed"))] = False,
    everything: Annotated[bool, typer.Option("--all", help=help_text("consent.help.all"))] = False,
    root: RootOption = None,
    language: LanguageOption = "auto",
    yes: Annotated[bool, typer.Option("--yes", "-y", help=help_text("explain.help.yes"))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=help_text("consent.help.dry-run"))] = False,
) -> None:
    """Prints what Gemini says, marked as Gemini's. Ends with 1 if a file was not explained, and says why.

    What is stored is not asked for again: after an interruption the same command goes on.

    Raises:
        BadInput: no file is named, or one that is not there.
    """
    import asyncio  # noqa: PLC0415 - loaded when needed

    from wirelens.cli.asked_files import asked_subjects  # noqa: PLC0415 - as above
    from wirelens.cli.asking import Asking  # noqa: PLC0415 - as above
    from wirelens.cli.dry_run import show  # noqa: PLC0415 - as above

    subjects = asked_subjects(files or [], root, language, changed=changed, everything=everything)
    output, errors = output_console(), error_console()
    if not subjects:  # of those that were not named: nothing is changed, or nothing talks
        say(message("consent.nothing-talks" if everything else "consent.nothing-changed"), chosen_language(language, "auto"), errors)
        return
    status = asyncio.run(show(output, errors, subjects) if dry_run else Asking(output, errors, subjects).explain(agreed=yes))
    if status:
        raise typer.Exit(status)
