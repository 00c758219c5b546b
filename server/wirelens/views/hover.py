"""What stands under the cursor: the other end of a wire, in at most twelve lines."""

from dataclasses import dataclass

from wirelens.model.facts import ConceptUse
from wirelens.model.finding import Finding
from wirelens.model.snapshot import Snapshot
from wirelens.model.span import Location, Position, Span
from wirelens.views.explanation import explanation_of, hover_sentence
from wirelens.views.hover_call import describe_call
from wirelens.views.hover_channel import describe_channel
from wirelens.views.hover_concept import concept_at, describe_concept
from wirelens.views.hover_endpoint import describe_endpoints
from wirelens.views.hover_history import describe_history
from wirelens.views.hover_text import Description, lay_out
from wirelens.views.phrases import Phrases
from wirelens.views.style import Markdown, Plain
from wirelens.views.wires import CallWire, EndpointWire, Wire


@dataclass(frozen=True, slots=True)
class Hover:
    """Markdown, and the range that it is about."""

    markdown: str
    span: Span


def hover(snapshot: Snapshot, file: str, position: Position) -> Hover | None:
    """What is known of the innermost wire at a position, or of the concept there; None where there is neither."""
    return _hover(Phrases(snapshot, Markdown(snapshot.places)), file, position)


def hover_text(snapshot: Snapshot, file: str, position: Position) -> str | None:
    """The same as plain text, for terminals."""
    found = _hover(Phrases(snapshot, Plain()), file, position)
    return None if found is None else found.markdown


def _hover(phrases: Phrases, file: str, position: Position) -> Hover | None:
    wire = phrases.relations.wire_at(file, position)
    concept = concept_at(phrases.snapshot, file, position)
    if wire is not None:
        return Hover(_text(phrases, file, wire, concept), wire.span)
    return None if concept is None else Hover(describe_concept(phrases, concept), concept.span)


def _text(phrases: Phrases, file: str, wire: Wire, concept: ConceptUse | None) -> str:
    description = _describe(phrases, wire)
    change = describe_history(phrases, wire) or phrases.change(file)
    return lay_out(
        phrases,
        description,
        facts=(*((change,) if change else ()), *((describe_concept(phrases, concept),) if concept else ())),
        findings=[phrases.finding(finding, file) for finding in phrases.snapshot.findings if _is_about(finding, file, wire)],
        narrative=_explanation(phrases, file, wire),
    )


def _describe(phrases: Phrases, wire: Wire) -> Description:
    match wire:
        case CallWire(call=call):
            return describe_call(phrases, call, has_finding=any(_is_about(f, call.location.file, wire) for f in phrases.snapshot.findings))
        case EndpointWire(endpoints=endpoints):
            return describe_endpoints(phrases, endpoints)
        case _:
            return describe_channel(phrases, wire.channel)


def _is_about(finding: Finding, file: str, wire: Wire) -> bool:
    """Whether a finding, or what explains it, is at a wire: at any part of a call, at an endpoint's handler or route."""
    match wire:
        case CallWire(call=call):
            spans = (call.url_span, *((call.method_span,) if call.method_span else ()))
            return finding.location.file == file and any(finding.location.span.touches(span) for span in spans)
        case EndpointWire(endpoints=endpoints):
            places = {place for endpoint in endpoints for place in (endpoint.location, endpoint.declared)}
            locations = (finding.location, *(related.location for related in finding.related))
            return any(place.file == location.file and place.span.touches(location.span) for place in places for location in locations)
        case _:
            return finding.location.file == file and finding.location.span.touches(wire.span)


def _explanation(phrases: Phrases, file: str, wire: Wire) -> str | None:
    """What Gemini said of the function around a wire, or of its file."""
    around = phrases.relations.functions.by_location.get(phrases.relations.functions.around(Location(file, wire.span)))
    names = [endpoint.handler for endpoint in wire.endpoints if endpoint.location.file == file] if isinstance(wire, EndpointWire) else []
    explanation = explanation_of(phrases.snapshot, file, [*names, *([around.name] if around else [])])
    return explanation and hover_sentence(phrases, explanation)
