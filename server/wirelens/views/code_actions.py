"""What can be done at a place: certain fixes of findings, and whether there is a wire to explain."""

from dataclasses import dataclass

from wirelens.messages import render
from wirelens.model.snapshot import Snapshot
from wirelens.model.span import Location, Span
from wirelens.views.diagnostics import Diagnostic, diagnostic
from wirelens.views.relations import relations


@dataclass(frozen=True, slots=True)
class QuickFix:
    """An edit that certainly mends a finding: `location` becomes `new_text`."""

    title: str
    finding: Diagnostic
    location: Location
    new_text: str


def quick_fixes(snapshot: Snapshot, file: str, span: Span) -> tuple[QuickFix, ...]:
    """The fixes of every finding that touches a range, computed from our own findings: not every client sends them back whole."""
    return tuple(
        QuickFix(render(fix.title, snapshot.language), diagnostic(finding, snapshot.language), fix.location, fix.new_text)
        for finding in snapshot.findings
        if finding.location.file == file and finding.location.span.touches(span)
        for fix in finding.fixes
    )


def on_wire(snapshot: Snapshot, file: str, span: Span) -> bool:
    """Whether a range touches a route, a handler, a call or a hand-over."""
    return relations(snapshot.map).wires(file).touching(span)
