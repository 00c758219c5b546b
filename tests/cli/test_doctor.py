"""`wirelens doctor`, whole."""

import os
import platform
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

import pytest
from typer.testing import CliRunner

from support.repositories import Repository
from wirelens import __version__
from wirelens.cli import app, diagnosis
from wirelens.messages import render
from wirelens.model.message import message
from wirelens.repository import hardened_git
from wirelens.store.consents import Consents
from wirelens.store.folders import cache_folder, state_folder
from wirelens.workspace.settings_files import user_file

MARGIN = "\n              "
GIT = hardened_git.version()
PACKAGES = " · ".join(
    f"{name} {version(name)}" for name in ("pygls", "lsprotocol", "google-genai", "GitPython", "diskcache", "tree-sitter")
)
PROGRAMS = f"Wirelens {__version__} · Python {platform.python_version()} · git {GIT}{MARGIN}{PACKAGES}"
NO_KEY = "no key: get one at https://aistudio.google.com/apikey and set GEMINI_API_KEY; everything but explanations works without it"


def doctor(*arguments: str | Path, status: int = 0, environment: Mapping[str, str] | None = None) -> str:
    result = CliRunner().invoke(app, ["doctor", *map(str, arguments)], env=environment)
    assert (result.exit_code, result.stderr) == (status, "")
    return result.stdout


def section(text: str, title: str) -> str:
    """The lines of one check, without mark and margin."""
    start = text.index(f" {title} ") - 1
    lines = text[start:].splitlines()
    later = next((number for number, line in enumerate(lines[1:], 1) if not line.startswith(" ")), len(lines))
    return "\n".join([f"{lines[0][0]} {lines[0][2 + len(title) :].lstrip()}", *(line[14:] for line in lines[1:later])])


@pytest.fixture
def workspace(tmp_path: Path) -> Repository:
    repository = Repository.create(tmp_path / "workspace")
    repository.commit(
        {
            "backend/main.py": (
                "from fastapi import FastAPI\nimport uvicorn\n\napp = FastAPI()\n\n\n@app.get('/items')\ndef items():\n    return []\n\n\n"
                "if __name__ == '__main__':\n    uvicorn.run(app, port=9000)\n"
            ),
            "caller/send.py": "import requests\n\nrequests.get('http://127.0.0.1:9000/items')\n",
        }
    )
    return repository


def test_english(workspace: Repository) -> None:
    assert doctor(workspace.root) == (
        f"✓ Programs    {PROGRAMS}\n"
        f"✓ Workspace   {workspace.root}{MARGIN}files read: 2\n"
        f"✓ Services    backend: FastAPI · http://127.0.0.1:9000{MARGIN}caller: ?{MARGIN}endpoints: 1 · calls: 1, linked: 1\n"
        "✓ Git         branch main · no upstream · nothing changed\n"
        f"✓ Settings    all at their defaults{MARGIN}your own: {user_file()} (not there)\n"
        f"! Gemini      {NO_KEY}\n"
        f"✓ Cache       {cache_folder()} can be written\n"
    )
    assert not cache_folder().exists()


def test_korean(workspace: Repository) -> None:
    assert doctor(workspace.root, environment={"LC_ALL": "ko_KR.UTF-8"}) == (
        f"✓ 프로그램    {PROGRAMS}\n"
        f"✓ 작업 영역   {workspace.root}{MARGIN}읽은 파일: 2개\n"
        f"✓ 서비스      backend: FastAPI · http://127.0.0.1:9000{MARGIN}caller: ?{MARGIN}엔드포인트: 1개 · 호출: 1개, 연결됨: 1개\n"
        "✓ Git         브랜치 main · 업스트림 없음 · 변경 없음\n"
        f"✓ 설정        모두 기본값{MARGIN}사용자 설정 파일: {user_file()} (없음)\n"
        "! Gemini      키가 없습니다. https://aistudio.google.com/apikey 에서 발급받아 GEMINI_API_KEY에 설정하세요. "
        "설명 외의 기능은 키 없이 동작합니다\n"
        f"✓ 캐시        {cache_folder()}: 쓰기 가능\n"
    )


