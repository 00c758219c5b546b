"""`wirelens report FILE`: what one file is to the others. `wirelens report --project`: the whole system on one page."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

import typer

from wirelens.cli.bad_input import BadInput
from wirelens.cli.console import output_console
from wirelens.cli.language import LanguageChoice, LanguageOption, help_text
from wirelens.cli.reading import RootOption, existing_folder, read_file, read_folder

ReportFormat = Literal["text", "markdown", "json"]


def run(
    path: Annotated[Path | None, typer.Argument(help=help_text("terminal.help.report-path"), show_default=False)] = None,
    project: Annotated[bool, typer.Option("--project", help=help_text("terminal.help.project"))] = False,
    output: Annotated[ReportFormat, typer.Option("--format", help=help_text("terminal.help.report-format"))] = "text",
    root: RootOption = None,
    language: LanguageOption = "auto",
) -> None:
    """Prints the report.

    Raises:
        BadInput: no file is named, or the JSON of one file is asked for.
    """
    if project:
        _project(path or Path(), output, language)
    elif path is None:
        raise BadInput("report.no-path")
    elif output == "json":
        raise BadInput("report.no-json")
    else:
        _file(path, output, root, language)


def _file(path: Path, output: ReportFormat, root: Path | None, language: LanguageChoice) -> None:
    from wirelens.cli.prose import print_prose  # noqa: PLC0415 — loaded when needed
    from wirelens.views.report import report  # noqa: PLC0415 — as above

    snapshot, key = read_file(path, root, language)
    if output == "markdown":
        _write(report(snapshot, key).markdown())
    else:
        print_prose(output_console(), report(snapshot, key).text())


def _project(path: Path, output: ReportFormat, language: LanguageChoice) -> None:
    from wirelens.cli.prose import print_prose  # noqa: PLC0415 — loaded when needed
    from wirelens.model.places import Folder, Places  # noqa: PLC0415 — as above
    from wirelens.views.project_report import project_report  # noqa: PLC0415 — as above

    folder = existing_folder(path)
    # Links of a page that lies at the top of the project, wherever that is.
    snapshot = replace(read_folder(folder, language), places=Places((Folder("", "."),)))
    page = project_report(snapshot, folder.resolve().name)
    if output == "text":
        print_prose(output_console(), page.text())
    else:
        _write(page.markdown() if output == "markdown" else page.json())


def _write(text: str) -> None:
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
