"""`wirelens report FILE`: what one file is to the others."""

from pathlib import Path
from typing import Annotated

import typer

from wirelens.cli.console import output_console
from wirelens.cli.language import LanguageOption, help_text
from wirelens.cli.reading import RootOption, read_file


def run(
    file: Annotated[Path, typer.Argument(help=help_text("terminal.help.file"), show_default=False)],
    root: RootOption = None,
    language: LanguageOption = "auto",
) -> None:
    """Prints the report as text."""
    from wirelens.cli.prose import print_prose  # noqa: PLC0415 — loaded when needed
    from wirelens.views.report import report  # noqa: PLC0415 — as above

    snapshot, key = read_file(file, root, language)
    print_prose(output_console(), report(snapshot, key).text())
