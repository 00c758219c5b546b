"""Between our values and the protocol's."""

from lsprotocol import types

from wirelens.model.finding import Severity
from wirelens.model.span import Location, Position, Span
from wirelens.workspace.session import Session

SEVERITIES: dict[Severity, types.DiagnosticSeverity] = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "information": types.DiagnosticSeverity.Information,
    "hint": types.DiagnosticSeverity.Hint,
}


def from_position(position: types.Position) -> Position:
    """A position that the client sent."""
    return Position(position.line, position.character)


def from_range(text_range: types.Range) -> Span:
    """A range that the client sent."""
    return Span(from_position(text_range.start), from_position(text_range.end))


def to_position(position: Position) -> types.Position:
    """A position for the client."""
    return types.Position(position.line, position.column)


def to_range(span: Span) -> types.Range:
    """A range for the client."""
    return types.Range(to_position(span.start), to_position(span.end))


def to_location(session: Session, location: Location) -> types.Location:
    """A place in a file for the client."""
    return types.Location(session.files.uri(location.file), to_range(location.span))
