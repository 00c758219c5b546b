"""Files that are never sent: by their names, by `.aiexclude`, by git."""

import subprocess
from collections.abc import Collection, Iterable
from pathlib import Path

import pytest

from wirelens.messages import render
from wirelens.workspace.folders import Root
from wirelens.workspace.sendable import Sendable


def sendable(*folders: Path) -> Sendable:
    if len(folders) == 1:
        return Sendable([Root("", folders[0], folders[0].as_uri())])
    return Sendable(Root(f"{folder.name}/", folder, folder.as_uri()) for folder in folders)


def write(root: Path, **files: str) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def told(rules: Sendable, files: Iterable[str], language: str = "en") -> dict[str, str | None]:
    assert language in ("en", "ko")
    refusals = {file: rules.refusal(file) for file in files}
    return {file: refusal and render(refusal, language) for file, refusal in refusals.items()}


def test_key_files_by_their_names(tmp_path: Path) -> None:
    rules = sendable(tmp_path)
    assert told(rules, ["app.py", "deep/.env.local", "한국어.py"]) == {
        "app.py": None,
        "deep/.env.local": "deep/.env.local is a file for secrets and is never sent.",
        "한국어.py": None,
    }
    assert rules.among(["app.py", "x/server.pem", "x/y.ts", ".env"]) == {"app.py", "x/y.ts"}


def test_what_aiexclude_names(tmp_path: Path) -> None:
    write(
        tmp_path,
        **{
            ".aiexclude": "# secret recipes\nrecipes/\n*.sql\n/top.py\n",
            "backend/.aiexclude": "billing.py\r\n!recipes/\n",
            "empty/.aiexclude": "# nothing\n\n",
        },
    )
    rules = sendable(tmp_path)
    files = {
        "recipes/cake.py": tmp_path,
        "backend/recipes/cake.py": tmp_path,
        "backend/dump.sql": tmp_path,
        "top.py": tmp_path,
        "backend/billing.py": tmp_path / "backend",
        "backend/deep/billing.py": tmp_path / "backend",
        "empty/x/y.py": tmp_path / "empty",
        "backend/top.py": None,
        "billing.py": None,
        "backend/main.py": None,
    }
    expected = {file: f"{file} is not sent: {by / '.aiexclude'} excludes it." if by else None for file, by in files.items()}
    assert told(rules, files) == expected
    assert rules.among(files) == {file for file, by in files.items() if by is None}
    assert told(rules, ["top.py"], "ko") == {"top.py": f"제외 대상 파일이라 보내지 않습니다: top.py (제외 규칙: {tmp_path / '.aiexclude'})"}


def test_an_exclusion_above_the_workspace_counts_within_its_repository(tmp_path: Path) -> None:
    write(tmp_path, **{".aiexclude": "*", "repository/.aiexclude": "backend/secret/", "repository/.git/HEAD": ""})
    rules = sendable(tmp_path / "repository" / "backend")
    by = tmp_path / "repository" / ".aiexclude"
    assert told(rules, ["secret/a.py", "b.py"]) == {"secret/a.py": f"secret/a.py is not sent: {by} excludes it.", "b.py": None}


def test_an_exclusion_that_cannot_be_read_excludes_all(tmp_path: Path) -> None:
    (tmp_path / ".aiexclude").mkdir()
    assert sendable(tmp_path).among(["a.py"]) == frozenset()


@pytest.mark.parametrize("name", ["a.py", "한 글.py", "c[1].py", "new\nline.py"])
def test_what_git_ignores(tmp_path: Path, name: str) -> None:
    write(tmp_path, **{".gitignore": "local/\n*.gen.py\n", f"local/{name}": "", "kept.gen.py": "", "other.gen.py": "", name: ""})
    for command in (["init", "-q"], ["add", "-f", "kept.gen.py"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    (tmp_path / ".git" / "info").mkdir(exist_ok=True)
    (tmp_path / ".git" / "info" / "exclude").write_text("private.py\n")
    rules = sendable(tmp_path)
    files = [name, f"local/{name}", "kept.gen.py", "other.gen.py", "private.py", "not there yet.py"]
    ignored = {f"local/{name}", "other.gen.py", "private.py"}
    assert rules.among(files) == set(files) - ignored
    assert {file for file in files if rules.refusal(file) is not None} == ignored
    assert told(rules, ["other.gen.py"]) == {"other.gen.py": "other.gen.py is not sent: git ignores it."}
    assert told(rules, ["other.gen.py"], "ko") == {"other.gen.py": "git이 무시하는 파일이라 보내지 않습니다: other.gen.py"}


def test_without_a_repository_gitignore_counts_all_the_same(tmp_path: Path) -> None:
    write(tmp_path, **{".gitignore": "local/\n", "deep/.gitignore": "*.gen.py\n"})
    files = ["local/a.py", "deep/a.gen.py", "a.gen.py", "deep/a.py"]
    assert sendable(tmp_path).among(files) == {"a.gen.py", "deep/a.py"}


def test_several_folders_each_by_its_own_rules(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    write(one, **{".aiexclude": "a.py\n"})
    two.mkdir()
    rules = sendable(one, two)
    assert rules.among(["one/a.py", "two/a.py", "three/a.py"]) == {"two/a.py"}
    assert told(rules, ["three/a.py"]) == {"three/a.py": "three/a.py lies outside of this workspace and is not sent."}


def test_git_is_asked_once_about_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def ignored_among(root: Path, files: Collection[str]) -> frozenset[str]:
        assert root == tmp_path
        asked.append(sorted(files))
        return frozenset({"a.py"})

    monkeypatch.setattr("wirelens.workspace.sendable.ignored_among", ignored_among)
    rules = sendable(tmp_path)
    assert rules.among(["a.py", "b.py"]) == {"b.py"}
    assert rules.among(["a.py", "b.py", "c.py"]) == {"b.py", "c.py"}
    assert told(rules, ["a.py"]) == {"a.py": "a.py is not sent: git ignores it."}
    assert asked == [["a.py", "b.py"], ["c.py"]]
