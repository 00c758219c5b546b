"""`list_files`, compared with git's own answers."""

import os
from pathlib import Path

import pytest

from support.repositories import Repository
from wirelens.repository.tracked_files import list_files


def test_tracked_and_untracked_but_not_ignored(repository: Repository) -> None:
    repository.commit({"a.py": "1\n", "b/c.js": "1\n", ".gitignore": "*.log\n/build/\n", "kept.log": "1\n"})
    repository.git("add", "-f", "kept.log")
    repository.write({"new.py": "1\n", "b/new.py": "1\n", "x.log": "", "build/out.js": "", "b/.gitignore": "local.py\n", "b/local.py": ""})
    (repository.root / "a.py").unlink()
    plain = repository.git("ls-files", "-co", "--exclude-standard", "-z").split("\0")
    files = list_files(repository.root)
    assert files == sorted(set(plain) - {""})
    assert files == [".gitignore", "a.py", "b/.gitignore", "b/c.js", "b/new.py", "kept.log", "new.py"]


def test_below_the_top(repository: Repository) -> None:
    repository.commit({"backend/a.py": "1\n", "backend/ai/b.py": "1\n", "frontend/c.js": "1\n"})
    assert list_files(repository.root / "backend") == ["a.py", "ai/b.py"]


def test_conflicts_are_listed_once(repository: Repository) -> None:
    repository.commit({"a.py": "1\n"})
    repository.git("checkout", "-q", "-b", "other")
    repository.commit({"a.py": "2\n"})
    repository.git("checkout", "-q", "main")
    repository.commit({"a.py": "3\n"})
    repository.git("merge", "-q", "other", expect=1)
    assert repository.git("ls-files", "-c").split() == ["a.py"] * 3
    assert list_files(repository.root) == ["a.py"]


@pytest.mark.parametrize(
    "name",
    [
        "한글 폴더/뷰.py",
        "🚀.py",
        'quo"te.py',
        "new\nline.py",
        "tab\t.py",
        "? mark.py",
        "160000 0123456789abcdef 0\tx.py",
        "H 160000 01 0\tx.py",
    ],
)
def test_unusual_names(repository: Repository, name: str) -> None:
    repository.write({name: "1\n"})
    assert list_files(repository.root) == [name]
    repository.commit({})
    assert list_files(repository.root) == [name]


def test_names_that_are_not_utf8(repository: Repository) -> None:
    (repository.root / os.fsdecode(b"caf\xe9.py")).touch()
    assert list_files(repository.root) == ["caf\udce9.py"]


def test_submodules_and_inner_repositories_are_left_out(repository: Repository, tmp_path: Path) -> None:
    inner = Repository.create(tmp_path / "inner")
    inner.commit({"a.py": "1\n"})
    repository.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner.root), "part")
    repository.commit({"b.py": "1\n"})
    Repository.create(repository.root / "nested").commit({"c.py": "1\n"})
    assert sorted(repository.git("ls-files", "-co").split()) == [".gitmodules", "b.py", "nested/", "part"]
    assert list_files(repository.root) == [".gitmodules", "b.py"]


def test_outside_a_repository(tmp_path: Path) -> None:
    (tmp_path / "a.py").touch()
    assert list_files(tmp_path) is None


def test_folder_that_the_repository_ignores(repository: Repository) -> None:
    repository.commit({".gitignore": "/scratch/\n"})
    repository.write({"scratch/a.py": "1\n"})
    assert list_files(repository.root / "scratch") is None


def test_missing_folder(tmp_path: Path) -> None:
    assert list_files(tmp_path / "missing") is None
