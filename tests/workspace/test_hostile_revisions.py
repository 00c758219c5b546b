"""What a hostile repository would have run, on reading revisions, the index and what is staged."""

from pathlib import Path

import pytest

from support.hostile_repositories import VECTORS, Hostile, Vector, hostile_repository, inherited
from support.two_services import TWO_SERVICES
from wirelens.model.contract_change import INDEX
from wirelens.model.settings import Settings
from wirelens.workspace.contract_diff import contract_diff
from wirelens.workspace.staging import StagedQuestion


def look(victim: Hostile) -> None:
    root = victim.repository.root
    for after in ("", INDEX, "HEAD"):
        contract_diff(root, Settings(), "HEAD", after)
    StagedQuestion(root, Settings()).answer()


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector.name)
def test_nothing_runs(tmp_path: Path, vector: Vector) -> None:
    victim = hostile_repository(tmp_path / "victim", vector)
    look(victim)
    assert not victim.mark.exists()


def test_inherited_variables_do_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    victim = hostile_repository(tmp_path / "victim", None)
    victim.repository.write({"api/main.py": TWO_SERVICES["api/main.py"].replace('post("/orders")', 'post("/주문")')})
    victim.repository.git("add", "api/main.py")
    for name, value in inherited(victim.program, victim.mark).items():
        monkeypatch.setenv(name, value)
    staged = StagedQuestion(victim.repository.root, Settings()).answer()
    assert staged is not None
    assert "changed" in [change.kind for change in staged.contracts]
    assert not victim.mark.exists()
