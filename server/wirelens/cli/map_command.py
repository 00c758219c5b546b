"""`wirelens map PATH`: who talks to whom."""

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from wirelens.cli.console import output_console
from wirelens.cli.language import LanguageOption, help_text
from wirelens.cli.reading import existing_folder, read_folder

FormatOption = Annotated[Literal["text", "json", "mermaid"], typer.Option("--format", help=help_text("terminal.help.format"))]


def run(
    path: Annotated[Path, typer.Argument(help=help_text("terminal.help.folder"), show_default=False)] = Path(),
    output: FormatOption = "text",
    language: LanguageOption = "auto",
) -> None:
    """Draws the map, or prints it as JSON or as a mermaid flowchart."""
    from wirelens.cli.map_drawing import draw_map  # noqa: PLC0415 — loaded when needed
    from wirelens.views.map_json import map_json  # noqa: PLC0415 — as above
    from wirelens.views.map_mermaid import map_mermaid  # noqa: PLC0415 — as above

    root = existing_folder(path)
    snapshot = read_folder(root, language)
    if output == "json":
        sys.stdout.buffer.write(map_json(snapshot.map, snapshot.findings).encode())
    elif output == "mermaid":
        sys.stdout.buffer.write(map_mermaid(snapshot).encode("utf-8", "replace"))
    else:
        draw_map(output_console(), snapshot, root.resolve().name)
