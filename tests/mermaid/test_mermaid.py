"""What `--format mermaid` prints, read by mermaid itself: every label as it was meant, whatever a user wrote."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from support.original_environment import ORIGINAL_ENVIRONMENT
from wirelens.model.message import Language
from wirelens.model.places import Folder, Places
from wirelens.model.settings import Settings
from wirelens.model.snapshot import Snapshot
from wirelens.views.map_mermaid import MAX_WIRES, map_mermaid
from wirelens.workspace.analysis import Analysis
from wirelens.workspace.folder_analysis import analyze_folder

HERE = Path(__file__).parent
EXAMPLE = HERE.parents[1] / "examples" / "three-machines"

pytestmark = pytest.mark.skipif(shutil.which("npm") is None, reason="npm is not installed (Node.js 20 or newer)")


@pytest.fixture(scope="module", autouse=True)
def mermaid() -> None:
    """The parser from the lock file, installed once."""
    if not (HERE / "node_modules" / "mermaid").exists():
        install = _run("npm", "ci", "--prefer-offline")
        if re.search("code (ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT)", install.stderr):
            pytest.skip("npm's registry cannot be reached")
        assert install.returncode == 0, install.stderr


def parsed(*charts: str) -> list[dict[str, Any]]:
    """What mermaid finds in each chart."""
    done = _run("node", "parse.mjs", text=json.dumps(charts))
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def _run(*command: str, text: str | None = None) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, cwd=HERE, env=ORIGINAL_ENVIRONMENT, input=text, capture_output=True, text=True, check=False)


def chart(sources: dict[str, str], language: Language = "en") -> str:
    """The flowchart of a workspace."""
    result = Analysis(Settings()).update(sources)
    return map_mermaid(Snapshot(result.map, result.findings, Places((Folder("", "file:///w"),)), language, files=result.files))


def test_the_example() -> None:
    charts = [map_mermaid(analyze_folder(EXAMPLE, Settings(), language)) for language in ("en", "ko")]
    english, korean = parsed(*charts)
    assert english["services"] == korean["services"]
    assert korean == {
        "services": ["frontend · React", "backend · Django", "ai_server · FastAPI"],
        "nodes": [
            *("App.jsx", "FileTree.jsx", "GitPanel.jsx", "useAnalysis.js"),
            *("read_file", "save_file", "open_project", "✗ POST만 받음", "git_status", "✗ 없는 경로"),
            *("request_analysis", "get_analysis", "receive_callback"),
            *("analyze_file", "analyze_in_background"),
        ],
        "arrows": [
            "GET /api/files/detail/",
            "POST /api/files/save/",
            "POST /api/files/open/",
            "GET /api/files/rescan/",
            "GET /api/git/status/",
            "POST /api/git/commit/",
            "POST /api/ai/analyses/",
            "GET /api/ai/analyses/{analysis_id}/, 2초마다",
            "POST /ai/analyze-file",
            "POST /api/ai/callback/",
            "백그라운드 작업",
        ],
    }


HOSTILE = {
    'we "end" [x]/main.py': """
from fastapi import FastAPI
app = FastAPI()
@app.get('/a"b')
def end(): ...
@app.get("/한글/{이름}")
def 조회(): ...
@app.get("/<b>|x|%%{init: {}}%%")
def subgraph(): ...
""",
    "README.md": '```\ncd "we \\"end\\" [x]"\nuvicorn main:app --port 8001\n```\n',
    "web/package.json": "{}",
    "web/`end`.js": """
fetch('http://localhost:8001/a"b');
fetch(`http://localhost:8001/한글/${name}`);
fetch("http://localhost:8001/nothing#end;");
fetch("https://example.org/x");
""",
    "web/queue.py": """
import redis
client = redis.Redis()
def flowchart():
    client.rpush('end "queue" [1]) --> x', "작업")
def graph():
    client.blpop('end "queue" [1]) --> x')
""",
}


def test_hostile_names() -> None:
    (found,) = parsed(chart(HOSTILE))
    assert found == {
        "services": ["web", 'we "end" [x] · FastAPI'],
        "nodes": ["`end`.js", "queue.py", "graph", "end", "조회", "✗ no such route", "example.org", 'Redis queue end "queue" [1]) --> x'],
        "arrows": ['GET /a"b', "GET /한글/{이름}", "GET /nothing", "GET", "", ""],
    }


def test_many_wires_are_folded() -> None:
    routes = "".join(f'@app.get("/r{number}")\ndef r{number}(): ...\n' for number in range(MAX_WIRES + 1))
    calls = "".join(f'fetch("http://localhost:8001/r{number}");\n' for number in range(MAX_WIRES + 1))
    sources = {
        "README.md": "```\ncd api\nuvicorn main:app --port 8001\n```\n",
        "api/main.py": f"from fastapi import FastAPI\napp = FastAPI()\n{routes}",
        "web/package.json": "{}",
        "web/index.js": f'{calls}fetch("http://localhost:8001/missing");\n',
    }
    (found,) = parsed(chart(sources, "ko"))
    assert found == {"services": [], "nodes": ["web", "api · FastAPI"], "arrows": ["호출 41개", "끊어짐 1"]}


def test_an_empty_workspace() -> None:
    assert parsed(chart({})) == [{"services": [], "nodes": [], "arrows": []}]
