"""Above each handler: how many calls lead to it. Above what Gemini explained: what it said, and whether that still holds."""

from dataclasses import dataclass

from wirelens.messages import render
from wirelens.model.message import Message, message
from wirelens.model.narrative import Scope
from wirelens.model.snapshot import Snapshot
from wirelens.model.span import Location, Span
from wirelens.views.explanation import staleness_phrase
from wirelens.views.function_index import FILE_TOP
from wirelens.views.phrases import Phrases
from wirelens.views.relations import relations
from wirelens.views.style import Plain
from wirelens.views.wires import EndpointWire


@dataclass(frozen=True, slots=True)
class CodeLens:
    """A line above a handler. `targets` are its callers."""

    span: Span
    title: str
    targets: tuple[Location, ...]


@dataclass(frozen=True, slots=True)
class ExplanationLens:
    """A line above what was explained; a stale explanation is there to be asked for again."""

    span: Span
    title: str
    scope: Scope
    is_stale: bool


def explanation_lenses(snapshot: Snapshot, file: str) -> tuple[ExplanationLens, ...]:
    """One lens an explanation of a file and of what is in it, in the order of scopes."""
    phrases = Phrases(snapshot, Plain())
    lenses: list[ExplanationLens] = []
    for explanation in snapshot.explanations.get(file, ()):
        scope = explanation.narrative.scope
        span = FILE_TOP if scope.kind == "file" else _name_of(phrases, scope)
        if span is None:
            continue
        if explanation.staleness is None:
            title = phrases.say("lens.gemini", title=explanation.narrative.title)
        else:
            title = phrases.say("lens.gemini-stale", why=staleness_phrase(phrases, explanation.staleness))
        lenses.append(ExplanationLens(span, title, scope, explanation.staleness is not None))
    return tuple(lenses)


def _name_of(phrases: Phrases, scope: Scope) -> Span | None:
    """Where the name of a function is, None where it is gone."""
    function = phrases.relations.functions.named(scope.file, (scope.name,))
    return None if function is None else function.location.span


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
