"""`wirelens git …` on repositories made by git itself."""

import os
from pathlib import Path

import pytest

from support.command_line import Outcome, Run
from support.repositories import Repository

REFUSED = 1
WRONG = 2


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    made = Repository.create(tmp_path / "저장소")
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "Ada")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "ada@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.chdir(made.root)
    return made


def test_status(run: Run, repository: Repository, tmp_path: Path) -> None:
    assert run("git", "status", "--language", "ko") == Outcome(0, "main (아직 커밋 없음)\n변경된 파일이 없습니다.\n", "")
    repository.commit({"both.py": "1\n", "gone.py": "", "conflict.py": "1\n"})
    bare = Repository.create(tmp_path / "remote.git", "--bare")
    repository.git("remote", "add", "origin", str(bare.root))
    repository.git("push", "-q", "-u", "origin", "main")
    repository.git("switch", "-q", "-c", "other")
    repository.commit({"conflict.py": "2\n"})
    repository.git("switch", "-q", "main")
    repository.commit({"conflict.py": "3\n"})
    repository.git("merge", "-q", "other", expect=1)
    repository.write({"both.py": "2\n", "새 파일.py": ""})
    repository.git("add", "both.py")
    repository.write({"both.py": "3\n"})
    (repository.root / "gone.py").unlink()
    assert run("git", "status", "--language", "en") == Outcome(
        0,
        """\
main → origin/main ↑1
In conflict
  UU conflict.py
Staged
  M both.py
Changed
  M both.py
  D gone.py
Untracked
  ? 새 파일.py
""",
        "",
    )
    sentence = f"wirelens: {tmp_path} is in no repository that git reads. Run git init there, or name a folder of one.\n"
    assert run("git", "status", "--root", str(tmp_path), "--language", "en") == Outcome(WRONG, "", sentence)


def test_from_the_working_tree_to_the_remote(run: Run, repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = Repository.create(tmp_path / "remote.git", "--bare")
    repository.git("remote", "add", "origin", str(bare.root))
    repository.write({"a.py": "1\n", "b.py": "1\n"})
    assert run("git", "stage", "a.py", "b.py") == Outcome(0, "", "")
    assert run("git", "unstage", "b.py") == Outcome(0, "", "")
    committed = run("git", "commit", "-m", "첫 커밋\n\n본문", "--language", "en")
    head = repository.git("rev-parse", "HEAD").strip()
    assert committed == Outcome(0, f"Committed {head[:9]}: 첫 커밋\n", "")
    assert run("git", "commit", "-m", "again", "--language", "ko") == Outcome(
        REFUSED, "", "wirelens: 스테이징된 것이 없습니다. 먼저 파일을 스테이징하세요.\n"
    )
    questions: list[str] = []

    def decline(question: str) -> bool:
        questions.append(question)
        return False

    monkeypatch.setattr("typer.confirm", decline)
    assert run("git", "push", "--language", "en").status == REFUSED
    assert questions == [f"Push main to main at origin ({bare.root})?"]
    assert bare.git("for-each-ref") == ""
    assert run("git", "push", "--yes", "--language", "en") == Outcome(0, "Pushed main to main at origin.\n", "")
    assert bare.git("rev-parse", "main").strip() == head
    assert repository.git("status", "--porcelain") == "?? b.py\n"
