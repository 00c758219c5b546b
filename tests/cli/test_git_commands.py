"""`wirelens git …` on repositories made by git itself."""

import os
from collections.abc import Callable
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
    empty = tmp_path / "empty"
    empty.mkdir()
    sentence = f"wirelens: {empty} is in no repository that git reads. Run git init there, or name a folder of one.\n"
    assert run("git", "status", "--root", str(empty), "--language", "en") == Outcome(WRONG, "", sentence)


def test_status_of_a_folder_of_repositories(run: Run, tmp_path: Path) -> None:
    shop, api = (Repository.create(tmp_path / "work" / name) for name in ("shop", "api"))
    head = shop.commit({"client.py": "import httpx\nhttpx.get('http://localhost:9000/')\n"})
    shop.git("switch", "-q", "--detach")
    api.write({"main.py": "import httpx\nhttpx.get('http://localhost:9000/')\n"})
    assert run("git", "status", "--root", str(tmp_path / "work"), "--language", "en") == Outcome(
        0,
        f"api/\nmain (no commit yet)\nUntracked\n  ? main.py\nshop/\ndetached HEAD {head[:9]}\nNothing changed.\n",
        "",
    )
    Repository.create(tmp_path / "bare.git", "--bare")
    assert run("git", "status", "--root", str(tmp_path / "bare.git"), "--language", "en") == Outcome(
        WRONG, "", f"wirelens: {tmp_path / 'bare.git'} is a bare repository: it has no files to work on.\n"
    )


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


def _hooked(repository: Repository) -> None:
    repository.git("add", "-A")
    hook = repository.root / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho checking >&2\necho lint failed >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)


def _locked(repository: Repository) -> None:
    repository.git("add", "-A")
    (repository.root / ".git/index.lock").touch()


def _in_conflict(repository: Repository) -> None:
    repository.commit({})
    repository.git("switch", "-q", "-c", "other", "HEAD^")
    repository.commit({"a.py": "theirs\n"})
    repository.git("merge", "main", expect=1)


def _nameless(repository: Repository) -> None:
    repository.git("add", "-A")
    repository.git("config", "user.useConfigOnly", "true")
    for variable in [name for name in os.environ if name.startswith(("GIT_AUTHOR", "GIT_COMMITTER"))]:
        del os.environ[variable]  # the fixture puts them back


@pytest.mark.parametrize(
    ("arrange", "said"),
    [
        (_hooked, "checking\nlint failed\nwirelens: The commit was refused: lint failed\n"),
        (
            _locked,
            "wirelens: Another git process is at work in this repository. If there is none, delete the lock file that it left: {lock}\n",
        ),
        (_in_conflict, "wirelens: Files are in conflict. Solve the conflicts and stage the files first.\n"),
        (
            _nameless,
            "wirelens: Git does not know who commits. Run: git config --global user.name NAME, and user.email ADDRESS.\n",
        ),
    ],
)
def test_a_commit_that_git_refuses_changes_nothing(
    run: Run, repository: Repository, arrange: Callable[[Repository], None], said: str
) -> None:
    repository.commit({"a.py": "1\n"})
    repository.write({"a.py": "2\n"})
    arrange(repository)
    before = contents(repository)
    expected = Outcome(REFUSED, "", said.format(lock=repository.root / ".git/index.lock"))
    assert run("git", "commit", "-m", "주문", "--language", "en") == expected
    assert contents(repository) == before


def test_a_rejected_push_overwrites_nothing(run: Run, repository: Repository, tmp_path: Path) -> None:
    bare = Repository.create(tmp_path / "remote.git", "--bare")
    repository.commit({"a.py": "1\n"})
    repository.git("remote", "add", "origin", str(bare.root))
    repository.git("push", "-q", "-u", "origin", "main")
    other = Repository(tmp_path / "other")
    repository.git("clone", "-q", str(bare.root), str(other.root))
    other.commit({"b.py": "1\n"})
    other.git("push", "-q", "origin", "main")
    repository.commit({"a.py": "2\n"})
    before = contents(repository), contents(bare)
    assert run("git", "push", "--yes", "--language", "en") == Outcome(
        REFUSED, "", "wirelens: The remote has commits that are not here. Pull first; nothing was overwritten.\n"
    )
    assert (contents(repository), contents(bare)) == before


def contents(repository: Repository) -> tuple[str, str, str]:
    """The commits of every branch, the index and the working tree as git sees them."""
    refs = repository.git("for-each-ref", "--format=%(refname) %(objectname)")
    return refs, repository.git("ls-files", "-s"), repository.git("status", "--porcelain", "-z", expect=None)
