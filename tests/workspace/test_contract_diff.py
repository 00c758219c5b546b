"""Contracts at revisions, on repositories made by git itself."""

from pathlib import Path

import pytest

from support.repositories import Repository
from wirelens.model.contract_change import ContractDiff
from wirelens.model.settings import Settings
from wirelens.workspace.contract_diff import UnknownRevisionError, contract_diff

ONE = "from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get('/one')\ndef one():\n    return 1\n"
TWO = ONE.replace("'/one'", "'/two'")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository.create(tmp_path / "한글 폴더")


def paths(diff: ContractDiff) -> list[tuple[str, str | None, str | None]]:
    return [(change.kind, change.before and change.before.path, change.after and change.after.path) for change in diff.changes]


def test_working_tree_revisions_and_subfolders(repository: Repository) -> None:
    repository.commit({"시스템/main.py": ONE})
    repository.commit({"시스템/main.py": TWO, "other/main.py": ONE})
    repository.write({"시스템/main.py": TWO + "\n\n@app.get('/three')\ndef three():\n    return 3\n"})
    assert paths(contract_diff(repository.root / "시스템", Settings(), "HEAD")) == [("added", None, "/three")]
    assert paths(contract_diff(repository.root / "시스템", Settings(), "HEAD~1", "HEAD")) == [("changed", "/one", "/two")]
    assert paths(contract_diff(repository.root / "시스템", Settings(), "HEAD", "HEAD~1")) == [("changed", "/two", "/one")]


def test_what_git_would_not_read_is_not_read_at_a_revision_either(repository: Repository) -> None:
    repository.commit(
        {
            "main.py": ONE,
            "venv/pyvenv.cfg": "home = /usr/bin\n",
            "venv/app.py": TWO,
            "node_modules/x/app.py": TWO,
            "large.py": TWO + "#" * 1_000_000,
        }
    )
    (repository.root / "link.py").symlink_to("main.py")
    repository.commit({"main.py": TWO})
    assert paths(contract_diff(repository.root, Settings(), "HEAD~1", "HEAD")) == [("changed", "/one", "/two")]
    assert paths(contract_diff(repository.root, Settings(exclude=("main.py",)), "HEAD~1", "HEAD")) == []


def test_a_revision_that_is_none(repository: Repository, tmp_path: Path) -> None:
    repository.commit({"main.py": ONE})
    for root, revision in ((repository.root, "nowhere"), (repository.root, "--all"), (repository.root, ""), (tmp_path, "HEAD")):
        with pytest.raises(UnknownRevisionError):
            contract_diff(root, Settings(), revision)
