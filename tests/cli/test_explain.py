"""`wirelens explain` as a program, with the stand-in in Gemini's place."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from support.gemini_stand_in.fixture import PATIENCE, Gemini, gemini

__all__ = ["gemini"]

WIRELENS = str(Path(sys.executable).with_name("wirelens"))
NO_KEY = (
    "wirelens: Explaining needs a Gemini API key, everything else works without. Get one at https://aistudio.google.com/apikey "
    "and put it into the environment variable GEMINI_API_KEY.\n"
)
ANSWER = '{"title": "제목", "summary": "요약입니다.", "structure": "구조입니다.", "communication": "통신입니다."}'


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "server").mkdir()
    (tmp_path / "server" / "main.py").write_text(
        'from fastapi import FastAPI\n\napp = FastAPI()\nPASSWORD = "hunter-2-hunter"\n'
        '\n\n@app.get("/items")\ndef items():\n    return []\n'
    )
    return tmp_path


def configure(gemini: Gemini, *lines: str) -> None:
    folder = Path(os.environ["XDG_CONFIG_HOME"]) / "wirelens"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text("\n".join([f'gemini.baseUrl = "{gemini.address}"', *lines]))


def wirelens(workspace: Path, *arguments: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [WIRELENS, "explain", "server/main.py", *arguments],
        cwd=workspace,
        env={**os.environ, "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_without_a_key(workspace: Path) -> None:
    assert wirelens(workspace, "--yes") == (1, "", NO_KEY)


def test_nothing_is_sent_before_the_user_agreed(workspace: Path, gemini: Gemini, monkeypatch: pytest.MonkeyPatch) -> None:
    configure(gemini)
    monkeypatch.setenv("GEMINI_API_KEY", "the-key")
    status, output, errors = wirelens(workspace)
    assert (status, output) == (1, "")
    assert errors.splitlines() == [
        (
            "wirelens: Explain with Gemini? The file's text, without the secrets found in it, and what Wirelens found about it go to "
            f"{gemini.address.removeprefix('http://')} (model gemini-3-flash-preview, key from GEMINI_API_KEY). This may cost money. "
            "The answer holds for this workspace."
        ),
        "wirelens: There is no terminal to answer on. To agree, add --yes.",
    ]
    assert gemini.requests == []


def test_explained_once_and_kept(workspace: Path, gemini: Gemini, monkeypatch: pytest.MonkeyPatch) -> None:
    configure(gemini)
    monkeypatch.setenv("GEMINI_API_KEY", "the-key")
    gemini.play("answer", text=ANSWER)
    for _ in range(2):
        status, output, errors = wirelens(workspace, "--yes", "--language", "ko")
        assert (status, errors) == (0, "")
        marked, _, rest = output.partition("\n")
        assert marked.startswith("Gemini(gemini-3-flash-preview, 20")
        assert rest == "\nserver/main.py: 제목\n\n요약입니다.\n\n구조입니다.\n\n통신입니다.\n"
    assert len(gemini.requests) == 1
    assert "hunter-2-hunter" not in str(gemini.requests[0].body)


def test_a_failure_in_the_users_language(workspace: Path, gemini: Gemini, monkeypatch: pytest.MonkeyPatch) -> None:
    configure(gemini)
    monkeypatch.setenv("GEMINI_API_KEY", "the-key")
    gemini.play("rate-limited")
    status, output, errors = wirelens(workspace, "--yes", "--language", "ko")
    assert (status, output, errors) == (1, "", "wirelens: 이 키로는 지금 더 요청할 수 없습니다. 7초 뒤에 다시 시도하세요.\n")


def test_switched_off_is_off(workspace: Path, gemini: Gemini, monkeypatch: pytest.MonkeyPatch) -> None:
    configure(gemini, 'gemini.enabled = "off"')
    monkeypatch.setenv("GEMINI_API_KEY", "the-key")
    sentence = 'wirelens: Gemini is switched off. To use it, set "wirelens.gemini.enabled" to "ask" or "on".\n'
    status, output, errors = wirelens(workspace, "--yes")
    assert (status, output, errors) == (1, "", sentence)
    assert gemini.requests == []


def test_the_prompt_is_shown_without_a_key(workspace: Path, gemini: Gemini) -> None:
    status, output, errors = wirelens(workspace, "--show-prompt")
    assert (status, errors) == (0, "wirelens: Nothing was sent. Secrets taken out: 1.\n")
    assert output.startswith("You explain one source file of a system of several services")
    assert '4 | PASSWORD = "[redacted: secret]"\n' in output
    assert gemini.requests == []


def test_interrupted(workspace: Path, gemini: Gemini, monkeypatch: pytest.MonkeyPatch) -> None:
    configure(gemini)
    monkeypatch.setenv("GEMINI_API_KEY", "the-key")
    gemini.play("silent")
    command = [WIRELENS, "explain", "server/main.py", "--yes"]
    with subprocess.Popen(command, cwd=workspace, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
        gemini.wait("received")
        program.send_signal(signal.SIGINT)
        output, errors = program.communicate(timeout=PATIENCE)
    assert (program.returncode, output) == (130, b"")
    assert errors == b"wirelens: Cancelled; nothing was stored.\n"
    gemini.wait("closed")
