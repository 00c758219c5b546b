"""`wirelens explain` as a program, with the stand-in in Gemini's place."""

import json
import os
import pty
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from support.gemini_stand_in.fixture import PATIENCE, Gemini, gemini

__all__ = ["gemini"]

WIRELENS = str(Path(sys.executable).with_name("wirelens"))
NO_KEY = (
    "wirelens: Explaining needs a Gemini API key, everything else works without. Get one at https://aistudio.google.com/apikey "
    "and put it into the environment variable GEMINI_API_KEY.\n"
)
ANSWER = json.dumps(
    {
        "title": "제목",
        "structure": [{"text": "구조입니다.", "citations": [{"file": "server/main.py", "line": 8, "quote": "def items"}]}],
        "communication": [],
        "flows": [],
        "risks": [],
        "questions": [],
    }
)
SERVER = (
    'from fastapi import FastAPI\n\napp = FastAPI()\nPASSWORD = "hunter-2-hunter"\n\n\n@app.get("/items")\ndef items():\n    return []\n'
)
CLIENT = 'fetch("http://localhost:8000/items");\n'


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    for name, text in {"server/main.py": SERVER, "web/client.js": CLIENT, "web/lonely.js": "const a = 1;\n"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("GEMINI_API_KEY", "the-key")
    return "the-key"


def configure(gemini: Gemini, *lines: str) -> None:
    folder = Path(os.environ["XDG_CONFIG_HOME"]) / "wirelens"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text("\n".join([f'gemini.baseUrl = "{gemini.address}"', *lines]))


def program(*arguments: str) -> list[str]:
    return [WIRELENS, *arguments]


def run(workspace: Path, *arguments: str) -> tuple[int, str, str]:
    done = subprocess.run(
        program(*arguments),
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


def explain(workspace: Path, *arguments: str) -> tuple[int, str, str]:
    return run(workspace, "explain", *arguments)


def without_figures(text: str) -> str:
    """The text without how much is sent: that changes with every word of the prompt."""
    return re.sub(r"\d+ kB, about \d+ tokens", "N kB, about N tokens", text)


def question(gemini: Gemini) -> str:
    host = gemini.address.removeprefix("http://")
    return (
        "wirelens: Explain with Gemini? The code in question and what Wirelens found about it, without the secrets found in it, go to "
        f"{host}: this time from 2 file(s), N kB, about N tokens (model gemini-3-flash-preview, key from GEMINI_API_KEY). "
        f"What it costs is up to {host}. The answer holds for this workspace."
    )


def usage(workspace: Path) -> Any:
    return json.loads(run(workspace, "usage", "--format", "json")[1])


def test_without_a_key(workspace: Path) -> None:
    assert explain(workspace, "server/main.py", "--yes") == (1, "", NO_KEY)


@pytest.mark.usefixtures("key")
def test_nothing_is_sent_before_the_user_agreed(workspace: Path, gemini: Gemini) -> None:
    configure(gemini)
    status, output, errors = explain(workspace, "server/main.py")
    assert (status, output) == (1, "")
    assert without_figures(errors).splitlines() == [question(gemini), "wirelens: There is no terminal to answer on. To agree, add --yes."]
    assert gemini.requests == []


@pytest.mark.usefixtures("key")
@pytest.mark.parametrize(("answer", "asked"), [("y", 1), ("n", 0)])
def test_the_question_in_a_terminal_is_asked_once(workspace: Path, gemini: Gemini, answer: str, asked: int) -> None:
    configure(gemini)
    gemini.play("answer", text=ANSWER)
    terminal, other = pty.openpty()
    os.write(terminal, f"{answer}\n".encode())
    done = subprocess.run(
        program("explain", "server/main.py"), cwd=workspace, stdin=other, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, len(gemini.requests)) == (1 - asked, asked)
    assert without_figures(done.stderr) == f"{question(gemini)}\nSend it? [y/n] (n): "
    status, _, errors = explain(workspace, "web/client.js")
    assert status == 1 - asked
    assert ("There is no terminal" in errors) is (asked == 0)


@pytest.mark.usefixtures("key")
def test_explained_once_and_kept(workspace: Path, gemini: Gemini) -> None:
    configure(gemini)
    gemini.play("answer", text=ANSWER)
    for _ in range(2):
        status, output, errors = explain(workspace, "server/main.py", "--yes", "--language", "ko")
        assert (status, errors) == (0, "")
        marked, _, rest = output.partition("\n")
        assert marked.startswith("Gemini(gemini-3-flash-preview, 20")
        assert rest == "\nserver/main.py: 파일: 제목\n\n구조\n- 구조입니다. (server/main.py:8)\n"
    assert len(gemini.requests) == 1
    assert "hunter-2-hunter" not in str(gemini.requests[0].body)
    assert usage(workspace)["requests"] == 1


@pytest.mark.usefixtures("key")
def test_all_that_talk_and_what_is_stored_is_not_asked_again(workspace: Path, gemini: Gemini) -> None:
    configure(gemini)
    gemini.play("answer", text=ANSWER)
    assert explain(workspace, "server/main.py", "--yes")[0] == 0
    status, output, errors = explain(workspace, "--all", "--yes")
    assert (status, output.splitlines()) == (0, ["server/main.py: 제목", "web/client.js: 제목"])
    assert errors == "wirelens: Explained: 1. Stored before: 1. Failed: 0.\n"
    assert len(gemini.requests) == 2
    assert explain(workspace, "--all")[2] == "wirelens: Explained: 0. Stored before: 2. Failed: 0.\n", "nothing is sent, so nobody is asked"


@pytest.mark.usefixtures("key")
def test_what_is_changed(workspace: Path, gemini: Gemini) -> None:
    configure(gemini)
    gemini.play("answer", text=ANSWER)
    identity = ["-c", "user.name=a", "-c", "user.email=a@b"]
    for command in (["add", "."], [*identity, "commit", "-q", "-m", "1"]):
        subprocess.run(["git", *command], cwd=workspace, check=True)
    assert explain(workspace, "--changed", "--yes") == (
        0,
        "",
        "wirelens: Nothing to explain: no file that Wirelens reads differs from the last commit.\n",
    )
    (workspace / "web" / "client.js").write_text(CLIENT * 2)
    (workspace / "web" / "notes.txt").write_text("no source")
    status, output, _ = explain(workspace, "--changed", "--yes")
    assert status == 0
    assert "\nweb/client.js: file: 제목\n" in output
    assert len(gemini.requests) == 1


def test_nothing_named(workspace: Path) -> None:
    assert explain(workspace) == (2, "", "wirelens: Name the files to explain, or say --changed or --all.\n")


@pytest.mark.usefixtures("key")
def test_a_file_that_is_never_sent_does_not_keep_others_from_it(workspace: Path, gemini: Gemini) -> None:
    configure(gemini)
    (workspace / ".aiexclude").write_text("web/client.js\n")
    status, output, errors = explain(workspace, "server/main.py", "web/client.js", "--yes")
    assert (status, output) == (1, "server/main.py: The stand-in's title.\n")
    assert errors.splitlines() == [
        f"wirelens: web/client.js is not sent: {workspace}/.aiexclude excludes it.",
        "wirelens: Explained: 1. Stored before: 0. Failed: 1.",
    ]
    assert "client.js" not in str(gemini.requests[0].body)


@pytest.mark.usefixtures("key")
def test_a_limit_stops_what_is_left_and_raising_it_goes_on(workspace: Path, gemini: Gemini) -> None:
    configure(gemini, "gemini.maxRequestsPerDay = 1")
    status, output, errors = explain(workspace, "--all", "--yes")
    assert (status, len(output.splitlines()), len(gemini.requests)) == (1, 1, 1)
    assert errors.splitlines() == [
        (
            "wirelens: Today's limit of requests to Gemini is reached: 1 of 1. Nothing was sent. It starts again at midnight UTC; to go on "
            'now, raise "wirelens.gemini.maxRequestsPerDay" in your own settings. `wirelens usage` shows what was used.'
        ),
        "wirelens: Explained: 1. Stored before: 0. Failed: 1.",
    ]
    (Path(os.environ["XDG_CONFIG_HOME"]) / "wirelens" / "config.toml").write_text(f'gemini.baseUrl = "{gemini.address}"')
    assert explain(workspace, "--all", "--yes")[2] == "wirelens: Explained: 1. Stored before: 1. Failed: 0.\n"


@pytest.mark.usefixtures("key")
def test_a_failure_in_the_users_language(workspace: Path, gemini: Gemini) -> None:
    configure(gemini)
    gemini.play("unknown-model")
    sentence = 'wirelens: Gemini에 없는 모델입니다: "gemini-3-flash-preview". "wirelens.gemini.model" 설정에서 다른 모델을 고르세요.\n'
    assert explain(workspace, "server/main.py", "--yes", "--language", "ko") == (1, "", sentence)
    assert usage(workspace)["requests"] == 1
    assert usage(workspace)["tokens"] == 0, "what Gemini refuses is not billed"


@pytest.mark.usefixtures("key")
def test_switched_off_is_off(workspace: Path, gemini: Gemini) -> None:
    configure(gemini, 'gemini.enabled = "off"')
    sentence = 'wirelens: Gemini is switched off. To use it, set "wirelens.gemini.enabled" to "ask" or "on".\n'
    assert explain(workspace, "server/main.py", "--yes") == (1, "", sentence)
    assert gemini.requests == []


def test_the_prompt_is_shown_without_a_key(workspace: Path, gemini: Gemini) -> None:
    configure(gemini)
    status, output, errors = explain(workspace, "server/main.py", "--dry-run")
    assert (status, without_figures(errors)) == (
        0,
        (
            "wirelens: Nothing was sent. This would be N kB, about N tokens. What it costs is up to "
            f"{gemini.address.removeprefix('http://')}. Secrets taken out: secret: 1.\n"
        ),
    )
    assert output.startswith("You explain one source file to a developer")
    assert '4 | PASSWORD = "[redacted: secret]"\n' in output
    assert gemini.requests == []


def test_a_dry_run_of_several_names_each(workspace: Path) -> None:
    status, output, _ = explain(workspace, "--all", "--dry-run")
    assert status == 0
    assert [line for line in output.splitlines() if line.startswith("──")] == ["── server/main.py ──", "── web/client.js ──"]


@pytest.mark.usefixtures("key")
def test_interrupted_and_gone_on_with(workspace: Path, gemini: Gemini) -> None:
    configure(gemini)
    gemini.play("silent", times=1)
    command = program("explain", "server/main.py", "--yes")
    with subprocess.Popen(
        command,
        cwd=workspace,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509 - whoever runs the tests may ignore it
    ) as interrupted:
        gemini.wait("received")
        interrupted.send_signal(signal.SIGINT)
        output, errors = interrupted.communicate(timeout=PATIENCE)
    assert (interrupted.returncode, output) == (130, b"")
    assert errors == b"wirelens: Cancelled; nothing was stored.\n"
    gemini.wait("closed")
    counted = usage(workspace)
    assert (counted["requests"], counted["tokens"] > 300) == (1, True), "it may be billed"
    assert explain(workspace, "server/main.py", "--yes")[0] == 0
    assert usage(workspace)["requests"] == 2
