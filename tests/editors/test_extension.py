"""The extension's files fit together: manifest, translations, lock files."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from wirelens import __version__
from wirelens.model.settings import SETTINGS

EXTENSION = Path(__file__).parents[2] / "vscode-extension"
LOCK_FILES = [EXTENSION / "package-lock.json", *sorted((Path(__file__).parent / "vscode").glob("*-lock.json"))]


def read(name: str) -> Any:
    return json.loads((EXTENSION / name).read_text(encoding="utf-8"))


def test_extension_and_server_have_one_version() -> None:
    assert read("package.json")["version"] == __version__


def test_every_text_of_the_manifest_is_there_in_both_languages() -> None:
    used = set(re.findall(r'"%([^%"]+)%"', (EXTENSION / "package.json").read_text(encoding="utf-8")))

    assert (set(read("package.nls.json")), set(read("package.nls.ko.json"))) == (used, used)


def test_every_sentence_of_the_code_is_there_in_korean() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (EXTENSION / "src").glob("*.ts"))
    sentences = {double or single for double, single in re.findall(r"""l10n\.t\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""", code)}

    assert len(sentences) == code.count("l10n.t(")
    assert set(read("l10n/bundle.l10n.ko.json")) == sentences


def test_what_decides_where_code_and_keys_go_is_restricted_where_the_workspace_is_not_trusted() -> None:
    restricted = read("package.json")["capabilities"]["untrustedWorkspaces"]["restrictedConfigurations"]

    assert set(restricted) == {f"wirelens.{setting.key}" for setting in SETTINGS if setting.user_only}


@pytest.mark.parametrize("lock_file", LOCK_FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_lock_files_name_no_registry(lock_file: Path) -> None:
    assert re.findall(r'"resolved": .*|https?://[^"]*\.tgz', lock_file.read_text(encoding="utf-8")) == []