def test_language_is_chosen_by_option_then_setting(workspace: Repository) -> None:
    user_file().parent.mkdir(parents=True)
    user_file().write_text('language = "ko"\n', encoding="utf-8")
    assert (
        section(doctor(workspace.root), "설정") == f'✓ language = "ko" (사용자 설정)\n나머지는 모두 기본값\n사용자 설정 파일: {user_file()}'
    )
    assert section(doctor(workspace.root, "--language", "en"), "Settings").startswith('✓ language = "ko" (your own settings)\n')


def test_settings_and_where_they_come_from(workspace: Repository) -> None:
    user_file().parent.mkdir(parents=True)
    user_file().write_text('checks.no-route = "off"\n[gemini]\nbaseUrl = "https://ada:secret@proxy.example/x"\n', encoding="utf-8")
    workspace.write({"pyproject.toml": '[tool.wirelens]\nchecks.wrong-port = "hint"\nlanguage = "fr"\n'})
    assert section(doctor(workspace.root), "Settings") == (
        "! `wirelens.language` in pyproject.toml must be one of auto, en, ko. The value is ignored.\n"
        'checks = {"no-route": "off", "wrong-port": "hint"} (your own settings, then pyproject.toml)\n'
        'gemini.baseUrl = "https://…@proxy.example/x" (your own settings)\n'
        "all others at their defaults\n"
        f"your own: {user_file()}"
    )


def test_files_that_are_not_read_in_full(workspace: Repository) -> None:
    workspace.write({f"big{number}.py": "#" * 1_000_001 for number in range(5)})
    workspace.write({"broken.py": "def f(:\n    pass\n"})
    assert section(doctor(workspace.root), "Workspace") == (
        f"✓ {workspace.root}\nfiles read: 3\nleft out, larger than 1 MB: big0.py, big1.py, big2.py, … (+2)\n"
        "not understood in full: broken.py"
    )


def test_empty_folder(tmp_path: Path) -> None:
    text = doctor(tmp_path)
    assert section(text, "Workspace") == f"! {tmp_path}\nno source files here: is this the right folder?"
    assert section(text, "Services") == "! none found"
    assert section(text, "Git") == "✓ not in a repository"


def test_git(workspace: Repository, tmp_path: Path) -> None:
    clone = Repository(tmp_path / "clone")
    workspace.git("clone", "-q", str(workspace.root), str(clone.root))
    assert section(doctor(clone.root), "Git") == "✓ branch main · origin/main: level · nothing changed"
    clone.commit({"a.py": "1\n"})
    clone.write({"b.py": "1\n"})
    assert section(doctor(clone.root), "Git") == "✓ branch main · origin/main: 1 ahead, 0 behind · changed files: 1"
    clone.git("update-ref", "-d", "refs/remotes/origin/main")
    assert section(doctor(clone.root), "Git") == "✓ branch main · origin/main: gone · changed files: 1"
    clone.git("checkout", "-q", "--detach")
    assert section(doctor(clone.root), "Git") == f"✓ no branch, at commit {clone.git('rev-parse', 'HEAD')[:9]} · changed files: 1"
    unborn = Repository.create(tmp_path / "unborn")
    assert section(doctor(unborn.root), "Git") == "✓ branch main · no commit yet · no upstream · nothing changed"
    (unborn.root / ".git" / "HEAD").write_text("no reference")
    assert section(doctor(unborn.root), "Git") == (
        f"! git does not read {unborn.root / '.git'}: it is damaged, another user's, or git is missing"
    )


