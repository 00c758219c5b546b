"""Above each handler: how many calls lead to it."""

from dataclasses import dataclass

from wirelens.messages import render
from wirelens.model.message import Message, message
from wirelens.model.snapshot import Snapshot
from wirelens.model.span import Location, Span
from wirelens.views.relations import relations
from wirelens.views.wires import EndpointWire


@dataclass(frozen=True, slots=True)
class CodeLens:
    """A line above a handler. `targets` are its callers."""

    span: Span
    title: str
    targets: tuple[Location, ...]


def code_lenses(snapshot: Snapshot, file: str) -> tuple[CodeLens, ...]:
    """One lens a handler, in the order of the file; none where an ambiguous call may lead there and no other does."""
    known = relations(snapshot.map)
    lenses: list[CodeLens] = []
    for wire in known.wires(file).wires:
        if not isinstance(wire, EndpointWire) or not any(end.location.span == wire.span and not end.external for end in wire.endpoints):
            continue
        targets = tuple(Location(call.location.file, call.url_span) for call in known.callers(wire.endpoints))
        if targets or not known.possible_callers(wire.endpoints):
            lenses.append(CodeLens(wire.span, render(_title(len(targets), known.nobody(wire.endpoints)), snapshot.language), targets))
    return tuple(lenses)


def _title(callers: int, nobody: str) -> Message:
    if callers == 0:
        return message(f"views.{nobody}")
    return message("views.lens.one") if callers == 1 else message("views.lens.many", count=callers)
