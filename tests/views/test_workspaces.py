"""Every view of whole workspaces, from their sources on; `--update` rewrites what they expect."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import cast

import pytest

from support.markdown_text import shown, unlinked
from support.scenario import Scenario, read_scenario
from wirelens.model.message import Language
from wirelens.model.places import Folder, Places
from wirelens.model.snapshot import Snapshot
from wirelens.model.span import Location, Span
from wirelens.views.call_hierarchy import incoming, outgoing, prepare
from wirelens.views.code_lens import code_lenses
from wirelens.views.diagnostics import diagnostics
from wirelens.views.document_links import document_links
from wirelens.views.hover import hover
from wirelens.views.relations import relations
from wirelens.views.report import report
from wirelens.views.symbols import workspace_symbols

WORKSPACES = sorted((Path(__file__).parent / "workspaces").glob("*.scenario"))


@pytest.mark.parametrize("path", WORKSPACES, ids=lambda path: path.stem)
def test_every_view(path: Path, update: bool) -> None:
    scenario = read_scenario(path)
    actual = {kind: _actual(scenario, kind) for kind in scenario.expected}
    if update:
        scenario.rewrite(actual)
        scenario = read_scenario(path)
    assert actual == scenario.expected


def _actual(scenario: Scenario, kind: str) -> str:
    view, _, language = kind.partition(" ")
    result = scenario.analyse()
    places = Places((Folder("", "file:///w"),))
    return VIEWS[view](Snapshot(result.map, result.findings, places, cast("Language", language), files=result.files))


def _reports(moment: Snapshot) -> str:
    return "\n\n".join(report(moment, file).text() for file in sorted(moment.files))


def _lenses(moment: Snapshot) -> str:
    return "\n".join(f"{file}:{_range(lens.span)} {lens.title}" for file in sorted(moment.files) for lens in code_lenses(moment, file))


def _diagnostics(moment: Snapshot) -> str:
    found = [(file, item) for file in sorted(moment.files) for item in diagnostics(moment, file)]
    return "\n".join(f"{file}:{_range(item.span)} {item.severity} {item.code}: {item.message}" for file, item in found)


def _symbols(moment: Snapshot) -> str:
    return "\n".join(f"{each.name} [{each.container}] {_place(each.location)}" for each in workspace_symbols(moment, ""))


def _links(moment: Snapshot) -> str:
    links = [(file, link) for file in sorted(moment.files) for link in document_links(moment, file)]
    return "\n".join(f"{file}:{_range(link.span)} → {_place(link.target)} {link.tooltip}" for file, link in links)


def _place(location: Location) -> str:
    return f"{location.file}:{_range(location.span)}"


def _hierarchy(moment: Snapshot) -> str:
    """Every item of the map, with what calls it and what it calls."""
    lines: list[str] = []
    places = {function.location: function.name for function in moment.map.functions}
    places |= {endpoint.location: endpoint.handler for endpoint in moment.map.endpoints if endpoint.external}
    for location, name in sorted(places.items()):
        item, *_ = prepare(moment, location.file, location.span.start)
        lines.append(f"{item.kind} {item.name} ({item.detail}) {_place(location)}")
        for mark, calls in (("<-", incoming(moment, name, location)), ("->", outgoing(moment, name, location))):
            for call in calls:
                spans = ", ".join(map(_range, call.spans))
                lines.append(f"  {mark} {call.item.kind} {call.item.name} ({call.item.detail}) {call.item.location.file} at {spans}")
    return "\n".join(lines)


def _hovers(moment: Snapshot) -> str:
    texts: list[str] = []
    for file in sorted(moment.files):
        for wire in relations(moment.map).wires(file).wires:
            found = hover(moment, file, wire.span.start)
            assert found is not None
            assert len(found.markdown.splitlines()) <= 12
            assert all(link.startswith("file:///w/") for link in shown(found.markdown).links)
            texts.append(f"{file}:{_range(found.span)}\n{unlinked(found.markdown)}")
    return "\n\n".join(texts)


def _range(span: Span) -> str:
    return f"{span.start.line + 1}:{span.start.column + 1}-{span.end.column + 1}"


VIEWS: Mapping[str, Callable[[Snapshot], str]] = {
    "hovers": _hovers,
    "reports": _reports,
    "lenses": _lenses,
    "diagnostics": _diagnostics,
    "hierarchy": _hierarchy,
    "symbols": _symbols,
    "links": _links,
}
