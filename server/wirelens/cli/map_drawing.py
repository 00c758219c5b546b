"""The map in a terminal: who talks to whom on top, then a box a service, then what is broken. All of it can be read without colour."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich import box
from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from wirelens.cli.prose import print_hanging
from wirelens.messages import render
from wirelens.messages.visible import visible
from wirelens.model.finding import Finding
from wirelens.model.message import message
from wirelens.model.snapshot import Snapshot
from wirelens.views.overview import Connection, Mark, OtherEnd, Overview, Row, ServiceBlock, overview

SIGNS: dict[Mark, str] = {"from": "◀", "to": "▶", "queued": "◀", "nobody": "·", "broken": "✗", "external": "↗", "unknown": "?"}
STYLES: dict[Mark, str] = {
    "from": "green",
    "to": "green",
    "queued": "green",
    "nobody": "dim",
    "broken": "bold red",
    "external": "blue",
    "unknown": "yellow",
}
BORDERS = 4
"""Columns that a box takes for its sides."""

WIDEST_METHODS = len("GET, POST")
"""Columns for methods; more of them go to further lines."""

GAP = 2
"""Columns between columns."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """The widths of the columns, the same in every box. Where `others` is None, far ends stand below what leads to them."""

    subject: int
    what: int
    others: int | None
    place: int


def draw_map(console: Console, snapshot: Snapshot, name: str) -> None:
    """Prints the map of the folder `name`."""
    seen = overview(snapshot)
    if not seen.services:
        console.print(render(message("terminal.map.empty", path=name), snapshot.language))
        return
    console.print()
    console.print(Text.assemble("  ", (visible(name), "bold"), (f"  {seen.summary}", "dim")))
    console.print()
    if seen.connections:
        for line in _connections(seen.connections):
            console.print(line)
        console.print()
    layout = _layout(seen, console.width - BORDERS)
    for block in seen.services:
        console.print(_box(block, layout))
    console.print()
    for finding in snapshot.findings:
        if finding.severity in ("error", "warning"):
            print_hanging(console, _broken(snapshot, finding), indent=4)


def _connections(connections: Sequence[Connection]) -> Iterator[Text]:
    source, target = (max(map(cell_len, ends)) for ends in zip(*((pair.source, pair.target) for pair in connections), strict=True))
    for pair in connections:
        yield Text.assemble(
            ("  " + set_cell_size(pair.source, source), "bold"),
            (" ──▶ ", "green"),
            (set_cell_size(pair.target, target), "bold"),
            ("  " + ", ".join((pair.count, *pair.notes)), "dim"),
            (", " if pair.broken else "", "dim"),
            (pair.broken, "bold red"),
        )


def _layout(seen: Overview, width: int) -> _Layout:
    """Side by side if that fits, with notes on lines of their own and the longest paths folded if need be."""
    rows = [row for block in seen.services for row in (*block.answers, *block.asks)]
    subject = min(max(cell_len(row.subject) for row in rows), WIDEST_METHODS)
    place = max(cell_len(row.place) for row in rows)
    what = max(cell_len(row.what) for row in rows)
    ends = [other for row in rows for other in row.others]
    whole, bare = (max((_other(end, narrow).cell_len for end in ends), default=0) for narrow in (None, 0))
    room = width - subject - place - 3 * GAP
    narrowed = min(what, max(room - bare, what * 3 // 4))
    if narrowed + bare <= room:
        others = min(whole, room - narrowed)
        return _Layout(subject, room - others, others, place)
    return _Layout(subject, width - subject - place - 2 * GAP, None, place)


def _box(block: ServiceBlock, layout: _Layout) -> Panel:
    title = Text.assemble((block.name, "bold not dim"), (f"  {block.frameworks}" if block.frameworks else "", "dim"))
    grid = Table.grid(padding=(0, GAP))
    grid.add_column(width=layout.subject, overflow="fold")
    grid.add_column(width=layout.what, overflow="fold")
    if layout.others is not None:
        grid.add_column(width=layout.others, overflow="fold")
    grid.add_column(width=layout.place, justify="right", overflow="fold")
    for row in block.answers:
        grid.add_row(*_cells(row, layout))
    if block.answers and block.asks:
        grid.add_row()
    for row in block.asks:
        grid.add_row(*_cells(row, layout))
    address = Text("  ".join(block.base_urls), "dim") if block.base_urls else None
    return Panel(
        grid,
        title=title,
        title_align="left",
        subtitle=address,
        subtitle_align="right",
        box=box.ROUNDED,
        border_style="dim",
        padding=(0, 1),
    )


def _cells(row: Row, layout: _Layout) -> tuple[Text, ...]:
    broken = any(other.mark == "broken" for other in row.others)
    style = "bold red" if broken else ""
    subject, what, place = Text(row.subject, style or "cyan"), Text(_folded(row.what, layout.what), style), Text(row.place, "dim")
    others = [_other(other, layout.others if layout.others is not None else layout.what) for other in row.others]
    if layout.others is None:
        return subject, Text("\n").join((what, *others)), place
    return subject, what, Text("\n").join(others), place


def _folded(path: str, width: int) -> str:
    """A path that is too long, folded before slashes."""
    if cell_len(path) <= width:
        return path
    lines = [""]
    for segment in re.split("(?=/)", path):
        if lines[-1].strip() and cell_len(lines[-1] + segment) > width:
            lines.append("  ")
        lines[-1] += segment
    return "\n".join(lines)


def _other(other: OtherEnd, width: int | None) -> Text:
    """A far end on one line; its note on a second one where `width` is too narrow (None: it never is)."""
    style = STYLES[other.mark]
    text = Text.assemble(
        (f"{SIGNS[other.mark]} ", style),
        (f"{other.service} " if other.service else "", style if other.mark == "broken" else "bold"),
        (other.text, style if other.mark in ("broken", "nobody", "unknown") else ""),
    )
    if not other.note:
        return text
    if width is None or text.cell_len + 2 + cell_len(other.note) <= width:
        return text.append(f", {other.note}")
    return text.append(f",\n  {other.note}") if width else text.append(",")


def _broken(snapshot: Snapshot, finding: Finding) -> Text:
    style = "bold red" if finding.severity == "error" else "yellow"
    place = f"{visible(finding.location.file)}:{finding.location.line}"
    return Text.assemble(("  ✗ ", style), (place, "bold"), "  ", render(finding.message, snapshot.language))
