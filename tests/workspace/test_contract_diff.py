"""Contracts at revisions, on repositories made by git itself."""

from pathlib import Path

import pytest

from support.repositories import Repository
from wirelens.model.contract_change import ContractDiff
from wirelens.model.settings import Settings
from wirelens.repository.revisions import commit_of
from wirelens.workspace import blob_facts
from wirelens.workspace.contract_diff import UnknownRevisionError, contract_diff, maps_of
from wirelens.workspace.folder_analysis import analyze_folder
from wirelens.workspace.folders import Root
from wirelens.workspace.skimming import Skimmed, skim_source
from wirelens.workspace.trees import tree_at

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
            "venv/lib/app.py": TWO,
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


def test_each_text_is_scanned_once_and_each_state_linked_once(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    scanned: list[str] = []

    def counted(key: str, source: bytes, *, whole: bool) -> Skimmed:
        scanned.append(key)
        return skim_source(key, source, whole=whole)

    monkeypatch.setattr(blob_facts, "skim_source", counted)
    repository.commit({"one.py": ONE, "same.py": ONE})
    repository.commit({"one.py": TWO})
    repository.commit({"one.py": ONE + "\n# 한글\n"})
    expected = paths(contract_diff(repository.root, Settings(), "HEAD~2", "HEAD~1"))
    assert sorted(scanned) == ["one.py", "one.py", "same.py"]
    scanned.clear()
    assert paths(contract_diff(repository.root, Settings(), "HEAD~2", "HEAD~1")) == expected
    contract_diff(repository.root, Settings(), "HEAD~1", "HEAD")
    assert scanned == ["one.py"]


def test_what_the_analysis_of_the_folder_found_is_not_looked_for_again(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.commit({"main.py": ONE})
    analyze_folder(repository.root, Settings(), "en")
    monkeypatch.setattr(blob_facts, "skim_source", None)
    assert paths(contract_diff(repository.root, Settings(), "HEAD")) == []


def test_the_map_at_a_revision_is_that_of_the_folder(repository: Repository) -> None:
    """Also where files have to be read that do not speak of communication by themselves."""
    files = {
        "api/main.py": ONE,
        "api/README.md": "```sh\nuvicorn main:app --port 9000\n```\n",
        "web/package.json": "{}",
        "web/get.js": "export const get = (path) => fetch(`http://127.0.0.1:9000${path}`);\n",
        "web/index.js": 'export * from "./get";\n',
        "web/page.js": 'import { get } from "./index";\nexport const page = () => get("/one");\n',
    }
    repository.commit(files)
    folder = Root("", repository.root, repository.root.as_uri())
    tree = tree_at(folder, commit_of(repository.root, "HEAD") or "", ())
    assert tree is not None
    assert maps_of((tree,), (folder,), Settings()) == (analyze_folder(repository.root, Settings(), "en", keeps=False).map,)
