"""The whole project on one page: its services, the ideas it uses, who sends what to whom, what is wrong."""

import json
from collections.abc import Iterator
from typing import Any

from wirelens.messages import render
from wirelens.messages.visible import visible
from wirelens.model.finding import Finding
from wirelens.model.message import message
from wirelens.model.snapshot import Snapshot
from wirelens.model.span import Location
from wirelens.views.map_mermaid import map_mermaid
from wirelens.views.overview import overview, reading_order
from wirelens.views.phrases import Phrases
from wirelens.views.project_concepts import ProjectConcept, Use, project_concepts
from wirelens.views.project_document import Bullets, Diagram, Heading, Paragraph, Part, as_markdown, as_text
from wirelens.views.project_services import ServiceRole, service_roles
from wirelens.views.project_wires import Pair, WireLine, pairs
from wirelens.views.short_names import short_names
from wirelens.views.style import Markdown, Plain

MAX_USES = 8
"""Uses of one idea that are shown; the rest are counted."""

MAX_WIRES = 15
"""Wires between two services that are shown, broken ones first; the rest are counted."""

MAX_FINDINGS = 50


class ProjectReport:
    """A report, not yet in a style. Make it with `project_report`."""

    def __init__(self, snapshot: Snapshot, name: str) -> None:
        self._snapshot = snapshot
        self._name = name
        self._short_name = short_names(snapshot.files)

    def text(self) -> str:
        """Plain text, for terminals."""
        return as_text(_parts(Phrases(self._snapshot, Plain(self._short_name)), self._name))

    def markdown(self) -> str:
        """A Markdown document with links and a diagram."""
        return as_markdown(_parts(Phrases(self._snapshot, Markdown(self._snapshot.places, self._short_name)), self._name))

    def json(self) -> str:
        """The same as `wirelens.project/1`, whole. Sentences are in the snapshot's language."""
        document = _document(Phrases(self._snapshot, Plain()), self._name)
        text = json.dumps(document, ensure_ascii=False, indent=2)
        return text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"


def project_report(snapshot: Snapshot, name: str) -> ProjectReport:
    """The report of the project called `name`."""
    return ProjectReport(snapshot, name)


def _parts(phrases: Phrases, name: str) -> Iterator[Part]:
    order = reading_order(phrases)
    services = service_roles(phrases, order)
    yield Heading(1, _say(phrases, "title", name=phrases.style.plain(name)))
    yield Heading(2, _say(phrases, "overview"))
    if not services:
        yield Paragraph(_say(phrases, "empty"))
        return
    yield Paragraph(phrases.style.plain(overview(phrases.snapshot).summary))
    yield Paragraph(_say(phrases, "facts"))
    yield Diagram(map_mermaid(phrases.snapshot))
    yield Heading(2, _say(phrases, "services"))
    yield Bullets(tuple(_service(phrases, each) for each in services))
    concepts = project_concepts(phrases)
    if concepts:
        yield Heading(2, _say(phrases, "concepts"))
        for number, concept in enumerate(concepts, 1):
            yield from _concept(phrases, number, concept)
    yield Heading(2, _say(phrases, "wires"))
    yield from _wires(phrases, order)
    yield Heading(2, _say(phrases, "findings"))
    yield from _findings(phrases)


def _say(phrases: Phrases, key: str, **arguments: str | int) -> str:
    return render(message(f"project.{key}", **arguments), phrases.snapshot.language)


def _counted(phrases: Phrases, key: str, count: int) -> str:
    return _say(phrases, f"{key}.{'one' if count == 1 else 'many'}", count=count)


def _service(phrases: Phrases, each: ServiceRole) -> str:
    service, style = each.service, phrases.style
    key = "service" if each.frameworks else "service.plain"
    frameworks = " · ".join(map(style.plain, each.frameworks))
    text = _say(phrases, key, service=style.strong(service.id), frameworks=frameworks, sentence=each.sentence)
    endpoints = sum(endpoint.service == service.id for endpoint in phrases.relations.map.endpoints)
    parts = [text]
    parts += [_counted(phrases, "service.endpoints", endpoints)] if endpoints else []
    parts += [_say(phrases, "service.address", urls=", ".join(map(style.code, service.base_urls)))] if service.base_urls else []
    return " ".join(parts)


