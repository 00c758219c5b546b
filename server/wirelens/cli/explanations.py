"""`wirelens explanations`: what was explained of a workspace, and whether it still holds."""

import json
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from wirelens.cli.console import say, table_console
from wirelens.cli.language import LanguageOption, help_text
from wirelens.cli.reading import RootOption, read_folder, workspace_root
from wirelens.messages import render
from wirelens.model.message import message

ListFormat = Literal["text", "json"]


def run(
    root: RootOption = None,
    output: Annotated[ListFormat, typer.Option("--format", help=help_text("usage.help.format"))] = "text",
    language: LanguageOption = "auto",
) -> None:
    """Prints a row an explanation."""
    import asyncio  # noqa: PLC0415 - loaded when needed
    import os  # noqa: PLC0415 - as above

    from rich.table import Table  # noqa: PLC0415 - as above
    from rich.text import Text  # noqa: PLC0415 - as above

    from wirelens.model.narrative import Explanation  # noqa: PLC0415 - as above
    from wirelens.views.explanation_list import list_headings, list_json, list_rows  # noqa: PLC0415 - as above
    from wirelens.workspace.explaining import Explaining  # noqa: PLC0415 - as above
    from wirelens.workspace.reading import read_text  # noqa: PLC0415 - as above
    from wirelens.workspace.settings import command_line_settings  # noqa: PLC0415 - as above

    folder = workspace_root(Path.cwd() / "file", root)
    snapshot = read_folder(folder, language)
    settings = command_line_settings(folder).settings

    async def listing() -> tuple[Explanation, ...]:
        explaining = Explaining(os.environ, lambda notice: say(notice, snapshot.language))
        try:
            return await explaining.listing(folder, snapshot, settings, lambda file: read_text(folder / file))
        finally:
            await explaining.close()

    found = asyncio.run(listing())
    if output == "json":
        sys.stdout.write(json.dumps(list_json(found), ensure_ascii=False, indent=2) + "\n")
        return
    console = table_console()
    if not found:
        console.print(render(message("usage.list.none"), snapshot.language))
        return
    table = Table(box=None, pad_edge=False)
    for heading in list_headings(snapshot):
        table.add_column(heading, overflow="fold")
    for row in list_rows(snapshot, found):
        table.add_row(*(Text(cell) for cell in row))
    console.print(table)
