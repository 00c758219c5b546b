"""What was found is known at the next start, and whatever is wrong with it makes it unknown."""

from collections.abc import Callable
from pathlib import Path

import pytest

from wirelens.store import kept_facts
from wirelens.store.kept_facts import Found, KeptFacts, Listing, Seen

LISTING = Listing({"a.py": Seen(1, 2, b"a"), "값.py": Seen(3, 4, b"b")}, b"state", b"outcome")
FOUND = {b"a": Found(b"facts"), b"b": Found(None, ("x", "값")), b"gone": Found(b"older")}


def test_it_is_known_again(tmp_path: Path) -> None:
    KeptFacts(tmp_path / "facts", "workspace", "1").keep(LISTING, FOUND)
    again = KeptFacts(tmp_path / "facts", "workspace", "1")
    assert (again.listing(), again.found()) == (LISTING, FOUND)
    assert (tmp_path / "facts").stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "facts").iterdir()} == {0o600}


@pytest.mark.parametrize(("workspace", "recipe"), [("another", "1"), ("workspace", "2")])
def test_another_workspace_and_another_version_know_nothing(tmp_path: Path, workspace: str, recipe: str) -> None:
    KeptFacts(tmp_path, "workspace", "1").keep(LISTING, FOUND)
    other = KeptFacts(tmp_path, workspace, recipe)
    assert (other.listing(), other.found()) == (Listing(), {})


def _torn(written: bytes) -> bytes:
    return written[:-1]


def _changed(written: bytes) -> bytes:
    return written[:40] + b"x" + written[41:]


def _foreign(_: bytes) -> bytes:
    return b"\x80" * 99


def _empty(_: bytes) -> bytes:
    return b""


@pytest.mark.parametrize("damage", [_torn, _changed, _foreign, _empty])
def test_what_is_damaged_is_not_known(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    kept = KeptFacts(tmp_path, "workspace", "1")
    kept.keep(LISTING, FOUND)
    for path in tmp_path.iterdir():
        path.write_bytes(damage(path.read_bytes()))
    assert (kept.listing(), kept.found()) == (Listing(), {})
    kept.keep(LISTING, FOUND)
    assert (kept.listing(), kept.found()) == (LISTING, FOUND)


def test_above_the_limit_what_is_gone_is_forgotten_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_facts, "SIZE_LIMIT", 150)
    kept = KeptFacts(tmp_path, "workspace", "1")
    kept.keep(LISTING, {b"gone": Found(b"older"), **FOUND})
    assert kept.found() == {b"a": FOUND[b"a"], b"b": FOUND[b"b"]}


def test_the_workspaces_that_were_kept_longest_ago_are_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_facts, "WORKSPACES", 2)
    for number in range(3):
        KeptFacts(tmp_path, f"{number}", "1").keep(LISTING, FOUND)
    assert sum(KeptFacts(tmp_path, f"{number}", "1").found() == FOUND for number in range(3)) == 2
    assert KeptFacts(tmp_path, "2", "1").listing() == LISTING


def test_where_nothing_can_be_written_nothing_is_known(tmp_path: Path) -> None:
    (tmp_path / "facts").write_text("a file stands here")
    kept = KeptFacts(tmp_path / "facts", "workspace", "1")
    kept.keep(LISTING, FOUND)
    assert (kept.listing(), kept.found()) == (Listing(), {})
