"""What a hostile repository would have run, on every command that only reads."""

from pathlib import Path

import pytest

from support.command_line import Run
from support.hostile_repositories import CLIENT, VECTORS, Hostile, hostile_repository, inherited

FOUND = 1
"""How commands end that have found a fault."""

READING = (
    ("git", "status"),
    ("git", "draft"),
    ("diff",),
    ("diff", "--staged"),
    ("map",),
    ("check",),
    ("hover", f"{CLIENT}:7:20"),
    ("report", CLIENT),
    ("report", "--project"),
    ("explain", CLIENT, "--dry-run"),
    ("explain", "--changed", "--dry-run"),
    ("doctor",),
)


def _fired(run: Run, victim: Hostile) -> list[str]:
    found: list[str] = []
    for command in READING:
        outcome = run(*command)
        assert outcome.status in {0, FOUND}, (command, outcome)
        if victim.mark.exists():
            victim.mark.unlink()
            found.append(" ".join(command))
    return found


def test_nothing_runs(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEMINI_API_KEY", "a-key-of-the-test")
    fired: dict[str, list[str]] = {}
    for vector in VECTORS:
        victim = hostile_repository(tmp_path / vector.name, vector)
        monkeypatch.chdir(victim.repository.root)
        fired[vector.name] = _fired(run, victim)
    victim = hostile_repository(tmp_path / "inherited", None)
    monkeypatch.chdir(victim.repository.root)
    for name, value in inherited(victim.program, victim.mark).items():
        monkeypatch.setenv(name, value)
    fired["inherited"] = _fired(run, victim)
    assert fired == {name: [] for name in fired}
