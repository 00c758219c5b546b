"""Every view of whole workspaces, from their sources on; `--update` rewrites what they expect."""

from pathlib import Path
from typing import cast

import pytest

from support.markdown_text import shown, unlinked
from support.scenario import Scenario, read_scenario
from wirelens.model.message import Language
from wirelens.model.places import Folder, Places
from wirelens.model.snapshot import Snapshot
from wirelens.model.span import Span
from wirelens.views.code_lens import code_lenses
from wirelens.views.diagnostics import diagnostics
from wirelens.views.hover import hover
from wirelens.views.relations import relations
from wirelens.views.report import report

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
    moment = Snapshot(result.map, result.findings, places, cast("Language", language), files=result.files)
    match view:
        case "hovers":
            return _hovers(moment)
        case "reports":
            return "\n\n".join(report(moment, file).text() for file in sorted(moment.files))
        case "lenses":
            lenses = [(file, lens) for file in sorted(moment.files) for lens in code_lenses(moment, file)]
            return "\n".join(f"{file}:{_range(lens.span)} {lens.title}" for file, lens in lenses)
        case "diagnostics":
            found = [(file, item) for file in sorted(moment.files) for item in diagnostics(moment, file)]
            return "\n".join(f"{file}:{_range(item.span)} {item.severity} {item.code}: {item.message}" for file, item in found)
        case _:
            raise ValueError(kind)


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
