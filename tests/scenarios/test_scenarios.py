"""Runs every scenario beside this file; `--update` rewrites what they expect."""

from collections.abc import Callable
from pathlib import Path

import pytest

from support.map_text import findings_text, map_text
from support.scenario import Scenario, read_scenario
from wirelens.model.message import Language
from wirelens.model.places import Folder, Places
from wirelens.model.snapshot import Snapshot
from wirelens.views.hover import hover
from wirelens.views.report import report
from wirelens.workspace.results import AnalysisResult

SCENARIOS = sorted(Path(__file__).parent.glob("**/*.scenario"))


def _snapshot(result: AnalysisResult, language: Language) -> Snapshot:
    return Snapshot(result.map, result.findings, Places((Folder("", "file:///w"),)), language, files=result.files)


def _hover(language: Language) -> Callable[[Scenario, AnalysisResult], str]:
    def run(scenario: Scenario, result: AnalysisResult) -> str:
        assert scenario.cursor is not None, "a hover needs a cursor ($0)"
        answer = hover(_snapshot(result, language), *scenario.cursor)
        return "nothing" if answer is None else answer.markdown

    return run


def _report(language: Language) -> Callable[[Scenario, AnalysisResult], str]:
    def run(scenario: Scenario, result: AnalysisResult) -> str:
        assert scenario.cursor is not None, "a report needs a cursor ($0) to name its file"
        return report(_snapshot(result, language), scenario.cursor[0]).text()

    return run


KINDS: dict[str, Callable[[Scenario, AnalysisResult], str]] = {
    "map": lambda _, result: map_text(result.map),
    "findings": lambda _, result: findings_text(result.findings),
    "hover en": _hover("en"),
    "hover ko": _hover("ko"),
    "report en": _report("en"),
    "report ko": _report("ko"),
}


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.relative_to(Path(__file__).parent).with_suffix("").as_posix())
def test_scenario(path: Path, update: bool) -> None:
    scenario = read_scenario(path)
    assert scenario.expected, "a scenario expects something"
    result = scenario.analyse()
    actual = {kind: KINDS[kind](scenario, result).strip("\n") for kind in scenario.expected}
    if update and actual != scenario.expected:
        scenario.rewrite(actual)
    else:
        assert actual == scenario.expected
