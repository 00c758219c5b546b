"""`read_state` on repositories made by git itself."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from support.repositories import Repository
from wirelens.model.git_state import ChangedFile, GitState
from wirelens.repository.state import read_state


def test_unborn_branch(repository: Repository) -> None:
    (repository.root / "new.py").touch()
    assert read_state(repository.root) == GitState(
        root=str(repository.root),
        branch="main",
        commit=None,
        upstream=None,
        ahead=None,
        behind=None,
        changed=(ChangedFile("new.py", "?", "?"),),
    )


def test_clean_without_upstream(repository: Repository) -> None:
    commit = repository.commit({"a.py": "1\n"})
    assert read_state(repository.root) == GitState(str(repository.root), "main", commit, None, None, None)


def test_detached(repository: Repository) -> None:
    commit = repository.commit({"a.py": "1\n"})
    repository.git("checkout", "-q", "--detach")
    assert read_state(repository.root) == GitState(str(repository.root), None, commit, None, None, None)


def test_ahead_and_behind(repository: Repository, tmp_path: Path) -> None:
    repository.commit({"a.py": "1\n"})
    clone = Repository(tmp_path / "clone")
    repository.git("clone", "-q", str(repository.root), str(clone.root))
    repository.commit({"a.py": "2\n"})
    repository.commit({"a.py": "3\n"})
    commit = clone.commit({"b.py": "1\n"})
    clone.git("fetch", "-q")
    clone.git("config", "status.aheadBehind", "false")
    assert read_state(clone.root) == GitState(str(clone.root), "main", commit, "origin/main", 1, 2)


def test_upstream_that_is_gone(repository: Repository) -> None:
    commit = repository.commit({"a.py": "1\n"})
    repository.git("config", "branch.main.remote", "origin")
    repository.git("config", "branch.main.merge", "refs/heads/main")
    repository.git("remote", "add", "origin", "../nowhere")
    assert read_state(repository.root) == GitState(str(repository.root), "main", commit, "origin/main", None, None)


def test_every_kind_of_change(repository: Repository) -> None:
    commit = repository.commit(
        {
            "edited.py": "1\n",
            "staged.py": "1\n",
            "both.py": "1\n",
            "gone.py": "1\n",
            "removed.py": "1\n",
            "old name.py": "a\nb\nc\nd\n",
            "same.py": "",
        }
    )
    repository.write(
        {
            "edited.py": "2\n",
            "staged.py": "2\n",
            "both.py": "2\n",
            "added.py": "added\n",
            "new/deep/file.py": "1\n",
            ".gitignore": "*.log\n",
            "x.log": "",
        }
    )
    repository.git("mv", "old name.py", "new name.py")
    repository.git("rm", "-q", "removed.py")
    repository.git("add", "staged.py", "both.py", "added.py")
    repository.write({"both.py": "3\n"})
    (repository.root / "gone.py").unlink()
    repository.git("config", "status.renames", "false")
    repository.git("config", "status.showUntrackedFiles", "no")
    repository.git("config", "color.status", "always")
    assert read_state(repository.root) == GitState(
        str(repository.root),
        "main",
        commit,
        None,
        None,
        None,
        (
            ChangedFile(".gitignore", "?", "?"),
            ChangedFile("added.py", "A", "."),
            ChangedFile("both.py", "M", "M"),
            ChangedFile("edited.py", ".", "M"),
            ChangedFile("gone.py", ".", "D"),
            ChangedFile("new name.py", "R", "."),
            ChangedFile("new/deep/file.py", "?", "?"),
            ChangedFile("removed.py", "D", "."),
            ChangedFile("staged.py", "M", "."),
        ),
    )


def test_conflicts(repository: Repository) -> None:
    repository.commit({"a.py": "1\n", "b.py": "1\n"})
    repository.git("checkout", "-q", "-b", "other")
    repository.commit({"a.py": "2\n", "c.py": "2\n"}, removed=["b.py"])
    repository.git("checkout", "-q", "main")
    commit = repository.commit({"a.py": "3\n", "b.py": "3\n", "c.py": "3\n"})
    repository.git("merge", "-q", "other", expect=1)
    assert read_state(repository.root) == GitState(
        str(repository.root),
        "main",
        commit,
        None,
        None,
        None,
        (ChangedFile("a.py", "U", "U"), ChangedFile("b.py", "U", "D"), ChangedFile("c.py", "A", "A")),
    )


@pytest.mark.parametrize("name", ["한글 폴더/뷰.py", "🚀.py", 'quo"te\\.py', "new\nline.py", " leading.py", "tab\t.py"])
def test_unusual_names(repository: Repository, name: str) -> None:
    commit = repository.commit({name: "1\n"})
    repository.write({name: "2\n"})
    assert read_state(repository.root) == GitState(str(repository.root), "main", commit, None, None, None, (ChangedFile(name, ".", "M"),))


def test_names_that_are_not_utf8(repository: Repository) -> None:
    name = os.fsdecode(b"caf\xe9.py")
    (repository.root / name).write_text("1\n")
    state = read_state(repository.root)
    assert state is not None
    assert state.changed == (ChangedFile("caf\udce9.py", "?", "?"),)


def test_below_the_top(repository: Repository) -> None:
    commit = repository.commit({"backend/ai/views.py": "1\n", "frontend/app.js": "1\n"})
    repository.write({"backend/ai/views.py": "2\n", "frontend/app.js": "2\n"})
    assert read_state(repository.root / "backend" / "ai") == GitState(
        str(repository.root),
        "main",
        commit,
        None,
        None,
        None,
        (ChangedFile("backend/ai/views.py", ".", "M"), ChangedFile("frontend/app.js", ".", "M")),
        prefix="backend/ai/",
    )


def test_through_a_symbolic_link(repository: Repository, tmp_path: Path) -> None:
    commit = repository.commit({"backend/a.py": "1\n"})
    (tmp_path / "link").symlink_to(repository.root / "backend")
    assert read_state(tmp_path / "link") == GitState(str(repository.root), "main", commit, None, None, None, prefix="backend/")


def test_linked_worktree(repository: Repository, tmp_path: Path) -> None:
    commit = repository.commit({"a.py": "1\n"})
    repository.git("worktree", "add", "-q", "-b", "feature", str(tmp_path / "worktree"))
    assert read_state(tmp_path / "worktree") == GitState(str(tmp_path / "worktree"), "feature", commit, None, None, None)


def test_changed_submodule_is_one_entry(repository: Repository, tmp_path: Path) -> None:
    inner = Repository.create(tmp_path / "inner")
    inner.commit({"a.py": "1\n"})
    repository.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner.root), "part")
    repository.commit({})
    part = Repository(repository.root / "part")
    commit = repository.git("rev-parse", "HEAD").strip()
    part.write({"a.py": "edited, which is the submodule's own affair\n"})
    assert read_state(repository.root) == GitState(str(repository.root), "main", commit, None, None, None)
    part.commit({"a.py": "2\n"})
    state = read_state(repository.root)
    assert state is not None
    assert state.changed == (ChangedFile("part", ".", "M"),)


def test_index_lock_is_left_alone(repository: Repository) -> None:
    commit = repository.commit({"a.py": "1\n"})
    lock = repository.root / ".git" / "index.lock"
    lock.write_bytes(b"held")
    assert read_state(repository.root) == GitState(str(repository.root), "main", commit, None, None, None)
    assert lock.read_bytes() == b"held"


def test_reading_does_not_write(repository: Repository) -> None:
    repository.commit({"a.py": "1\n"})
    os.utime(repository.root / "a.py", (1, 1))
    index = repository.root / ".git" / "index"
    before = index.read_bytes()
    assert read_state(repository.root) is not None
    assert index.read_bytes() == before


def _empty_folder(place: Path) -> Path:
    place.mkdir()
    return place


def _bare(place: Path) -> Path:
    Repository.create(place, "--bare")
    return place


def _git_folder(place: Path) -> Path:
    return Repository.create(place).root / ".git"


def _file(place: Path) -> Path:
    place.touch()
    return place


def _missing(place: Path) -> Path:
    return place / "missing"


def _damaged_index(place: Path) -> Path:
    repository = Repository.create(place)
    repository.commit({"a.py": "1\n"})
    (place / ".git" / "index").write_bytes(b"no index")
    return place


def _worktree_elsewhere(place: Path) -> Path:
    repository = Repository.create(place)
    repository.git("config", "core.worktree", str(place.parent.parent))
    return place


@pytest.mark.parametrize("make", [_empty_folder, _bare, _git_folder, _file, _missing, _damaged_index, _worktree_elsewhere])
def test_no_state(make: Callable[[Path], Path], tmp_path: Path) -> None:
    assert read_state(make(tmp_path / "place")) is None


def test_repository_of_another_user(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.commit({"a.py": "1\n"})
    if os.geteuid() != 0:
        pytest.skip("only root can give a folder away")
    for folder, _, files in os.walk(repository.root):
        for name in ["", *files]:
            os.chown(Path(folder) / name, 12345, 12345, follow_symlinks=False)
    monkeypatch.delenv("SUDO_UID", raising=False)
    monkeypatch.setenv("HOME", str(repository.root))
    assert read_state(repository.root) is None
