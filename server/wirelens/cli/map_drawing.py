"""The map in a terminal: who talks to whom on top, then a box a service, then what is broken. All of it can be read without colour."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from wirelens.messages import render
from wirelens.model.finding import Finding
from wirelens.model.message import message
from wirelens.model.snapshot import Snapshot
from wirelens.views.overview import Connection, Mark, OtherEnd, Overview, Row, ServiceBlock, overview
from wirelens.views.style import visible

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
        console.print(_connections(seen.connections))
        console.print()
    layout = _layout(seen, console.width - BORDERS)
    for block in seen.services:
        console.print(_box(block, layout))
    shown = [finding for finding in snapshot.findings if finding.severity in ("error", "warning")]
    if shown:
        console.print()
        console.print(_broken(snapshot, shown))
        console.print()


def _connections(connections: Iterable[Connection]) -> Table:
    grid = Table.grid(padding=(0, 1))
    for connection in connections:
        notes = Text(", ".join((connection.count, *connection.notes)), "dim")
        if connection.broken:
            notes.append(f", {connection.broken}", "bold red")
        grid.add_row(" ", Text(connection.source, "bold"), Text("──▶", "green"), Text(connection.target, "bold"), notes)
    return grid


def _layout(seen: Overview, width: int) -> _Layout:
    """Side by side if paths and far ends fit; notes may go to a line of their own, and give way first."""
    rows = [row for block in seen.services for row in (*block.answers, *block.asks)]
    subject = max(cell_len(row.subject) for row in rows)
    place = max(cell_len(row.place) for row in rows)
    what = max(cell_len(row.what) for row in rows)
    ends = [other for row in rows for other in row.others]
    whole, bare = (max((_other(end, narrow).cell_len for end in ends), default=0) for narrow in (None, 0))
    room = width - subject - place - 3 * GAP
    if what + bare <= room:
        others = min(whole, room - what)
        return _Layout(subject, room - others, others, place)
    return _Layout(subject, width - subject - place - 2 * GAP, None, place)


def _box(block: ServiceBlock, layout: _Layout) -> Panel:
    title = Text.assemble(" ", (block.name, "bold"), " ")
    if block.frameworks:
        title.append(f"{block.frameworks} ", "dim")
    grid = Table.grid(padding=(0, GAP))
    grid.add_column(width=layout.subject, no_wrap=True)
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
    address = Text(f" {'  '.join(block.base_urls)} ", "dim") if block.base_urls else None
    return Panel(grid, title=title, title_align="left", subtitle=address, subtitle_align="right", box=box.ROUNDED, padding=(0, 1))


def _cells(row: Row, layout: _Layout) -> tuple[Text, ...]:
    broken = any(other.mark == "broken" for other in row.others)
    style = "bold red" if broken else ""
    subject, what, place = Text(row.subject, style or "cyan"), Text(row.what, style), Text(row.place, "dim")
    others = [_other(other, layout.others if layout.others is not None else layout.what) for other in row.others]
    if layout.others is None:
        return subject, Text("\n").join((what, *others)), place
    return subject, what, Text("\n").join(others), place


def _other(other: OtherEnd, width: int | None) -> Text:
    """A far end on one line; its note on a second one where `width` is too narrow (None: it never is)."""
    style = STYLES[other.mark]
    text = Text(f"{SIGNS[other.mark]} ", style)
    if other.service:
        text.append(f"{other.service} ", style if other.mark == "broken" else "bold")
    text.append(other.text, style if other.mark in ("broken", "nobody", "unknown") else "")
    if not other.note:
        return text
    if width is None or text.cell_len + 2 + cell_len(other.note) <= width:
        return text.append(f", {other.note}")
    return text.append(f",\n  {other.note}") if width else text.append(",")


def _broken(snapshot: Snapshot, findings: Iterable[Finding]) -> Table:
    grid = Table.grid(padding=(0, 1))
    for finding in findings:
        style = "bold red" if finding.severity == "error" else "yellow"
        place = f"{visible(finding.location.file)}:{finding.location.line}"
        sentence = visible(render(finding.message, snapshot.language))
        grid.add_row(Text(" ✗", style), Text(place, "bold", overflow="fold"), Text(sentence, overflow="fold"))
    return grid
