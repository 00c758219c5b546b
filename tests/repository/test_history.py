"""The last commit of some lines, as `git log -L` finds it; and nothing runs."""

from pathlib import Path

from support.hostile_repositories import VECTORS, hostile_repository
from support.repositories import Repository
from support.two_services import TWO_SERVICES
from wirelens.model.git_state import Commit
from wirelens.repository.history import committed_text, last_commit

NAMES = ("backend/한글 이름.py", "-rf", "a:b.py", "줄\n바꿈.py", "*.py")


def test_the_last_commit_of_lines(repository: Repository) -> None:
    first = repository.commit(dict.fromkeys(NAMES, "a\nb\nc\nd\n"))
    second = repository.commit(dict.fromkeys(NAMES, "a\nb\nC\nd\n"))
    repository.git("commit", "-q", "--amend", "-m", "주문 😀\n\n본문", "--date", "2026-01-31T12:00:00+0900")
    second = repository.git("rev-parse", "HEAD").strip()
    repository.commit(dict.fromkeys(NAMES, "new\na\nb\nC\nd\n"))
    date = repository.git("log", "-1", "--format=%as", first).strip()
    for name in NAMES:
        assert last_commit(repository.root, "HEAD", name, 1, 2) == Commit(first, "Ada", date, "change")
        assert last_commit(repository.root, "HEAD", name, 2, 4) == Commit(second, "Ada", "2026-01-31", "주문 😀")
    below = repository.root / "backend"
    assert last_commit(below, "HEAD", "한글 이름.py", 2, 4) == Commit(second, "Ada", "2026-01-31", "주문 😀")
    assert committed_text(below, first, "한글 이름.py") == b"a\nb\nc\nd\n"


def test_what_is_not_there(repository: Repository) -> None:
    commit = repository.commit({"a.py": "1\n"})
    assert last_commit(repository.root, commit, "b.py", 0, 0) is None
    assert last_commit(repository.root, commit, "a.py", 7, 9) is None
    assert committed_text(repository.root, commit, "b.py") is None


def test_nothing_runs(tmp_path: Path) -> None:
    fired: list[str] = []
    for vector in VECTORS:
        victim = hostile_repository(tmp_path / vector.name, vector)
        last_commit(victim.repository.root, "HEAD", "api/main.py", 6, 8)
        text = committed_text(victim.repository.root, "HEAD", "api/main.py")
        assert text in {None, TWO_SERVICES["api/main.py"].encode()}
        if victim.mark.exists():
            fired.append(vector.name)
    assert fired == []
