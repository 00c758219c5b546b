"""`wirelens diff` on a repository made by git itself."""

import json
from pathlib import Path

import pytest

from support.command_line import Outcome, Run
from support.repositories import Repository

SERVER = """\
from fastapi import FastAPI

app = FastAPI()


@app.get("/notes")
def list_notes():
    return []


@app.post("/notes")
def create_note():
    return {}
"""
CLIENT = """\
export const list = () => fetch("http://127.0.0.1:9000/notes");
export const create = () => fetch("http://127.0.0.1:9000/notes", { method: "POST" });
"""
BROKEN = 1
WRONG = 2


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    made = Repository.create(tmp_path / "system")
    run = "```sh\nuvicorn main:app --port 9000\n```\n"
    made.commit({"api/main.py": SERVER, "api/requirements.txt": "", "api/README.md": run, "web/package.json": "{}", "web/notes.js": CLIENT})
    made.write({"api/main.py": SERVER.replace('post("/notes"', 'put("/메모"')})
    monkeypatch.chdir(made.root)
    return made


def test_text(run: Run, repository: Repository) -> None:
    assert run("diff", "--language", "en") == Outcome(
        BROKEN,
        """\
HEAD → working tree: 1 contract change, 1 call breaks

api
  ~ POST /notes  now PUT /메모  api/main.py:12 create_note
    ❌ web/notes.js:2 still asks for POST /notes
""",
        "",
    )
    repository.git("commit", "-qam", "메모")
    assert run("diff", "--language", "ko") == Outcome(0, "HEAD → 작업 트리: 계약 변경 없음\n", "")


def test_markdown(run: Run, repository: Repository) -> None:
    assert run("diff", "HEAD", "--root", str(repository.root), "--format", "markdown", "--language", "ko") == Outcome(
        BROKEN,
        """\
**HEAD → 작업 트리: 계약 변경 1건, 깨지는 호출 1건**

`api`

- **POST** `/notes` (`api/main.py:12`): 이제 `PUT /메모`
  - ❌ `web/notes.js:2`: 여전히 `POST /notes` 요청
""",
        "",
    )


def test_json(run: Run, repository: Repository) -> None:
    outcome = run("diff", "--format", "json")
    assert (outcome.status, outcome.err) == (BROKEN, "")
    kept = {"service": "api", "protocol": "http", "handler": "create_note", "file": "api/main.py", "line": 12}
    assert json.loads(outcome.out) == {
        "schema": "wirelens.diff/1",
        "before": "HEAD",
        "after": None,
        "changes": [
            {
                "kind": "changed",
                "before": {**kept, "method": "POST", "path": "/notes"},
                "after": {**kept, "method": "PUT", "path": "/메모"},
                "breaks": [
                    {
                        "file": "web/notes.js",
                        "line": 2,
                        "column": 29,
                        "method": "POST",
                        "url": "http://127.0.0.1:9000/notes",
                        "certainty": "certain",
                    }
                ],
            }
        ],
    }
    assert run("diff", "HEAD", "HEAD", "--format", "json").status == 0
    assert repository.git("status", "--porcelain") == " M api/main.py\n"


def test_a_revision_that_git_does_not_know(run: Run, repository: Repository) -> None:
    sentence = f"wirelens: Git knows no revision nowhere here. Name a commit, a branch or a tag of the repository in {repository.root}.\n"
    assert run("diff", "nowhere", "--language", "en") == Outcome(WRONG, "", sentence)


def test_outside_of_repositories(run: Run, tmp_path: Path) -> None:
    sentence = f"wirelens: {tmp_path} is in no repository that git reads. Run git init there, or name a folder of one.\n"
    assert run("diff", "--root", str(tmp_path), "--language", "en") == Outcome(WRONG, "", sentence)


def test_what_is_staged(run: Run, repository: Repository) -> None:
    assert run("diff", "--staged", "--language", "en") == Outcome(0, "HEAD → index: no contract changes\n", "")
    repository.git("add", "api")
    repository.write({"api/main.py": SERVER})
    assert run("diff", "--staged", "--language", "ko") == Outcome(
        BROKEN,
        """\
HEAD → 스테이징된 상태: 계약 변경 1건, 깨지는 호출 1건

api
  ~ POST /notes  이제 PUT /메모  api/main.py:12 create_note
    ❌ web/notes.js:2: 여전히 POST /notes 요청
""",
        "",
    )
    assert run("diff", "HEAD", "HEAD", "--staged").status == WRONG
