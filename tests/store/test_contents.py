"""What the cache folder holds, and that emptying it deletes nothing else."""

import sqlite3
from contextlib import closing
from pathlib import Path

from wirelens.store.atomic import write_atomically
from wirelens.store.cache import Cache
from wirelens.store.contents import Part, clear, contents


def filled(folder: Path) -> Cache:
    cache = Cache.open(folder)
    cache.set("narrative", "1", {"title": "제목"})
    cache.set("narrative", "2", {})
    cache.set("explained", "/r", ["a.py"])
    for name in ("reports/1f/a.py.md", "reports/2e/p.md", "facts/x.files", "facts/x.facts", "maps/y.files"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write_atomically(folder / name, "1234")
    return cache


def test_nothing_there_is_nothing_made(tmp_path: Path) -> None:
    assert contents(tmp_path / "cache") == (Part("explanations", 0, 0), Part("reports", 0, 0), Part("facts", 0, 0))
    clear(tmp_path / "cache")
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_is_told(tmp_path: Path) -> None:
    filled(tmp_path)
    size = sum(path.stat().st_size for path in tmp_path.glob("cache.db*"))
    assert contents(tmp_path) == (Part("explanations", 2, size), Part("reports", 2, 8), Part("facts", 3, 12))


def test_a_file_that_is_no_database_holds_no_explanations(tmp_path: Path) -> None:
    (tmp_path / "cache.db").write_bytes(b"no database")
    assert contents(tmp_path)[0] == Part("explanations", 0, 11)


def test_who_else_has_it_open_goes_on(tmp_path: Path) -> None:
    cache = filled(tmp_path)
    clear(tmp_path)
    assert [(part.name, part.entries) for part in contents(tmp_path)] == [("explanations", 0), ("reports", 0), ("facts", 0)]
    assert cache.get("narrative", "1") is None
    assert cache.set("narrative", "3", {})
    assert cache.get("narrative", "3") == {}
    assert cache.take_message() is None


def test_planted_names_and_links_lead_to_nothing(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.mkdir()
    (victim / "precious").write_text("precious")
    folder = tmp_path / "cache"
    filled(folder)
    with closing(sqlite3.connect(folder / "cache.db")) as database, database:
        database.execute("UPDATE Cache SET mode = 2, filename = ?", [str(victim / "precious")])
    (folder / "maps" / "inner").symlink_to(victim)
    (folder / "revisions").symlink_to(victim)
    assert contents(folder)[2] == Part("facts", 3, 12)
    clear(folder)
    assert {path.name for path in folder.iterdir()} <= {"cache.db", "cache.db-shm", "cache.db-wal"}
    assert (victim / "precious").read_text() == "precious"


def test_a_damaged_database_is_emptied_too(tmp_path: Path) -> None:
    tmp_path.joinpath("cache.db").write_bytes(b"no database at all, but long enough to look like one" * 100)
    clear(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache.db"]
    assert contents(tmp_path)[0].entries == 0
