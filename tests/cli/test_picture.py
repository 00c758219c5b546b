"""The picture of the map in README is what the command draws."""

import io
from pathlib import Path

from rich.console import Console

from support.golden import compare
from wirelens.cli.map_drawing import draw_map
from wirelens.model.settings import Settings
from wirelens.workspace.folder_analysis import analyze_folder

TOP = Path(__file__).parents[2]
EXAMPLE = TOP / "examples" / "three-machines"


def test_picture_of_the_map(update: bool) -> None:
    console = Console(
        record=True,
        width=104,
        file=io.StringIO(),
        force_terminal=True,
        color_system="truecolor",
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    draw_map(console, analyze_folder(EXAMPLE, Settings(), "en"), EXAMPLE.name)
    picture = console.export_svg(title=f"wirelens map examples/{EXAMPLE.name}", unique_id="wirelens-map")
    compare(TOP / "docs" / "images" / "terminal.svg", picture, update=update)