def test_git_is_not_installed(workspace: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert section(doctor(workspace.root), "Programs") == "! " + PROGRAMS.replace(
        f"git {GIT}", "git is missing: branch and changes are not shown"
    ).replace(MARGIN, "\n")


KEY = "AIza-not-a-real-key"
CLOUD = (
    "✓ application default credentials, which are looked for when they are needed, for the project shop · "
    "gemini-3-flash-preview at aiplatform.googleapis.com\nmay be asked (gemini.enabled)"
)
READY = "✓ key found in {variable} · gemini-3-flash-preview at generativelanguage.googleapis.com\n{consent}"


@pytest.mark.parametrize(
    ("variables", "variable"),
    [
        ({"GEMINI_API_KEY": KEY}, "GEMINI_API_KEY"),
        ({"GOOGLE_API_KEY": KEY}, "GOOGLE_API_KEY"),
        ({"GOOGLE_API_KEY": KEY, "GEMINI_API_KEY": KEY}, "GEMINI_API_KEY"),
    ],
)
def test_key_is_named_and_never_shown(workspace: Repository, variables: Mapping[str, str], variable: str) -> None:
    text = doctor(workspace.root, environment=variables)
    assert section(text, "Gemini") == READY.format(variable=variable, consent="you will be asked before this workspace's files are sent")
    assert KEY not in text


@pytest.mark.parametrize(
    ("agreed", "consent"),
    [(True, "you agreed to send this workspace's files"), (False, "you declined to send this workspace's files")],
)
def test_consent(workspace: Repository, *, agreed: bool, consent: str) -> None:
    Consents(state_folder()).keep(workspace.root, "generativelanguage.googleapis.com", agreed=agreed)
    text = doctor(workspace.root, environment={"GEMINI_API_KEY": KEY})
    assert section(text, "Gemini") == READY.format(variable="GEMINI_API_KEY", consent=consent)


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ('enabled = "off"', "✓ switched off (gemini.enabled)"),
        ('enabled = "on"\nservice = "vertex"\nproject = "shop"', CLOUD),
        ('enabled = "on"', READY.format(variable="GEMINI_API_KEY", consent="may be asked (gemini.enabled)")),
    ],
)
def test_gemini_by_setting(workspace: Repository, setting: str, expected: str) -> None:
    user_file().parent.mkdir(parents=True)
    user_file().write_text(f"[gemini]\n{setting}\n", encoding="utf-8")
    assert section(doctor(workspace.root, environment={"GEMINI_API_KEY": KEY}), "Gemini") == expected


def test_key_that_would_travel_in_the_clear_is_broken(workspace: Repository) -> None:
    user_file().parent.mkdir(parents=True)
    user_file().write_text('[gemini]\nbaseUrl = "http://proxy.example"\n', encoding="utf-8")
    text = doctor(workspace.root, environment={"GEMINI_API_KEY": KEY}, status=1)
    assert section(text, "Gemini") == "✗ " + render(message("explain.insecure-url", host="proxy.example"), "en")


def test_cache_that_cannot_be_written(workspace: Repository) -> None:
    cache_folder().parent.mkdir(parents=True)
    cache_folder().touch()
    assert section(doctor(workspace.root), "Cache") == f"! {cache_folder()} cannot be written: explanations are not kept"


def test_missing_package_is_broken(workspace: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagnosis, "PACKAGES", ("pygls", "no-such-package"))
    text = doctor(workspace.root, status=1)
    assert section(text, "Programs").splitlines()[1:] == [f"pygls {version('pygls')} · no-such-package is missing: install Wirelens again"]


def test_hostile_names_cannot_write_to_the_terminal(tmp_path: Path) -> None:
    folder = tmp_path / "a\x1b[31m[red]b"
    folder.mkdir()
    assert section(doctor(folder), "Workspace").splitlines()[0] == f"! {tmp_path}/a\N{REPLACEMENT CHARACTER}[31m[red]b"


def test_folder_that_is_not_there(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["doctor", str(tmp_path / "missing")])
    assert result.exit_code != 0
    assert result.stdout == ""


def test_links_stay_whole_in_a_narrow_pipe(workspace: Repository) -> None:
    text = doctor(workspace.root, environment={**os.environ, "COLUMNS": "40"})
    assert section(text, "Gemini") == f"! {NO_KEY}"
