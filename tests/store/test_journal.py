"""The journal: whose job it is, what becomes of one whose owner is gone, and that nothing of it is believed."""

import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from wirelens.messages import render
from wirelens.model.narrative import Scope
from wirelens.store.journal import SECONDS_KEPT, Journal, Record

ROOT = Path("/workspace/커피")
SCOPE = Scope("endpoint", "shop/api.py", "order")


def begun(journal: Journal, key: str = "k") -> Record:
    return journal.begin(ROOT, SCOPE, "ko", "gemini-3-flash-preview", key)


def taken(journal: Journal) -> list[Record]:
    """What is taken over, without what is another each time."""
    return [replace(record, id="", owner="") for record in journal.take_over(ROOT)]


def record(**changes: object) -> Record:
    return replace(Record("", SCOPE, "ko", "gemini-3-flash-preview", "k"), **changes)  # pyright: ignore[reportArgumentType] - fields by name


def test_a_job_belongs_to_who_began_it_while_that_lives(tmp_path: Path) -> None:
    first, second = Journal(tmp_path), Journal(tmp_path)
    begun(first)
    assert taken(first) == []
    assert taken(second) == []
    first.close()
    assert taken(second) == [record()]
    assert taken(second) == []
    assert taken(Journal(tmp_path)) == []


def test_a_job_that_was_sent_is_asked_again_and_counted(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.sent(ROOT, begun(journal))
    journal.close()
    second = Journal(tmp_path)
    [mine] = second.take_over(ROOT)
    assert (mine.state, mine.sent, mine.asked_again) == ("waiting", 1, 1)
    second.close()  # before it was sent again: nothing was asked twice
    third = Journal(tmp_path)
    [mine] = third.take_over(ROOT)
    third.sent(ROOT, mine)
    third.close()
    assert taken(Journal(tmp_path)) == [record(sent=2, asked_again=2)]


@pytest.mark.parametrize("state", ["stored", "failed", "cancelled"])
def test_a_job_that_has_ended_is_remembered_and_not_taken_over(tmp_path: Path, state: str) -> None:
    journal = Journal(tmp_path)
    journal.end(ROOT, journal.sent(ROOT, begun(journal)), state, "explain.empty")  # pyright: ignore[reportArgumentType] - one of its states
    journal.close()
    later = Journal(tmp_path)
    assert taken(later) == []
    assert [(kept.state, kept.reason) for kept in later.all(ROOT)] == [(state, "explain.empty")]


def test_each_workspace_has_its_own_oldest_first(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    for key in "abc":
        begun(journal, key)
    journal.begin(Path("/elsewhere"), SCOPE, "en", "m", "d")
    journal.close()
    assert [mine.key for mine in Journal(tmp_path).take_over(ROOT)] == ["a", "b", "c"]


def test_nothing_is_written_before_there_is_a_job(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "jobs")
    assert journal.take_over(ROOT) == ()
    journal.close()
    assert list(tmp_path.iterdir()) == []


def test_it_is_the_users_alone_and_leaves_no_lease(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "jobs")
    begun(journal)
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "jobs").rglob("*") if path.is_dir()} == {0o700}
    journal.close()
    assert list((tmp_path / "jobs" / "leases").iterdir()) == []


def test_after_a_week_nobody_waits_for_it(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    begun(journal)
    journal.close()
    [path] = tmp_path.glob("*/*.json")
    long_ago = time.time() - SECONDS_KEPT - 60
    os.utime(path, (long_ago, long_ago))
    assert taken(Journal(tmp_path)) == []
    assert not path.exists()


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"id": 1}', "[" * 100_000, "\xff"])
def test_what_others_wrote_is_passed_over(tmp_path: Path, text: str) -> None:
    journal = Journal(tmp_path)
    begun(journal)
    journal.close()
    [path] = tmp_path.glob("*/*.json")
    fields = json.loads(path.read_text())
    (path.parent / "planted.json").write_bytes(text.encode("latin-1"))
    (path.parent / "odd.json").write_text(json.dumps({**fields, "state": "running"}))
    (path.parent / f".{path.name}.x1y2z3").write_text(path.read_text())  # broken off before it took the place of the file
    (path.parent / "other.json").write_text(json.dumps({**fields, "scope": {"kind": "shell", "file": "x", "name": ""}}))
    assert taken(Journal(tmp_path)) == [record()]


def test_a_disk_that_fails_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "jobs").write_text("a file where the folder should be")
    journal = Journal(tmp_path / "jobs")
    job = begun(journal)
    assert journal.end(ROOT, journal.sent(ROOT, job), "stored").state == "stored"
    told = journal.take_message()
    assert told is not None
    assert render(told, "en").startswith(f"The list of unfinished jobs in {tmp_path / 'jobs'} cannot be kept, so a job may be lost")
    assert render(told, "ko").startswith("끝나지 않은 작업 목록을 저장하지 못해,")
    assert journal.take_message() is None
    assert journal.take_over(ROOT) == ()


def test_a_name_that_is_no_utf_8_is_kept(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.begin(Path("/work\udcff"), Scope("file", "a\udcff.py"), "en", "m", "k")
    journal.close()
    assert [mine.scope.file for mine in Journal(tmp_path).take_over(Path("/work\udcff"))] == ["a\udcff.py"]


def test_many_processes_share_what_is_left_over(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    keys = {begun(journal, str(number)).key for number in range(40)}
    journal.close()
    code = f"""
from pathlib import Path
from wirelens.store.journal import Journal
journal = Journal(Path({str(tmp_path)!r}))
print(*(record.key for record in journal.take_over(Path({str(ROOT)!r}))), flush=True)
input()
"""
    servers = [subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    shares: list[list[str]] = []
    for server in servers:
        assert server.stdout is not None
        shares.append(server.stdout.readline().split())
    for server in servers:
        server.kill()
        server.wait()
    assert sorted(key for share in shares for key in share) == sorted(keys), "each by one alone"
    assert {mine.key for mine in Journal(tmp_path).take_over(ROOT)} == keys, "killed, they hold no lease"
