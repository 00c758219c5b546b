"""What is wrong in a file, in words."""

from dataclasses import dataclass

from wirelens.messages import render
from wirelens.model.finding import Finding, Severity
from wirelens.model.message import Language
from wirelens.model.snapshot import Snapshot
from wirelens.model.span import Location, Span


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding in the reader's language. `related` are the places that explain it, each with a sentence."""

    span: Span
    code: str
    severity: Severity
    message: str
    related: tuple[tuple[Location, str], ...]


def diagnostics(snapshot: Snapshot, file: str) -> tuple[Diagnostic, ...]:
    """Every finding of a file."""
    return tuple(diagnostic(finding, snapshot.language) for finding in snapshot.findings if finding.location.file == file)


def diagnostic(finding: Finding, language: Language) -> Diagnostic:
    """One finding in a language."""
    related = tuple((item.location, render(item.message, language)) for item in finding.related)
    return Diagnostic(finding.location.span, finding.code, finding.severity, render(finding.message, language), related)
