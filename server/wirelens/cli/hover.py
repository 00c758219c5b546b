"""`wirelens hover FILE:LINE:COLUMN`: what an editor shows there."""

import re
from pathlib import Path
from typing import Annotated

import typer

from wirelens.cli.bad_input import BadInput
from wirelens.cli.console import output_console
from wirelens.cli.language import LanguageOption, help_text
from wirelens.cli.reading import RootOption, read_file
from wirelens.model.span import Position


def run(
    place: Annotated[str, typer.Argument(metavar="FILE:LINE:COLUMN", help=help_text("terminal.help.place"), show_default=False)],
    root: RootOption = None,
    language: LanguageOption = "auto",
) -> None:
    """Prints the hover as text."""
    from wirelens.cli.prose import print_prose  # noqa: PLC0415 — loaded when needed
    from wirelens.views.hover import hover_text  # noqa: PLC0415 — as above
    from wirelens.views.relations import relations  # noqa: PLC0415 — as above

    parts = re.fullmatch(r"(?P<file>.+):(?P<line>[1-9]\d{0,8}):(?P<column>[1-9]\d{0,8})", place, re.DOTALL)
    if parts is None:
        raise BadInput("not-a-place", text=place)
    line = int(parts["line"])
    snapshot, key = read_file(Path(parts["file"]), root, language)
    text = hover_text(snapshot, key, Position(line - 1, int(parts["column"]) - 1))
    if text is None:
        columns = [str(wire.span.start.column + 1) for wire in relations(snapshot.map).wires(key).wires if wire.span.start.line == line - 1]
        if columns:
            raise BadInput("no-wire-here", line=line, columns=", ".join(dict.fromkeys(columns)))
        raise BadInput("no-wire", line=line, path=parts["file"])
    print_prose(output_console(), text)
