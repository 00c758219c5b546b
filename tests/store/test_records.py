"""Explanations, consents and reports: what is kept, and what is made of what somebody else left there."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from wirelens.model.narrative import Citation, Claim, Narrative, Scope
from wirelens.store.cache import Cache
from wirelens.store.consents import Consents
from wirelens.store.narratives import Entry, Narratives
from wirelens.store.reports import Reports

ROOT, OTHER = Path("/work space/한국어"), Path("/other")
SCOPE = Scope("function", "a.py", "보내기")
CLAIM = Claim("요약 🎉", (Citation("a.py", 3), Citation("b\udcff.py", 1)))
NARRATIVE = Narrative(SCOPE, "제목", (CLAIM,), (), (), (), (Claim("?"),), "m", "ko", "2026-05-04T03:02:01+00:00", 1, 2)
ENTRY = Entry(SCOPE, "1", "m", "ko", 2, {"a.py": "d1", "b\udcff.py": "d2"})


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache.open(tmp_path / "cache")


def test_an_explanation_comes_back(cache: Cache) -> None:
    narratives = Narratives(cache)
    assert narratives.find("1") is None
    narratives.keep("1", NARRATIVE)
    narratives.keep("2", replace(NARRATIVE, title="T"))
    assert narratives.find("1") == NARRATIVE
    assert narratives.find("2") == replace(NARRATIVE, title="T")


def test_explained_files_are_known_by_workspace(cache: Cache) -> None:
    narratives = Narratives(cache)
    assert narratives.files(ROOT) == ()
    for file in ("b.py", "a.py", "b.py", "한국어.py"):
        narratives.note(ROOT, replace(ENTRY, scope=Scope("file", file)))
    assert narratives.files(ROOT) == ("a.py", "b.py", "한국어.py")
    assert narratives.files(OTHER) == ()


def test_of_a_scope_the_latest_is_kept_for_each_model_and_language(cache: Cache) -> None:
    narratives = Narratives(cache)
    whole, other_model, other_language = (
        replace(ENTRY, scope=Scope("file", "a.py")),
        replace(ENTRY, model="n"),
        replace(ENTRY, language="en"),
    )
    for entry in (ENTRY, other_model, whole, other_language, replace(ENTRY, key="2"), replace(ENTRY, key="3")):
        narratives.note(ROOT, entry)
    assert narratives.entries(ROOT, "a.py") == (whole, other_language, replace(ENTRY, key="3"), other_model)
    assert narratives.entries(ROOT, "b.py") == narratives.entries(OTHER, "a.py") == ()


@pytest.mark.parametrize("value", [1, "x", [1], {}, {"scope": ["file", "a.py"]}, [{"scope": SCOPE.file}], [None], [["a"]]])
def test_a_foreign_value_is_none(cache: Cache, value: Any) -> None:
    cache.set("narrative", "1", value)
    cache.set("explained", str(ROOT), value)
    cache.set("explained", f"{ROOT}\0a.py", value)
    assert Narratives(cache).find("1") is None
    assert Narratives(cache).entries(ROOT, "a.py") == ()
    Narratives(cache).note(ROOT, ENTRY)
    assert Narratives(cache).entries(ROOT, "a.py") == (ENTRY,)
    assert Narratives(cache).files(ROOT)[-1] == "a.py"


def test_a_language_that_we_do_not_speak_is_foreign(cache: Cache) -> None:
    Narratives(cache).keep("1", replace(NARRATIVE, language="fr"))  # pyright: ignore[reportArgumentType] - on purpose
    assert Narratives(cache).find("1") is None


def test_a_consent_is_for_one_workspace_and_host(tmp_path: Path) -> None:
    consents = Consents(tmp_path / "state")
    assert consents.find(ROOT, "google") is None
    consents.keep(ROOT, "google", agreed=True)
    consents.keep(ROOT, "proxy", agreed=False)
    consents.keep(Path("/a\udcff"), "google", agreed=True)
    again = Consents(tmp_path / "state")
    assert (again.find(ROOT, "google"), again.find(ROOT, "proxy"), again.find(OTHER, "google")) == (True, False, None)
    assert again.find(Path("/a\udcff"), "google") is True
    assert (tmp_path / "state").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "state" / "consent.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", ["", "{", "[]", "1", '{"/r": 1}', '{"/r": {"google": "yes"}}', "\xff", "[" * 100_000])
def test_what_is_not_surely_a_yes_is_no_answer(tmp_path: Path, content: str) -> None:
    (tmp_path / "consent.json").write_text(content, encoding="latin-1")
    assert Consents(tmp_path).find(Path("/r"), "google") is None
    Consents(tmp_path).keep(Path("/r"), "google", agreed=True)
    assert Consents(tmp_path).find(Path("/r"), "google") is True


def test_a_report_has_a_path_of_its_own(tmp_path: Path) -> None:
    reports = Reports(tmp_path / "reports")
    files = ["a/views.py", "b/views.py", "한국어.py", "a b:c.py", "x" * 300 + ".py", "a\udcff.py"]
    paths = [reports.write(reports.path(ROOT, file), f"# {number}\n") for number, file in enumerate(files)]
    assert [path.read_text(encoding="utf-8") for path in paths] == [f"# {number}\n" for number in range(len(files))]
    assert [path.name for path in paths[:4]] == ["views.py.md", "views.py.md", "한국어.py.md", "a-b-c.py.md"]
    assert reports.path(ROOT, "a/views.py") == paths[0]
    assert reports.path(OTHER, "a/views.py") != paths[0]
    assert sorted((tmp_path / "reports").rglob("*.*")) == sorted(paths), "nothing else, and nothing elsewhere"


def test_a_report_that_says_the_same_is_not_written_again(tmp_path: Path) -> None:
    reports = Reports(tmp_path)
    path = reports.write(reports.path(ROOT, "a.py"), "one")
    before = path.stat().st_ino
    assert reports.write(reports.path(ROOT, "a.py"), "one").stat().st_ino == before
    assert reports.write(reports.path(ROOT, "a.py"), "two").stat().st_ino != before
    assert path.read_text() == "two"


def test_a_report_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    reports = Reports(tmp_path)
    reports.path(ROOT, "a.py").mkdir(parents=True)
    with pytest.raises(OSError, match="directory"):
        reports.write(reports.path(ROOT, "a.py"), "one")
    assert list(tmp_path.rglob("*.*")) == [reports.path(ROOT, "a.py")]
