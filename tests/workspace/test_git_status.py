"""Git's view of the workspace's folders, by file key, and how it is kept up to date."""

import asyncio
from pathlib import Path

import pytest

from support.repositories import Repository
from wirelens.workspace import git_tracking
from wirelens.workspace.folders import Root
from wirelens.workspace.git_acting import GitActing, GitPlace
from wirelens.workspace.git_status import GitStatus, find_repositories, read_status
from wirelens.workspace.git_status import Repository as FoundRepository
from wirelens.workspace.git_tracking import GitScope, GitTracking


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository.create(tmp_path / "저장소")


def root(path: Path, prefix: str = "") -> Root:
    return Root(prefix, path, path.as_uri())


def test_a_part_of_a_repository_and_a_repository_inside(repository: Repository) -> None:
    repository.commit({"backend/a.py": "1\n", "backend/b.py": "1\n", "frontend/c.js": "1\n", ".gitignore": "inner/\n"})
    inner = Repository.create(repository.root / "backend/vendor/inner")
    inner.commit({"d.py": "1\n", "e.py": "1\n"})
    repository.write({"backend/a.py": "2\n", "frontend/c.js": "2\n", "backend/new.py": ""})
    inner.write({"d.py": "2\n"})
    folder = root(repository.root / "backend", "api/")
    files = ["api/a.py", "api/vendor/inner/d.py", "other/x.py"]
    repositories = find_repositories((folder,), files)
    assert [(each.prefix, each.folder, each.location.root) for each in repositories] == [
        ("api/", repository.root / "backend", repository.root),
        ("api/vendor/inner/", inner.root, inner.root),
    ]
    status = read_status(repositories)
    assert status.changed == {"api/a.py": "M", "api/new.py": "?", "api/vendor/inner/d.py": "M"}
    holding = {key: found and found[0].prefix for key in (*files, "api/vendor/x.py") for found in [status.holding(key)]}
    assert holding == {
        "api/a.py": "api/",
        "api/vendor/inner/d.py": "api/vendor/inner/",
        "other/x.py": None,
        "api/vendor/x.py": "api/",
    }


def test_letters_say_how_a_file_differs_from_head(repository: Repository) -> None:
    repository.commit({"both.py": "1\n", "gone.py": "1\n", "old.py": "a\nb\nc\n", "staged.py": "1\n"})
    repository.git("mv", "old.py", "moved.py")
    repository.write({"added.py": "1\n", "both.py": "2\n", "staged.py": "2\n"})
    repository.git("add", "-A")
    repository.write({"added.py": "2\n", "both.py": "3\n", "moved.py": "a\nb\nc\nd\n"})
    (repository.root / "gone.py").unlink()
    status = read_status(find_repositories((root(repository.root),), ()))
    assert status.changed == {"added.py": "A", "both.py": "M", "gone.py": "D", "moved.py": "R", "staged.py": "M"}


def test_folders_without_repository(tmp_path: Path) -> None:
    assert find_repositories((root(tmp_path), root(tmp_path / "missing")), ["a/b.py"]) == ()
    assert read_status(()) == GitStatus()


def _unheard(*, other_files: bool) -> None:
    raise AssertionError(other_files)


async def test_where_an_act_takes_place(repository: Repository) -> None:
    repository.commit({"a.py": "1\n"})
    inner = Repository.create(repository.root / "inner")
    acting = GitActing(GitTracking(lambda: None, _unheard))
    folder = root(repository.root, "api/")
    assert await acting.place(folder, "api/a.py") == GitPlace(repository.root, "a.py")
    assert await acting.place(folder, "api/gone/a.py") == GitPlace(repository.root, "gone/a.py")
    assert await acting.place(folder, "api/inner/b.py") == GitPlace(inner.root, "b.py")
    assert await acting.place(folder, "api/inner") == GitPlace(inner.root, ".")
    assert await acting.place(folder, "api/") == GitPlace(repository.root, ".")
    assert await acting.place(root(repository.root), "") == GitPlace(repository.root, ".")
    assert await acting.place(root(repository.root), "inner/b.py") == GitPlace(inner.root, "b.py")


async def test_what_other_programs_write_into_the_git_folder_is_no_news(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    reads: list[GitStatus] = []
    heard = asyncio.Event()

    def counted(repositories: tuple[FoundRepository, ...]) -> GitStatus:
        reads.append(read_status(repositories))
        return reads[-1]

    def changed(*, other_files: bool) -> None:
        changes.append(other_files)
        heard.set()

    changes: list[bool] = []
    repository.commit({"a.py": "1\n"})
    monkeypatch.setattr(git_tracking, "read_status", counted)
    tracking = GitTracking(lambda: GitScope((root(repository.root),), ()), changed)
    await tracking.read()
    assert changes == [False]
    repository.write({"a.py": "2\n"})
    tracking.files_changed([".git/index.lock", ".git/index"])
    heard.clear()
    tracking.files_changed(["a.py", ".git/index"])
    async with asyncio.timeout(20):
        await heard.wait()
    assert (len(reads), changes) == (2, [False, True])
    await tracking.close()
