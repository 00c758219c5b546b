"""What git does is heard of, whoever does it; what is only read is not."""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from watchdog.events import FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent, FileSystemEvent

from support.repositories import Repository
from wirelens.repository.location import Location, locate
from wirelens.repository.watching import Watch

PATIENCE = 20.0


class Heard:
    """Counts what is heard."""

    def __init__(self) -> None:
        self.count = 0
        self._changed = threading.Event()

    def __call__(self) -> None:
        self.count += 1
        self._changed.set()

    def of(self, act: Callable[[], object]) -> bool:
        """Whether something is heard after an act."""
        self._changed.clear()
        act()
        return self._changed.wait(PATIENCE)


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def watch(heard: Heard) -> Iterator[Watch]:
    made = Watch(heard)
    yield made
    made.close()


def located(repository: Repository) -> Location:
    found = locate(repository.root)
    assert found is not None
    return found


def test_what_git_does(repository: Repository, watch: Watch, heard: Heard, tmp_path: Path) -> None:
    repository.commit({"a.py": "1\n"})
    other = Repository(tmp_path / "other")
    repository.git("clone", "-q", str(repository.root), str(other.root))
    repository.git("remote", "add", "other", str(other.root))
    repository.write({"a.py": "2\n"})
    watch.follow([located(repository)])
    acts = [
        ("add", "a.py"),
        ("commit", "-q", "-m", "change"),
        ("commit", "-q", "--allow-empty", "-m", "empty"),
        ("switch", "-q", "-c", "topic/주문"),
        ("commit", "-q", "--allow-empty", "-m", "topic"),
        ("reset", "-q", "--soft", "HEAD^"),
        ("fetch", "-q", "other"),
        ("update-ref", "refs/remotes/other/main", "HEAD"),
        ("branch", "-q", "--set-upstream-to", "other/main"),
        ("pack-refs", "--all"),
        ("switch", "-q", "--detach"),
    ]
    assert [act for act in acts if not heard.of(lambda act=act: repository.git(*act))] == []


def test_a_linked_worktree_and_what_it_shares(repository: Repository, watch: Watch, heard: Heard, tmp_path: Path) -> None:
    repository.commit({"a.py": "1\n"})
    tree = Repository(tmp_path / "tree")
    repository.git("worktree", "add", "-q", "-b", "feature", str(tree.root))
    watch.follow([located(tree)])
    assert heard.of(lambda: tree.git("switch", "-q", "--detach"))
    assert heard.of(lambda: repository.git("branch", "later"))


def test_a_repository_that_is_made_anew(repository: Repository, watch: Watch, heard: Heard) -> None:
    repository.commit({"a.py": "1\n"})
    watch.follow([located(repository)])
    assert heard.of(lambda: shutil.rmtree(repository.root / ".git"))
    repository.git("init", "-q", "-b", "main")
    watch.follow([located(repository)])
    assert heard.of(lambda: repository.git("add", "-A"))


def test_who_is_not_followed_any_more_is_not_heard(repository: Repository, watch: Watch, heard: Heard, tmp_path: Path) -> None:
    other = Repository.create(tmp_path / "other")
    watch.follow([located(repository), located(other)])
    watch.follow([located(other)])
    repository.commit({"a.py": "1\n"})
    assert heard.count == 0
    assert heard.of(lambda: other.commit({"a.py": "1\n"}))


def test_a_link_to_the_whole_disk_is_not_followed(repository: Repository, watch: Watch, heard: Heard, tmp_path: Path) -> None:
    repository.commit({"a.py": "1\n"})
    elsewhere = tmp_path / "elsewhere"
    shutil.move(repository.root / ".git/refs", elsewhere)
    (repository.root / ".git/refs").symlink_to(elsewhere)
    watch.follow([located(repository)])
    (elsewhere / "heads/other").write_text("x")
    assert heard.count == 0
    assert heard.of(lambda: repository.git("config", "a.b", "c"))


@pytest.mark.parametrize(
    ("event", "count"),
    [
        (FileCreatedEvent("/r/.git/index.lock"), 0),
        (FileModifiedEvent("/r/.git/index.lock"), 0),
        (FileDeletedEvent("/r/.git/index.lock"), 0),
        (FileMovedEvent("/r/.git/index.lock", "/r/.git/index"), 1),
        (FileCreatedEvent("/r/.git/packed-refs.new"), 0),
        (FileMovedEvent("/r/.git/packed-refs.new", "/r/.git/packed-refs"), 1),
        (FileModifiedEvent("/r/.git/COMMIT_EDITMSG"), 0),
        (FileMovedEvent("/r/.git/refs/heads/주문.lock", "/r/.git/refs/heads/주문"), 1),
        (FileDeletedEvent("/r/.git/refs/heads/주문"), 1),
        (FileCreatedEvent("/r/.git/MERGE_HEAD"), 1),
    ],
)
def test_what_counts(watch: Watch, heard: Heard, event: FileSystemEvent, count: int) -> None:
    watch.dispatch(event)
    assert heard.count == count
