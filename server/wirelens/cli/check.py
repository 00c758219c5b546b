"""`wirelens check PATH`: what is broken."""

from pathlib import Path
from typing import Annotated

import typer

from wirelens.cli.console import output_console
from wirelens.cli.language import LanguageOption, help_text
from wirelens.cli.reading import existing_folder, read_folder


def run(
    path: Annotated[Path, typer.Argument(help=help_text("terminal.help.folder"), show_default=False)] = Path(),
    language: LanguageOption = "auto",
) -> None:
    """Prints every finding with the line of code. Ends with 1 if one is an error."""
    from wirelens.cli.finding_list import print_findings  # noqa: PLC0415 — loaded when needed

    root = existing_folder(path)
    snapshot = read_folder(root, language)
    print_findings(output_console(), snapshot, root)
    if any(finding.severity == "error" for finding in snapshot.findings):
        raise typer.Exit(1)
