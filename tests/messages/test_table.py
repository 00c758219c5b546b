"""What holds for every sentence of the table."""

import importlib
import pkgutil
from string import Formatter

import pytest

from wirelens import messages
from wirelens.messages import TABLE, render
from wirelens.messages.text import Text
from wirelens.model.message import message

PARTS: dict[str, dict[str, Text]] = {
    module.name: importlib.import_module(f"wirelens.messages.{module.name}").MESSAGES
    for module in pkgutil.iter_modules(messages.__path__)
    if module.name not in ("table", "text", "visible")
}


def test_the_table_holds_every_part() -> None:
    assert {key: text for part in PARTS.values() for key, text in part.items()} == TABLE


@pytest.mark.parametrize("part", PARTS)
def test_keys_begin_with_the_name_of_their_part(part: str) -> None:
    assert [key for key in PARTS[part] if not key.startswith(f"{part}.")] == []


@pytest.mark.parametrize("key", TABLE)
def test_both_languages_have_the_same_places(key: str) -> None:
    assert places(TABLE[key]["en"]) == places(TABLE[key]["ko"])


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_a_part_of_a_sentence_is_rendered_in_the_same_language() -> None:
    sentence = message("settings.unknown", setting="wirelens.x", layer=message("settings.layer.user"))
    assert render(sentence, "en") == "There is no setting `wirelens.x` (your own settings)."
    assert render(sentence, "ko") == "사용자 설정: `wirelens.x` 설정은 없습니다."


def test_what_someone_else_wrote_cannot_hide_or_move_what_is_read() -> None:
    inner = message("checks.change-path", path="/\x1b]8;;http://x\x07y")
    assert render(message("terminal.no-folder", path="a\x1b[2J\n\u202eb\udcff"), "en") == "There is no folder a\ufffd[2J \ufffdb\ufffd."
    assert render(message("terminal.check.fix", fix=inner), "en") == "fix: Change the path to /\ufffd]8;;http://x\ufffdy"
