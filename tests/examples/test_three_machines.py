"""The example's servers really run and really talk, and its README's faults are where it says."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from support.child_server import child_server, free_port
from support.gemini_stand_in.fixture import Gemini, running
from support.original_environment import ORIGINAL_ENVIRONMENT
from wirelens.model.settings import Settings
from wirelens.workspace.folder_analysis import analyze_folder

ROOT = Path(__file__).parents[2] / "examples" / "three-machines"
IDENTITY = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b"}
CODE = 'print("안녕 👋")\n'


@dataclass(frozen=True)
class Machines:
    """The two servers, and what stands in for Gemini behind them."""

    django: httpx.Client
    ai_server: httpx.Client
    gemini: Gemini

    def ask(self) -> int:
        """Sends a file as the front end does; the id of its analysis."""
        answer = self.django.post("/api/ai/analyses/", json={"filename": "인사.py", "code": CODE})
        assert answer.status_code == 202, answer.text
        return answer.json()["id"]

    def poll(self, analysis: int) -> dict[str, Any]:
        """What the front end hears when it asks once."""
        return self.django.get(f"/api/ai/analyses/{analysis}/").raise_for_status().json()

    def poll_until_finished(self, analysis: int) -> dict[str, Any]:
        """What the front end hears first after the callback."""
        deadline = time.monotonic() + 30
        while (answer := self.poll(analysis)) == {"status": "processing"}:
            assert time.monotonic() < deadline, "no callback came"
            time.sleep(0.02)
        return answer


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    folder = tmp_path_factory.mktemp("machines")
    django, ai_server = free_port(), free_port()
    backend = {
        "AI_SERVER_URL": f"http://127.0.0.1:{ai_server}",
        "DATABASE_PATH": str(folder / "db.sqlite3"),
        "PYTHONDONTWRITEBYTECODE": "1",
        **IDENTITY,
    }
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity=0"],
        cwd=ROOT / "backend",
        env={**os.environ, **backend},
        check=True,
    )
    serve_django = [sys.executable, "manage.py", "runserver", "--noreload", str(django)]
    serve_fastapi = [sys.executable, "-m", "uvicorn", "main:app", "--port", str(ai_server)]
    with running() as gemini:
        engine = {
            "BACKEND_URL": f"http://127.0.0.1:{django}",
            "GEMINI_API_KEY": "not-a-key",
            "THREE_MACHINES_GEMINI_URL": gemini.address,
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        with (
            child_server(serve_django, django, folder=ROOT / "backend", environment=backend, log=folder / "django.log"),
            child_server(serve_fastapi, ai_server, folder=ROOT / "ai_server", environment=engine, log=folder / "uvicorn.log"),
            httpx.Client(base_url=f"http://127.0.0.1:{django}") as to_django,
            httpx.Client(base_url=f"http://127.0.0.1:{ai_server}") as to_ai_server,
        ):
            yield Machines(to_django, to_ai_server, gemini)


def test_a_file_goes_round_through_all_machines(machines: Machines) -> None:
    machines.gemini.play("latched", times=1, text="한 줄 제목")
    asked = len(machines.gemini.requests)

    analysis = machines.ask()  # answered although Gemini has not answered yet
    machines.gemini.wait("received", asked + 1)
    assert machines.poll(analysis) == {"status": "processing"}
    machines.gemini.step()

    assert machines.poll_until_finished(analysis) == {"status": "success", "text": "한 줄 제목"}
    request = machines.gemini.requests[asked]
    assert request.target == "/v1beta/models/gemini-3-flash-preview:generateContent"
    assert CODE in request.body["contents"][0]["parts"][0]["text"]


def test_a_failure_of_gemini_reaches_the_front_end(machines: Machines) -> None:
    machines.gemini.play("overloaded", times=1)
    answer = machines.poll_until_finished(machines.ask())
    assert answer["status"] == "failed"
    assert answer["message"].startswith("ServerError: 503 UNAVAILABLE")


def test_files_and_git(machines: Machines, tmp_path: Path) -> None:
    (tmp_path / "hello.py").write_text(CODE, encoding="utf-8")
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", tmp_path], check=True)

    def said(method: str, path: str, **arguments: Any) -> Any:
        return machines.django.request(method, path, **arguments).raise_for_status().json()

    assert said("POST", "/api/files/open/", json={"root": str(tmp_path)}) == {"files": ["hello.py"]}
    assert said("GET", "/api/files/detail/", params={"path": "hello.py"}) == {"content": CODE}
    assert machines.django.get("/api/files/detail/", params={"path": "../../etc/passwd"}).status_code == 404
    assert said("POST", "/api/files/save/", json={"path": "hello.py", "content": "1\n"}) == {"message": "저장했습니다."}
    assert (tmp_path / "hello.py").read_text(encoding="utf-8") == "1\n"
    assert said("POST", "/api/files/rescan/") == {"files": ["hello.py"]}
    assert said("GET", "/api/git/status/") == {"branch": "No commits yet on main", "changed": ["hello.py"]}
    assert said("POST", "/api/git/commits/", json={"message": "first"}) == {"message": "커밋했습니다."}
    assert said("GET", "/api/git/status/") == {"branch": "main", "changed": []}


def test_the_faults_are_real(machines: Machines) -> None:
    """The third, a status that is never sent, is asserted by the round trip: it is `success`, not `COMPLETED`."""
    assert machines.django.post("/api/git/commit/", json={"message": "x"}).status_code == 404
    assert machines.django.get("/api/files/rescan/").status_code == 405

    machines.gemini.play("latched", times=1)
    asked = len(machines.gemini.requests)
    analysis = machines.ask()
    machines.gemini.wait("received", asked + 1)
    with pytest.raises(httpx.ReadTimeout):  # the event loop waits for Gemini
        machines.ai_server.get("/openapi.json", timeout=0.5)
    machines.gemini.step()
    assert machines.poll_until_finished(analysis)["status"] == "success"
    assert machines.ai_server.get("/openapi.json").status_code == 200


def test_the_listed_faults_stand_where_the_readme_says() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    faults = re.findall(r"^\| \*\*(.+?)\.?\*\* .*?\| `(.+?):(\d+)` \| `(.+?)` \| `(.+?):(\d+)` \| `(.+?)` \|$", readme, re.MULTILINE)
    assert [fault[0] for fault in faults] == [
        "A renamed route",
        "A GET where the view takes POST only",
        "A poll that waits for a status that is never sent",
        "A blocking call inside `async def`",
    ]
    for _, *places in faults:
        for file, line, holds in (places[:3], places[3:]):
            assert holds in (ROOT / file).read_text(encoding="utf-8").splitlines()[int(line) - 1], f"{file}:{line}"


def test_check_finds_the_first_two_and_nothing_else() -> None:
    findings = analyze_folder(ROOT, Settings(), "en").findings
    found = [(finding.code, finding.severity, f"{finding.location.file}:{finding.location.line}") for finding in findings]
    assert found == [
        ("method-mismatch", "error", "frontend/src/FileTree.jsx:21"),
        ("no-route", "error", "frontend/src/GitPanel.jsx:21"),
    ]
    assert [[fix.new_text for fix in finding.fixes] for finding in findings] == [["post"], ["/api/git/commits/"]]


@pytest.mark.skipif(shutil.which("npm") is None, reason="npm is not installed (Node.js 18 or newer)")
def test_the_front_end_builds(tmp_path: Path) -> None:
    frontend = tmp_path / "frontend"
    shutil.copytree(ROOT / "frontend", frontend, ignore=shutil.ignore_patterns("node_modules", "dist"))
    install = npm("ci", "--prefer-offline", folder=frontend)
    if re.search("code (ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT)", install.stderr):
        pytest.skip("npm's registry cannot be reached")
    assert install.returncode == 0, install.stderr
    build = npm("run", "build", folder=frontend)
    assert build.returncode == 0, build.stdout + build.stderr
    assert (frontend / "dist" / "index.html").exists()


def npm(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["npm", *arguments], cwd=folder, env=ORIGINAL_ENVIRONMENT, capture_output=True, text=True, check=False)
