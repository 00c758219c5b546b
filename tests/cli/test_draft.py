"""`wirelens git draft` on repositories made by git itself."""

import os
from pathlib import Path

import pytest

from support.command_line import Outcome, Run
from support.repositories import Repository

SERVER = "from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get('/notes')\ndef notes():\n    return []\n"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    made = Repository.create(tmp_path / "system")
    (made.root / "docs").mkdir()
    monkeypatch.chdir(made.root / "docs")
    return made


def test_only_what_is_staged_counts(run: Run, repository: Repository) -> None:
    repository.commit({"api/main.py": SERVER, "api/README.md": "# 메모\n"})
    repository.git("commit", "-q", "--amend", "-m", "메모 서버 추가")
    assert run("git", "draft", "--language", "en") == Outcome(1, "", "wirelens: Nothing is staged, so there is nothing to draft from.\n")
    repository.write({"api/main.py": SERVER.replace("/notes", "/메모"), "api/README.md": "# 메모장\n"})
    repository.git("add", "api/main.py")
    repository.write({"api/main.py": SERVER.replace("/notes", "/다른-메모")})
    assert run("git", "draft") == Outcome(0, "GET /notes → GET /메모 변경\n", "")
    assert run("git", "draft", "--language", "en") == Outcome(0, "Change GET /notes to GET /메모\n", "")
    assert repository.git("status", "--porcelain") == " M api/README.md\nMM api/main.py\n"


def test_outside_of_repositories(run: Run, tmp_path: Path) -> None:
    sentence = f"wirelens: {tmp_path} is in no repository that git reads. Run git init there, or name a folder of one.\n"
    assert run("git", "draft", "--root", str(tmp_path), "--language", "en") == Outcome(2, "", sentence)


def test_before_the_first_commit_and_in_conflict(run: Run, repository: Repository) -> None:
    repository.write({"api/main.py": SERVER, "api/requirements.txt": "fastapi\n"})
    repository.git("add", "-A")
    expected = "Add GET /notes\n\n- Add api/main.py\n- Add dependency fastapi\n"
    assert run("git", "draft", "--language", "en") == Outcome(0, expected, "")
    repository.git("commit", "-qm", "Add notes")
    repository.git("switch", "-qc", "other")
    repository.commit({"api/main.py": SERVER.replace("[]", "[1]")})
    repository.git("switch", "-q", "main")
    repository.commit({"api/main.py": SERVER.replace("[]", "[2]")})
    repository.git("merge", "-q", "other", expect=None)
    assert run("git", "draft", "--language", "en").status == 1


def test_names_that_are_no_unicode_and_renames(run: Run, repository: Repository) -> None:
    repository.commit({"old.py": SERVER, "gone.txt": "1\n" * 50})
    repository.git("mv", "--", "old.py", "-new.py")
    (repository.root / "gone.txt").unlink()
    with open(os.fsencode(repository.root) + b"/\xff\n.txt", "wb") as file:  # noqa: PTH123 - a name that no Path of text has
        file.write(b"x")
    repository.git("add", "-A")
    outcome = run("git", "draft", "--language", "en")
    assert outcome == Outcome(
        0, "move GET /notes to -new.py\n\n- Rename old.py to -new.py\n- Add \N{REPLACEMENT CHARACTER} .txt\n- Remove gone.txt\n", ""
    )
