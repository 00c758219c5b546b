"""What is generated from the tables of settings and commands agrees with them."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from wirelens.messages import TABLE
from wirelens.model.commands import PALETTE_COMMANDS, SERVER_COMMANDS
from wirelens.model.settings import SETTINGS, GeminiSettings, Settings
from wirelens.workspace.settings import resolve

ROOT = Path(__file__).parent.parent.parent
EXTENSION = ROOT / "vscode-extension"


def run(script: Path, *arguments: str) -> tuple[int, str]:
    done = subprocess.run([sys.executable, script, *arguments], capture_output=True, text=True, check=False, timeout=60)
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_nothing_is_out_of_date() -> None:
    """Mend with `python scripts/generate_settings.py`."""
    assert run(ROOT / "scripts" / "generate_settings.py", "--check") == (0, "")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in (
        "scripts/generate_settings.py",
        "README.md",
        "vscode-extension/package.json",
        "vscode-extension/package.nls.json",
        "vscode-extension/package.nls.ko.json",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    return tmp_path


def test_drift_is_seen_and_mended(copy: Path) -> None:
    changes = {
        "README.md": ("| `wirelens.language` |", "| `wirelens.tongue` |"),
        "vscode-extension/package.json": ('"default": "ask"', '"default": "on"'),
        "vscode-extension/package.nls.json": ("Explain This File", "Explain"),
        "vscode-extension/package.nls.ko.json": ("이 파일 보고서", "보고서"),
    }
    for name, (old, new) in changes.items():
        text = (copy / name).read_text(encoding="utf-8")
        assert old in text
        (copy / name).write_text(text.replace(old, new), encoding="utf-8")
    script = copy / "scripts" / "generate_settings.py"
    names = ["vscode-extension/package.json", "vscode-extension/package.nls.json", "vscode-extension/package.nls.ko.json", "README.md"]
    assert run(script, "--check") == (1, "".join(f"out of date: {name}\n" for name in names))
    assert run(script) == (0, "".join(f"written: {name}\n" for name in names))
    for name in names:
        assert (copy / name).read_bytes() == (ROOT / name).read_bytes()


def test_other_text_of_the_manifest_stays(copy: Path) -> None:
    package = copy / "vscode-extension" / "package.json"
    text = package.read_text(encoding="utf-8").replace('"publisher": "wirelens",', '"publisher":   "someone" ,\n  "한글": [1,2],')
    package.write_text(text.replace('"scope": "machine"', '"scope": "window"'), encoding="utf-8")
    run(copy / "scripts" / "generate_settings.py")
    assert package.read_text(encoding="utf-8") == text


def test_only_the_user_sets_what_is_user_only_in_vscode() -> None:
    manifest: dict[str, Any] = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))
    properties = manifest["contributes"]["configuration"]["properties"]
    machine = [name for name, setting in properties.items() if setting["scope"] == "machine"]
    assert machine == [f"wirelens.{setting.key}" for setting in SETTINGS if setting.user_only]
    assert machine == manifest["capabilities"]["untrustedWorkspaces"]["restrictedConfigurations"]


@pytest.mark.parametrize("language", ["", "ko."])
def test_every_placeholder_of_the_manifest_has_a_text(language: str) -> None:
    manifest = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))
    texts = json.loads((EXTENSION / f"package.nls.{language}json").read_text(encoding="utf-8"))
    named = {text[1:-1] for text in strings(manifest) if text.startswith("%") and text.endswith("%")}
    assert named == set(texts)


def strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
    return [text for item in value for text in strings(item)] if isinstance(value, list) else []  # pyright: ignore[reportUnknownVariableType]


def test_defaults_of_the_table_are_those_of_the_model() -> None:
    defaults = {setting.key: setting.schema["default"] for setting in SETTINGS}
    assert resolve({"user": defaults}).settings == Settings()
    assert resolve({}).settings == Settings(gemini=GeminiSettings())


def test_every_setting_and_command_is_described() -> None:
    keys = [f"settings.{setting.key}" for setting in SETTINGS]
    keys += [f"commands.{command.name.removeprefix('wirelens.')}" for command in (*SERVER_COMMANDS, *PALETTE_COMMANDS)]
    assert [key for key in keys if key not in TABLE] == []
