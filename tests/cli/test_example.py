"""What a newcomer sees of the example: whole outputs, in both languages."""

import json
from pathlib import Path

import pytest

from support.command_line import Run
from support.golden import compare

GOLDEN = Path(__file__).parent / "golden"
BROKEN = 1


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("columns", [80, 100])
def test_map(run: Run, monkeypatch: pytest.MonkeyPatch, language: str, columns: int, update: bool) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    outcome = run("map", ".", "--language", language)
    assert (outcome.status, outcome.err) == (0, "")
    compare(GOLDEN / f"map.{language}.{columns}.txt", outcome.out, update=update)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_check(run: Run, language: str, update: bool) -> None:
    outcome = run("check", ".", "--language", language)
    assert (outcome.status, outcome.err) == (BROKEN, "")
    compare(GOLDEN / f"check.{language}.txt", outcome.out, update=update)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_reports(run: Run, language: str, update: bool) -> None:
    files = (
        "backend/ai/views.py",
        "ai_server/main.py",
        "frontend/src/useAnalysis.js",
        "frontend/src/GitPanel.jsx",
        "backend/files/urls.py",
    )
    outcomes = [run("report", file, "--root", ".", "--language", language) for file in files]
    assert {(outcome.status, outcome.err) for outcome in outcomes} == {(0, "")}
    compare(GOLDEN / f"reports.{language}.txt", "\n".join(outcome.out for outcome in outcomes), update=update)


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize(("form", "suffix"), [("text", "txt"), ("markdown", "md"), ("json", "json")])
def test_project_report(run: Run, language: str, form: str, suffix: str, update: bool) -> None:
    outcome = run("report", "--project", "--format", form, "--language", language)
    assert (outcome.status, outcome.err) == (0, "")
    compare(GOLDEN / f"project.{language}.{suffix}", outcome.out, update=update)


def test_report_as_markdown(run: Run) -> None:
    outcome = run("report", "frontend/src/GitPanel.jsx", "--root", ".", "--format", "markdown", "--language", "ko")
    assert outcome.out.startswith("[frontend/src/GitPanel.jsx](file:///")


@pytest.mark.parametrize("language", ["en", "ko"])
def test_mermaid(run: Run, language: str, update: bool) -> None:
    outcome = run("map", "--format", "mermaid", "--language", language)
    assert (outcome.status, outcome.err) == (0, "")
    compare(GOLDEN / f"map.{language}.mermaid", outcome.out, update=update)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_hovers(run: Run, language: str, update: bool) -> None:
    places = {
        "frontend/src/useAnalysis.js": "axios.get(`",
        "frontend/src/GitPanel.jsx": 'axios.post("',
        "frontend/src/FileTree.jsx": "axios.get(`",
        "backend/ai/views.py": "def receive_callback",
        "backend/ai/urls.py": '"callback',
        "ai_server/main.py": "async def analyze_in_background",
    }
    shown: list[str] = []
    for file, mark in places.items():
        before = Path(file).read_text(encoding="utf-8").partition(mark)[0]
        place = f"{file}:{before.count(chr(10)) + 1}:{len((before + mark).rpartition(chr(10))[2])}"
        outcome = run("hover", place, "--root", ".", "--language", language)
        assert (outcome.status, outcome.err) == (0, "")
        shown.append(f"{place}\n{outcome.out}")
    compare(GOLDEN / f"hovers.{language}.txt", "\n".join(shown), update=update)


def test_json_is_the_same_bytes_each_time(run: Run) -> None:
    first, second = run("map", "--format", "json"), run("map", "--format", "json", "--language", "ko")
    assert first == second
    assert first.status == 0
    document = json.loads(first.out)
    assert [(finding["code"], finding["file"]) for finding in document["findings"]] == [
        ("method-mismatch", "frontend/src/FileTree.jsx"),
        ("no-route", "frontend/src/GitPanel.jsx"),
    ]
