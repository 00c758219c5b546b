"""`wirelens explanations`, `usage` and `cache` as programs."""

import json
import os
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from support.command_line import Outcome, Run, runner
from support.gemini_stand_in.fixture import Gemini, gemini

__all__ = ["gemini"]

SERVER = 'from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/items")\ndef items():\n    return []\n'
NOTHING_USED = """\
Gemini on {day} (UTC)
workspace                requests     tokens
all workspaces                  0          0
limit                         500  1,000,000
limit of each workspace      none       none
Failed and cancelled requests count too. Where Gemini did not say what it billed, the prompt's estimate is counted.
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    workspace = tmp_path / "workspace"
    (workspace / "server").mkdir(parents=True)
    (workspace / "server" / "main.py").write_text(SERVER)
    subprocess.run(["git", "init", "-q", workspace], check=True)
    monkeypatch.chdir(workspace)
    return runner(monkeypatch, capsys)


@pytest.fixture
def explained(run: Run, gemini: Gemini, monkeypatch: pytest.MonkeyPatch) -> Run:
    """With one file explained."""
    folder = Path(os.environ["XDG_CONFIG_HOME"]) / "wirelens"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text(f'gemini.baseUrl = "{gemini.address}"')
    monkeypatch.setenv("GEMINI_API_KEY", "the-key")
    assert run("explain", "server/main.py", "--yes").status == 0
    return run


def test_nothing_yet(run: Run) -> None:
    assert run("explanations") == Outcome(0, "Nothing was explained yet.\n", "")
    assert run("explanations", "--format", "json") == Outcome(0, "[]\n", "")
    assert run("explanations", "--language", "ko") == Outcome(0, "아직 설명한 것이 없습니다.\n", "")
    used = run("usage")
    day = datetime.now(UTC).date().isoformat()
    assert "\n".join(line.rstrip() for line in used.out.splitlines()) + "\n" == NOTHING_USED.format(day=day)


def test_fresh_and_stale(explained: Run) -> None:
    [entry] = json.loads(explained("explanations", "--format", "json").out)
    asked = entry.pop("asked")
    assert datetime.fromisoformat(asked).utcoffset() == timedelta(0)
    assert entry == {
        "kind": "file",
        "file": "server/main.py",
        "name": "",
        "title": "The stand-in's title.",
        "fresh": True,
        "changed": [],
        "model": "gemini-3-flash-preview",
        "language": "en",
    }
    rows = explained("explanations").out.splitlines()
    assert [row.split("  ")[0] for row in rows] == ["about", "server/main.py"]
    assert "  The stand-in's title.  fresh     gemini-3-flash-preview (en)  20" in rows[1]
    Path("server/main.py").write_text(SERVER + "\n")
    assert "  stale: the file changed  " in explained("explanations").out
    assert "  오래됨: 파일이 바뀜  " in explained("explanations", "--language", "ko").out
    [entry] = json.loads(explained("explanations", "--format", "json").out)
    assert (entry["fresh"], entry["changed"]) == (False, ["server/main.py"])


def test_used_and_cleared(explained: Run) -> None:
    used = json.loads(explained("usage", "--format", "json").out)
    assert used["requests"] == 1
    assert used["workspaces"] == {str(Path.cwd()): {"requests": 1, "tokens": used["tokens"]}}
    assert used["limits"] == {"requests": 500, "tokens": 1_000_000, "requestsPerWorkspace": 0, "tokensPerWorkspace": 0}
    cache = json.loads(explained("cache", "info", "--format", "json").out)
    assert cache["parts"]["explanations"]["entries"] == 1
    assert explained("cache", "clear") == Outcome(0, f"The cache in {cache['folder']} is empty.\n", "")
    assert explained("explanations", "--format", "json").out == "[]\n"
    assert json.loads(explained("usage", "--format", "json").out) == used, "what is forgotten was billed all the same"
    assert [row.split()[0] for row in explained("cache", "info").out.splitlines()] == [cache["folder"], "explanations", "reports", "files"]
