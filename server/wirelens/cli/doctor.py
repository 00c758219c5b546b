"""`wirelens doctor PATH`: is everything in place?"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wirelens.cli.console import output_console
from wirelens.cli.language import LanguageOption, chosen_language, help_text
from wirelens.cli.reading import existing_folder

if TYPE_CHECKING:
    from wirelens.cli.diagnosis import Check
    from wirelens.model.message import Language


def run(
    path: Annotated[Path, typer.Argument(help=help_text("doctor.help-path"), show_default=False)] = Path(),
    language: LanguageOption = "auto",
) -> None:
    """Prints a list of checks. Ends with 1 if something is broken."""
    from wirelens.cli.diagnosis import diagnose  # noqa: PLC0415 — loads every room
    from wirelens.workspace.settings import command_line_settings  # noqa: PLC0415 — as above

    root = existing_folder(path)
    resolution = command_line_settings(root)
    chosen = chosen_language(language, resolution.settings.language)
    outcomes = {_shown(check, chosen) for check in diagnose(root, resolution, chosen)}
    if "broken" in outcomes:
        raise typer.Exit(1)


def _shown(check: "Check", language: "Language") -> str:
    """Prints a check as soon as it is made; answers its outcome. In a pipe every line stays whole, so that it can be searched."""
    from rich.cells import set_cell_size  # noqa: PLC0415 — slow to load, and `--help` needs none
    from rich.text import Text  # noqa: PLC0415 — as above

    from wirelens.messages import render  # noqa: PLC0415 — as above

    console = output_console()
    mark, colour = {"good": ("✓", "green"), "attention": ("!", "bold yellow"), "broken": ("✗", "bold red")}[check.outcome]
    title = set_cell_size(render(check.title, language), 12)
    for number, parts in enumerate(check.lines):
        margin = Text.assemble((f"{mark} ", colour), (title, "bold")) if number == 0 else Text(" " * 14)
        line = Text(" · ".join(render(part, language) for part in parts))
        line.highlight_regex(r"https?://\S+[^\s,.;)]", "cyan")
        rows = line.wrap(console, console.width - 14, overflow="fold") if console.is_terminal else [line]
        console.print(margin + Text("\n" + " " * 14).join(rows), soft_wrap=not console.is_terminal)
    return check.outcome
