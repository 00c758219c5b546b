"""One sentence on standard error, status 2, never a traceback."""

from pathlib import Path

import pytest

from support.command_line import Outcome, Run
from wirelens.cli.reading import existing_file, workspace_root

WRONG = 2


def refused(sentence: str) -> Outcome:
    return Outcome(WRONG, "", f"wirelens: {sentence}\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("map", "nowhere"), "There is no folder nowhere."),
        (("map", "README.md"), "README.md is a file, not a folder."),
        (("check", "nowhere"), "There is no folder nowhere."),
        (("report", "nowhere.py"), "There is no file nowhere.py."),
        (("report", "backend"), "backend is a folder, not a file."),
        (("report", "backend/ai/views.py", "--root", "frontend"), "backend/ai/views.py is not inside {cwd}/frontend."),
        (("report", "backend/ai/views.py", "--root", "nowhere"), "There is no folder nowhere."),
        (
            ("report", "frontend/src/styles.css", "--root", "."),
            "frontend/src/styles.css is not read: it is excluded, ignored by git, too large, or of a kind that Wirelens does not know.",
        ),
        (("hover", "backend/ai/views.py"), "backend/ai/views.py is not a place. Write FILE:LINE:COLUMN, such as App.jsx:105:45."),
        (("hover", "backend/ai/views.py:0:1"), "backend/ai/views.py:0:1 is not a place. Write FILE:LINE:COLUMN, such as App.jsx:105:45."),
        (("hover", "backend/ai/views.py:1:1", "--root", "."), "There is no wire on line 1 of backend/ai/views.py."),
        (("hover", "backend/ai/views.py:99999999:1", "--root", "."), "There is no wire on line 99999999 of backend/ai/views.py."),
        (("hover", "backend/ai/urls.py:7:1", "--root", "."), "There is no wire at this place; line 7 has one at column 11."),
        (("hover", "nowhere.py:1:1"), "There is no file nowhere.py."),
        (("nothing",), "No such command 'nothing'."),
        (("map", "--format", "xml"), "Invalid value for '--format': Value error, 'xml' is not one of 'text', 'json', 'mermaid'."),
        (("report",), "Name a file, or ask for the whole project with --project."),
        (("report", "backend/ai/urls.py", "--format", "json"), "JSON is for the whole project: add --project."),
        (("report", "--project", "nowhere"), "There is no folder nowhere."),
    ],
)
def test_one_sentence(run: Run, arguments: tuple[str, ...], sentence: str) -> None:
    assert run(*arguments) == refused(sentence.replace("{cwd}", str(Path.cwd())))


def test_in_korean(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    assert run("map", "없는 폴더") == refused("폴더가 없습니다: 없는 폴더")


def test_the_current_folder_is_gone(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    monkeypatch.chdir(folder)
    folder.rmdir()
    assert run("map", ".") == refused("There is no folder ..")


def test_a_setting_s_name_cannot_write_to_the_terminal(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.wirelens]\n"a\\u001b[2J\\nb" = 1\n', encoding="utf-8")
    assert run("map", str(tmp_path)).err == "wirelens: There is no setting `wirelens.a\ufffd[2J b` (pyproject.toml).\n"


def test_wrong_settings_are_named_and_the_rest_goes_on(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.wirelens]\nlanguage = "fr"\n', encoding="utf-8")
    outcome = run("map", str(tmp_path))
    assert outcome.status == 0
    assert outcome.err == "wirelens: `wirelens.language` in pyproject.toml must be one of auto, en, ko. The value is ignored.\n"
    assert outcome.out == f"No services, endpoints or requests were found in {tmp_path.name}.\n"


@pytest.mark.parametrize(
    ("files", "cwd", "expected"),
    [
        ((".git/HEAD", "a/manage.py", "a/b/views.py"), "a/b", "."),
        (("compose.yaml", "a/manage.py", "a/b/views.py"), "a", "."),
        (("a/manage.py", "a/b/views.py"), ".", "."),
        (("a/manage.py", "a/b/views.py", "elsewhere/x"), "elsewhere", "a"),
        (("a/b/views.py", "elsewhere/x"), "elsewhere", "a/b"),
    ],
    ids=["git", "compose file", "current folder", "package", "own folder"],
)
def test_the_workspace_around_a_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, files: tuple[str, ...], cwd: str, expected: str
) -> None:
    for file in files:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).touch()
    monkeypatch.chdir(tmp_path / cwd)
    assert workspace_root(existing_file(tmp_path / "a/b/../b/views.py"), None) == tmp_path / expected
    assert workspace_root(existing_file(tmp_path / "a/b/views.py"), tmp_path / "a") == tmp_path / "a"
