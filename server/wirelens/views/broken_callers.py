"""Whom the changes since HEAD break: a lens above each route that leaves calls behind, and the way to them."""

from collections.abc import Iterator
from dataclasses import dataclass

from wirelens.messages import render
from wirelens.model.contract_change import ContractChange
from wirelens.model.message import Message, message
from wirelens.model.snapshot import Snapshot
from wirelens.model.span import Location, Position, Span
from wirelens.views.contract_diff import method, path


@dataclass(frozen=True, slots=True)
class BreakLens:
    """A line above a handler, or at the top of the file that an operation was removed from."""

    span: Span
    title: str


def break_lenses(snapshot: Snapshot, file: str) -> tuple[BreakLens, ...]:
    """One lens a change that breaks calls, in the order of changes."""
    return tuple(BreakLens(change.shown_at.span, render(_title(change), snapshot.language)) for change in _breaking(snapshot, file))


def broken_callers(snapshot: Snapshot, file: str, position: Position) -> tuple[Location, ...]:
    """The calls that a change shown at this position breaks."""
    changes = [change for change in _breaking(snapshot, file) if change.shown_at.span.holds(position)]
    return tuple(dict.fromkeys(broken.location for change in changes for broken in change.breaks))


def _breaking(snapshot: Snapshot, file: str) -> Iterator[ContractChange]:
    return (change for change in snapshot.contract_changes if change.breaks and change.shown_at.file == file)


def _title(change: ContractChange) -> Message:
    breaks = message(f"contracts.lens.{'one' if len(change.breaks) == 1 else 'many'}", count=len(change.breaks))
    if change.after is not None:
        return breaks
    return message("contracts.lens.removed", before=f"{method(change.subject)} {path(change.subject)}", breaks=breaks)
