"""The map in a terminal: who talks to whom on top, then a box a service. All of it can be read without colour."""

from rich import box
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from wirelens.cli.finding_list import counts
from wirelens.messages import render
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


def draw_map(console: Console, snapshot: Snapshot, name: str) -> None:
    """Prints the map of the folder `name`."""
    seen = overview(snapshot)
    if not seen.services:
        console.print(render(message("terminal.map.empty", path=name), snapshot.language))
        return
    console.print()
    for connection in _connections(seen):
        console.print(connection)
    for block in seen.services:
        console.print(_service(block))
    console.print(Text(f" {seen.summary}", "dim"))
    if snapshot.findings:
        console.print(Text.assemble(" ", (counts(snapshot), "bold red"), (" · wirelens check", "dim")))


def _connections(seen: Overview) -> list[RenderableType]:
    if not seen.connections:
        return []
    grid = Table.grid(padding=(0, 1))
    for connection in seen.connections:
        grid.add_row(" ", *_connection(connection))
    return [grid, Text()]


def _connection(connection: Connection) -> tuple[Text, Text, Text, Text]:
    notes = Text(connection.count, "dim")
    for note in connection.notes:
        notes.append(f", {note}", "dim")
    return Text(connection.source, "bold"), Text("──▶", "green"), Text(connection.target, "bold"), notes


def _service(block: ServiceBlock) -> Panel:
    title = Text.assemble((f" {block.name} ", "bold"))
    if block.frameworks:
        title.append(f"{block.frameworks} ", "dim")
    address = Text(f" {'  '.join(block.base_urls)} ", "dim") if block.base_urls else None
    grid = Table.grid(padding=(0, 2), expand=True)
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold", ratio=5)
    grid.add_column(overflow="fold", ratio=6)
    grid.add_column(overflow="fold", justify="right", ratio=3)
    for row in block.answers:
        grid.add_row(*_row(row))
    if block.answers and block.asks:
        grid.add_row()
    for row in block.asks:
        grid.add_row(*_row(row))
    return Panel(Group(grid), title=title, title_align="left", subtitle=address, subtitle_align="right", box=box.ROUNDED, padding=(0, 1))


def _row(row: Row) -> tuple[Text, Text, Text, Text]:
    broken = any(other.mark == "broken" for other in row.others)
    style = "bold red" if broken else ""
    others = Text("\n").join(_other(other) for other in row.others)
    return Text(row.subject, style or "cyan"), Text(row.what, style), others, Text(row.place, "dim")


def _other(other: OtherEnd) -> Text:
    style = STYLES[other.mark]
    text = Text(f"{SIGNS[other.mark]} ", style)
    if other.service:
        text.append(f"{other.service} ", "bold" if other.mark != "broken" else style)
    return text.append(other.text, style if other.mark in ("broken", "nobody", "unknown") else "")