def _concept(phrases: Phrases, number: int, concept: ProjectConcept) -> Iterator[Part]:
    yield Heading(3, f"3.{number} {_say(phrases, f'concept.{concept.key}')}")
    yield Paragraph(_say(phrases, f"sentence.{concept.key}"))
    yield Heading(4, _say(phrases, "applied"))
    rows = [_use(phrases, use) for use in concept.uses[:MAX_USES]]
    more = len(concept.uses) - len(rows)
    yield Bullets((*rows, *([_counted(phrases, "more", more)] if more else [])))


def _use(phrases: Phrases, use: Use) -> str:
    place = phrases.style.place(use.location)
    if not use.text:
        return place
    return f"{place}, {use.text}" if use.is_continued else f"{place} {use.text}"


def _wires(phrases: Phrases, order: list[str]) -> Iterator[Part]:
    found = pairs(phrases, order)
    if not found:
        yield Paragraph(_say(phrases, "no-wires"))
    for pair in found:
        yield Heading(3, _pair(phrases, pair))
        lines = sorted(pair.lines, key=lambda line: not line.is_broken)[:MAX_WIRES]
        rows = [_wire(phrases, line) for line in sorted(lines, key=lambda line: line.location)]
        more = len(pair.lines) - len(rows)
        yield Bullets((*rows, *([_counted(phrases, "more", more)] if more else [])))


def _pair(phrases: Phrases, pair: Pair) -> str:
    if pair.source == pair.target:
        return _say(phrases, "inside", service=phrases.style.code(pair.source))
    source = phrases.style.code(pair.source) if pair.source else _say(phrases, "no-sender")
    target = phrases.style.code(pair.target) if pair.target else _say(phrases, "elsewhere")
    return _say(phrases, "pair", source=source, target=target)


def _wire(phrases: Phrases, line: WireLine) -> str:
    return f"{line.icon}{' ' if line.icon else ''}{phrases.style.place(line.location)} {line.text}"


def _findings(phrases: Phrases) -> Iterator[Part]:
    findings = phrases.snapshot.findings
    if findings:
        rows = [_finding(phrases, finding) for finding in findings[:MAX_FINDINGS]]
        more = len(findings) - len(rows)
        yield Bullets((*rows, *([_counted(phrases, "more", more)] if more else [])))
    else:
        yield Paragraph(_say(phrases, "no-findings"))
    unresolved = phrases.relations.map.coverage.unresolved
    if unresolved:
        yield Paragraph(_counted(phrases, "unresolved", unresolved))


def _finding(phrases: Phrases, finding: Finding) -> str:
    return phrases.finding(finding, "")


def _document(phrases: Phrases, name: str) -> dict[str, Any]:
    order = reading_order(phrases)
    return {
        "schema": "wirelens.project/1",
        "name": visible(name),
        "summary": overview(phrases.snapshot).summary,
        "services": [
            {
                "id": each.service.id,
                "root": each.service.root,
                "kind": list(each.service.kind),
                "base_urls": list(each.service.base_urls),
                "roles": list(each.roles),
                "sentence": each.sentence,
            }
            for each in service_roles(phrases, order)
        ],
        "concepts": [
            {
                "concept": concept.key,
                "title": _say(phrases, f"concept.{concept.key}"),
                "sentence": _say(phrases, f"sentence.{concept.key}"),
                "uses": [{**_place(use.location), "text": use.text} for use in concept.uses],
            }
            for concept in project_concepts(phrases)
        ],
        "wires": [
            {
                "source": pair.source or None,
                "target": pair.target or None,
                "lines": [{**_place(line.location), "text": line.text, "broken": line.is_broken} for line in pair.lines],
            }
            for pair in pairs(phrases, order)
        ],
        "findings": [
            {
                "code": finding.code,
                "severity": finding.severity,
                "message": render(finding.message, phrases.snapshot.language),
                **_place(finding.location),
            }
            for finding in phrases.snapshot.findings
        ],
        "unresolved": phrases.relations.map.coverage.unresolved,
    }


def _place(location: Location) -> dict[str, Any]:
    return {"file": location.file, "line": location.line}
