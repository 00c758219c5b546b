"""The cache keeps what it is given, trusts nothing that it finds, and never raises."""

import json
import os
import pickle
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from support.explaining import leaks
from wirelens.messages import render
from wirelens.model.message import Message
from wirelens.store.cache import Cache

HURRIED = 0.1


class Bomb:
    """Creates a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return (Path.touch, (self.path,))


def in_both(sentence: Message | None) -> list[str]:
    assert sentence is not None
    return [render(sentence, language) for language in ("en", "ko")]


def plant(folder: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(folder / "cache.db")) as database, database:
        database.execute(statement, values)


@contextmanager
def locked(folder: Path) -> Generator[None]:
    with closing(sqlite3.connect(folder / "cache.db", isolation_level=None)) as database:
        database.execute("BEGIN EXCLUSIVE")
        yield
        database.execute("ROLLBACK")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.mark.parametrize("value", [{"한국어": ["🎉", 1, 2.5, True, {"a": "b"}]}, "text", 0, [], {}, False, "x" * 100_000])
def test_a_value_comes_back(folder: Path, value: Any) -> None:
    cache = Cache.open(folder)
    assert cache.get("n", "k") is None
    assert cache.set("n", "k", value)
    assert cache.get("n", "k") == value
    assert cache.get("m", "k") is None
    cache.close()
    assert Cache.open(folder).get("n", "k") == value
    assert cache.take_message() is None


def test_a_key_that_has_no_utf8(folder: Path) -> None:
    cache = Cache.open(folder)
    assert cache.set("n", "a\udcff", 1)
    assert cache.get("n", "a\udcff") == 1


def test_a_change_sees_the_value_before(folder: Path) -> None:
    cache = Cache.open(folder)
    seen: list[object] = []

    def count(value: object) -> int:
        seen.append(value)
        return len(seen)

    assert [cache.update("n", "k", count) for _ in range(2)] == [True, True]
    assert (seen, cache.get("n", "k")) == ([None, 1], 2)


def test_nobody_else_may_look(folder: Path) -> None:
    Cache.open(folder).set("n", "k", "v")
    assert folder.stat().st_mode & 0o777 == 0o700


def test_rights_of_others_are_taken_away(folder: Path) -> None:
    folder.mkdir(mode=0o755)
    Cache.open(folder)
    assert folder.stat().st_mode & 0o777 == 0o700


def test_nothing_is_pickled(folder: Path) -> None:
    Cache.open(folder).set("n", "k", {"a": ["b"]})
    with closing(sqlite3.connect(folder / "cache.db")) as database:
        rows = list(database.execute("SELECT key, raw, mode, filename, value FROM Cache"))
    assert rows == [("n:k", 1, 1, None, json.dumps({"a": ["b"]}).encode())]


@pytest.mark.parametrize("mode", [0, 2, 3, 4, 5])
def test_a_planted_pickle_runs_nothing(folder: Path, tmp_path: Path, mode: int) -> None:
    cache = Cache.open(folder)
    cache.set("n", "k", "v")
    plant(folder, "UPDATE Cache SET mode = ?, value = ?", mode, pickle.dumps(Bomb(tmp_path / "ran")))
    assert cache.get("n", "k") is None
    assert not (tmp_path / "ran").exists()
    assert cache.set("n", "k", "w")
    assert cache.get("n", "k") == "w"


def test_a_planted_key_runs_nothing(folder: Path, tmp_path: Path) -> None:
    cache = Cache.open(folder)
    cache.set("n", "k", "v")
    plant(folder, "INSERT INTO Cache (key, raw, mode, value) VALUES (?, 0, 4, ?)", *[pickle.dumps(Bomb(tmp_path / "ran"))] * 2)
    assert cache.get("n", "k") == "v"
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("value", [b"{broken", b"\xff", b"[" * 100_000, "text", 1, None])
def test_a_planted_value_is_a_miss(folder: Path, value: object) -> None:
    cache = Cache.open(folder)
    cache.set("n", "k", "v")
    plant(folder, "UPDATE Cache SET value = ?", value)
    assert cache.get("n", "k") is None
    assert cache.take_message() is None


@pytest.mark.parametrize("kind", ["absolute", "climbing"])
def test_a_planted_file_name_deletes_and_reads_nothing(folder: Path, tmp_path: Path, kind: str) -> None:
    victim = tmp_path / "victim"
    victim.write_text('"secret"')
    name = str(victim) if kind == "absolute" else "../victim"
    cache = Cache.open(folder)
    for mode in (1, 2, 3, 4):
        cache.set("n", "k", "v")
        plant(folder, "UPDATE Cache SET mode = ?, filename = ?, value = NULL", mode, name)
        assert cache.get("n", "k") is None
        cache.set("n", "k", "w")
        assert cache.get("n", "k") == "w"
    assert victim.read_text() == '"secret"'


@pytest.mark.parametrize("key", ["_transact", "sqlite_writable_schema", "disk_no_such_argument", "get"])
def test_planted_settings_are_not_obeyed(folder: Path, key: str) -> None:
    Cache.open(folder).close()
    plant(folder, "INSERT INTO Settings VALUES (?, 'x')", key)
    cache = Cache.open(folder)
    assert cache.set("n", "k", "v")
    assert cache.get("n", "k") == "v"
    assert in_both(cache.take_message()) == [
        f"The cache in {folder} was damaged. It was set aside as cache.db.corrupt, and a new one begun.",
        f"캐시가 손상되어 cache.db.corrupt로 옮겨 두고 새로 만들었습니다({folder}).",
    ]


def test_settings_of_ours_that_were_changed_do_not_count(folder: Path) -> None:
    Cache.open(folder).close()
    plant(folder, "UPDATE Settings SET value = 'none' WHERE key = 'eviction_policy'")
    plant(folder, "UPDATE Settings SET value = 1 WHERE key = 'size_limit'")
    cache = Cache.open(folder)
    for number in range(30):
        cache.set("n", str(number), number)
    assert [cache.get("n", str(number)) for number in range(30)] == list(range(30))


@pytest.mark.parametrize("content", [b"no database at all, but long enough to look like one" * 100, b"SQLite format 3\0" + b"\xff" * 9_000])
def test_a_corrupt_file_is_set_aside_with_one_message(folder: Path, content: bytes) -> None:
    folder.mkdir()
    (folder / "cache.db").write_bytes(content)
    cache = Cache.open(folder)
    assert cache.set("n", "k", "v")
    assert cache.get("n", "k") == "v"
    assert in_both(cache.take_message())[0].startswith(f"The cache in {folder} was damaged.")
    assert cache.take_message() is None
    assert (folder / "cache.db.corrupt").read_bytes() == content


def test_corrupted_while_it_is_open(folder: Path) -> None:
    cache = Cache.open(folder)
    for number in range(200):
        cache.set("n", str(number), "x" * 1_000)
    cache.close()
    cache = Cache.open(folder)
    size = (folder / "cache.db").stat().st_size
    with (folder / "cache.db").open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(size - 4096))
    assert [cache.get("n", str(number)) for number in range(200)] == [None] * 200
    assert in_both(cache.take_message())[0].startswith(f"The cache in {folder} was damaged.")
    assert cache.set("n", "k", "v")
    assert cache.get("n", "k") == "v"


def test_a_link_is_not_followed(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.db"
    with closing(sqlite3.connect(elsewhere)) as database, database:
        database.execute("CREATE TABLE precious (value)")
    before = elsewhere.read_bytes()
    folder.mkdir()
    (folder / "cache.db").symlink_to(elsewhere)
    cache = Cache.open(folder)
    assert cache.set("n", "k", "v")
    assert elsewhere.read_bytes() == before


def keeps_nothing(cache: Cache) -> list[str]:
    """The one message of a cache that cannot be used, whatever it is asked."""
    for _ in range(2):
        assert cache.get("n", "k") is None
        assert not cache.set("n", "k", "v")
        assert not cache.update("n", "k", str)
    sentences = in_both(cache.take_message())
    assert cache.take_message() is None
    return sentences


def test_no_folder_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    folder = tmp_path / "file" / "cache"
    assert keeps_nothing(Cache.open(folder)) == [
        f"The cache in {folder} cannot be used, so explanations will not be kept: [Errno 20] Not a directory: '{folder}'",
        f"캐시를 쓸 수 없어 설명을 저장하지 않습니다({folder}): [Errno 20] Not a directory: '{folder}'",
    ]


def test_locked_by_somebody_else_when_it_is_opened(folder: Path) -> None:
    Cache.open(folder).close()
    with locked(folder):
        cache = Cache.open(folder, HURRIED)
        assert keeps_nothing(cache)[0] == f"The cache in {folder} cannot be used, so explanations will not be kept: database is locked"


def test_locked_for_a_while(folder: Path) -> None:
    cache = Cache.open(folder, HURRIED)
    cache.set("n", "k", "v")
    with locked(folder):
        assert not cache.set("n", "k", "w")
    assert in_both(cache.take_message())[0].startswith(f"The cache in {folder} failed, so some explanations may not be kept:")
    assert cache.get("n", "k") == "v"
    assert cache.set("n", "k", "w")


def test_the_folder_goes_away(folder: Path) -> None:
    cache = Cache.open(folder)
    cache.set("n", "k", "v")
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    cache.get("n", "k")
    cache.set("n", "k", "w")
    cache.update("n", "k", str)


def test_a_full_disk(folder: Path) -> None:
    cache = Cache.open(folder)
    cache.set("n", "k", "v")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, limits[1]))
    try:
        assert not cache.set("n", "big", "x" * 400_000)
        assert in_both(cache.take_message())[0].startswith(f"The cache in {folder} failed, so some explanations may not be kept:")
        assert cache.get("n", "k") == "v"
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert cache.set("n", "big", "x")


def test_it_stays_within_its_size(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wirelens.store.cache.SETTINGS", {**_settings(), "size_limit": 500_000})
    cache = Cache.open(folder)
    for number in range(300):
        cache.set("n", str(number), "x" * 10_000)
    assert (folder / "cache.db").stat().st_size < 1_000_000
    assert cache.get("n", "299") == "x" * 10_000
    assert cache.get("n", "0") is None


def _settings() -> dict[str, Any]:
    from wirelens.store.cache import SETTINGS  # noqa: PLC0415 - as it is before the test changes it

    return dict(SETTINGS)


def test_two_processes_lose_nothing(folder: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from wirelens.store.cache import Cache\n"
        "cache = Cache.open(Path(sys.argv[1]))\n"
        "add = lambda value: (value or 0) + 1\n"
        "assert all(cache.update('n', 'count', add) for _ in range(200))\n"
        "assert cache.take_message() is None\n"
    )
    processes = [subprocess.Popen([sys.executable, "-c", code, str(folder)]) for _ in range(2)]
    assert [process.wait(60) for process in processes] == [0, 0]
    assert Cache.open(folder).get("n", "count") == 400


def test_nothing_of_the_workspace_is_in_its_names(folder: Path) -> None:
    Cache.open(folder).set("n", "k", "v")
    assert leaks(folder, "/workspace/") == []
