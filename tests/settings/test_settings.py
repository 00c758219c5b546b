"""Layers of settings, and what is said of wrong ones."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from wirelens.messages import render
from wirelens.model.message import Language, Message, message
from wirelens.model.settings import GeminiSettings, Settings
from wirelens.workspace.language import resolve_language, terminal_locale
from wirelens.workspace.settings import command_line_settings, load_settings, resolve
from wirelens.workspace.settings_files import MAX_FILE_BYTES, user_file


def said(messages: tuple[Message, ...], language: Language = "en") -> list[str]:
    return [render(item, language) for item in messages]


def test_defaults(tmp_path: Path) -> None:
    assert load_settings({}, {}, tmp_path) == (Settings(), ())
    assert load_settings({}, {}, None) == (Settings(), ())


EVERYTHING = Settings(
    language="ko",
    gemini=GeminiSettings(enabled="on", model="gemini-x", base_url="http://127.0.0.1:1", max_tokens_per_day=0),
    services={"http://localhost:9000": "ai_server"},
    exclude=("legacy/",),
    checks={"no-route": "off"},
)


@pytest.mark.parametrize(
    "user",
    [
        {
            "language": "ko",
            "gemini": {"enabled": "on", "model": "gemini-x", "baseUrl": "http://127.0.0.1:1", "maxTokensPerDay": 0},
            "services": {"http://localhost:9000": "ai_server"},
            "exclude": ["legacy/"],
            "checks": {"no-route": "off"},
            "server": {"path": "/opt/wirelens"},
        },
        {
            "wirelens.language": "ko",
            "wirelens.gemini.enabled": "on",
            "gemini.model": "gemini-x",
            "wirelens.gemini": {"baseUrl": "http://127.0.0.1:1", "maxTokensPerDay": 0.0},
            "services.http://localhost:9000": "ai_server",
            "exclude": ["legacy/"],
            "wirelens.checks.no-route": "off",
        },
        {
            "wirelens": {
                "language": "ko",
                "gemini": {"enabled": "on", "model": "gemini-x", "baseUrl": "http://127.0.0.1:1", "maxTokensPerDay": 0},
                "services": {"http://localhost:9000": "ai_server"},
                "exclude": ["legacy/"],
                "checks": {"no-route": "off"},
            }
        },
    ],
)
def test_forms_of_keys(user: Mapping[str, object]) -> None:
    assert load_settings(user, {}, None) == (EVERYTHING, ())


def test_layers(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[project]\nname = "x"\n[tool.wirelens]\nlanguage = "ko"\nexclude = ["a/"]\nchecks.no-route = "hint"\nchecks.wrong-port = "hint"\n'
        '[tool.wirelens.gemini]\nmodel = "from-pyproject"\n',
        encoding="utf-8",
    )
    workspace = {"gemini.model": "from-workspace", "exclude": ["b/"], "checks": {"no-route": "warning"}}
    user: dict[str, object] = {"exclude": [], "checks": {"method-mismatch": "off"}}
    settings, messages = load_settings(user, workspace, tmp_path)
    assert settings == Settings(
        language="ko",
        gemini=GeminiSettings(model="from-workspace"),
        exclude=(),
        checks={"method-mismatch": "off", "no-route": "warning", "wrong-port": "hint"},
    )
    assert messages == ()


def test_sources() -> None:
    resolution = resolve({"user": {"checks": {"a": "off"}, "language": "en"}, "workspace": {"checks": {"b": "off"}, "language": "ko"}})
    assert resolution.sources == {"checks": ("user", "workspace"), "language": ("user",)}


def test_null_means_not_set() -> None:
    assert load_settings({"language": None, "gemini": None, "checks": None}, {"language": "ko"}, None) == (Settings(language="ko"), ())


@pytest.mark.parametrize(
    ("key", "value", "en", "ko"),
    [
        ("language", "de", "must be one of auto, en, ko.", "올바른 값: auto, en, ko 중 하나."),
        ("language", 3, "must be a text.", "올바른 값: 문자열."),
        ("language", {"x": 1}, "must be a text.", "올바른 값: 문자열."),
        ("gemini.model", "", "must be a text that is not empty.", "올바른 값: 비어 있지 않은 문자열."),
        (
            "gemini.baseUrl",
            "ftp://x",
            "must be a URL that begins with http:// or https://, or nothing.",
            "올바른 값: http:// 또는 https://로 시작하는 URL이나 빈 값.",
        ),
        ("gemini.maxTokensPerDay", -1, "must be 0 or more.", "올바른 값: 0 이상."),
        ("gemini.maxTokensPerDay", True, "must be a whole number.", "올바른 값: 정수."),
        ("gemini.maxTokensPerDay", "many", "must be a whole number.", "올바른 값: 정수."),
        ("services", "x", "must be a table of names and values.", "올바른 값: 이름과 값의 표."),
        ("services.http://x", 1, "must be a text.", "올바른 값: 문자열."),
        ("exclude", "venv/", "must be a list.", "올바른 값: 목록."),
        ("checks", ["x"], "must be a table of names and values.", "올바른 값: 이름과 값의 표."),
        (
            "checks.no-route",
            "loud",
            "must be one of error, warning, information, hint, off.",
            "올바른 값: error, warning, information, hint, off 중 하나.",
        ),
    ],
)
def test_wrong_value_gives_one_message_and_the_next_layer(key: str, value: object, en: str, ko: str) -> None:
    settings, messages = load_settings({key: value}, {}, None)
    assert settings == Settings()
    assert said(messages) == [f"`wirelens.{key}` in your own settings {en} The value is ignored."]
    assert said(messages, "ko") == [f"사용자 설정: `wirelens.{key}` 값이 올바르지 않아 무시합니다. {ko}"]


def test_wrong_value_falls_to_the_next_layer() -> None:
    settings, messages = load_settings(
        {"language": "de", "checks": {"a": "loud", "b": "off"}}, {"language": "ko", "checks": {"a": "hint"}}, None
    )
    assert settings == Settings(language="ko", checks={"b": "off", "a": "hint"})
    assert said(messages) == [
        "`wirelens.language` in your own settings must be one of auto, en, ko. The value is ignored.",
        "`wirelens.checks.a` in your own settings must be one of error, warning, information, hint, off. The value is ignored.",
    ]


def test_wrong_part_of_a_list() -> None:
    settings, messages = load_settings({}, {"exclude": ["a", 3]}, None)
    assert settings == Settings()
    assert said(messages) == ["`wirelens.exclude[1]` in the workspace's settings must be a text. The value is ignored."]


def test_a_group_that_is_no_table() -> None:
    settings, messages = load_settings({"gemini": "on"}, {}, None)
    assert settings == Settings()
    assert said(messages) == ["`wirelens.gemini` in your own settings must be a table of names and values. The value is ignored."]


def test_only_the_user_decides_where_code_and_keys_go(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.wirelens]\ngemini.baseUrl = "https://evil.example"\n', encoding="utf-8")
    workspace = {"gemini": {"enabled": "on", "maxTokensPerDay": 5}, "server.path": "./evil"}
    settings, messages = load_settings({}, workspace, tmp_path)
    assert settings == Settings()
    assert said(messages) == [
        "`wirelens.gemini.enabled` in the workspace's settings is ignored: it counts only in your own settings.",
        "`wirelens.gemini.maxTokensPerDay` in the workspace's settings is ignored: it counts only in your own settings.",
        "`wirelens.server.path` in the workspace's settings is ignored: it counts only in your own settings.",
        "`wirelens.gemini.baseUrl` in pyproject.toml is ignored: it counts only in your own settings.",
    ]


def test_unknown_keys() -> None:
    settings, messages = load_settings({"gemini": {"modle": "x"}, "colour": "red"}, {"deep": {"er": {"x": 1}}}, None)
    assert settings == Settings()
    assert said(messages) == [
        "There is no setting `wirelens.gemini.modle` (your own settings). Did you mean `wirelens.gemini.model`?",
        "There is no setting `wirelens.colour` (your own settings).",
        "There is no setting `wirelens.deep` (the workspace's settings).",
    ]
    assert said(messages, "ko")[:2] == [
        "사용자 설정: `wirelens.gemini.modle` 설정은 없습니다. 혹시 `wirelens.gemini.model` 설정인가요?",
        "사용자 설정: `wirelens.colour` 설정은 없습니다.",
    ]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"[project]\nname = \n", 2),
        (b'[project]\nname = "x', 2),
        (b"a = [1,\n\n", 2),
        (b"a = 1\na = 2\n", 2),
        (b'a = 1\nb = "\xff"\n', 2),
        (b"a = 1\r\nb = ?\r\n", 2),
        (b"a = " + b"[" * 20_000, 1),
    ],
)
def test_broken_pyproject(tmp_path: Path, content: bytes, line: int) -> None:
    (tmp_path / "pyproject.toml").write_bytes(content)
    settings, messages = load_settings({"language": "ko"}, {}, tmp_path)
    assert settings == Settings(language="ko")
    assert said(messages) == [f"pyproject.toml, line {line}: this is not valid TOML. The settings in it are ignored."]


def test_pyproject_that_cannot_be_read(tmp_path: Path) -> None:
    expected = (Settings(), (message("settings.unreadable_file", file="pyproject.toml"),))
    file = tmp_path / "pyproject.toml"
    file.mkdir()
    assert load_settings({}, {}, tmp_path) == expected
    file.rmdir()
    os.mkfifo(file)
    assert load_settings({}, {}, tmp_path) == expected
    file.unlink()
    file.write_bytes(b"#" * (MAX_FILE_BYTES + 1))
    assert load_settings({}, {}, tmp_path) == expected


@pytest.mark.parametrize("content", ["", "tool = 3\n", "[tool]\nother = 1\n", "[tool.wirelens]\n", "[tool.other]\nx = 1\n"])
def test_pyproject_without_settings(tmp_path: Path, content: str) -> None:
    (tmp_path / "pyproject.toml").write_text(content, encoding="utf-8")
    assert load_settings({}, {}, tmp_path) == (Settings(), ())


def test_pyproject_whose_section_is_no_table(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("tool.wirelens = 3\n", encoding="utf-8")
    settings, messages = load_settings({}, {}, tmp_path)
    assert settings == Settings()
    assert said(messages) == ["`wirelens` in pyproject.toml must be a table of names and values. The value is ignored."]


def test_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert user_file() == tmp_path / "config" / "wirelens" / "config.toml"
    (tmp_path / "pyproject.toml").write_text('[tool.wirelens]\nlanguage = "ko"\nexclude = ["a"]\n', encoding="utf-8")
    resolution = command_line_settings(tmp_path)
    assert (resolution.settings, resolution.messages) == (Settings(language="ko", exclude=("a",)), ())
    user_file().parent.mkdir(parents=True)
    user_file().write_text('language = "en"\n[gemini]\nenabled = "on"\n', encoding="utf-8")
    resolution = command_line_settings(tmp_path)
    assert resolution.settings == Settings(language="en", gemini=GeminiSettings(enabled="on"), exclude=("a",))
    assert resolution.sources == {"language": ("user",), "gemini.enabled": ("user",), "exclude": ("pyproject",)}
    user_file().write_text("language = \n", encoding="utf-8")
    resolution = command_line_settings(tmp_path)
    assert resolution.settings == Settings(language="ko", exclude=("a",))
    assert said(resolution.messages) == [f"{user_file()}, line 1: this is not valid TOML. The settings in it are ignored."]


@pytest.mark.parametrize(
    ("client", "language"),
    [
        *((client, "ko") for client in ("ko", "ko-KR", "ko_KR.UTF-8", "KO", "Korean_Korea")),
        *((client, "en") for client in ("kok-IN", "en", "ja", "C", "", None)),
    ],
)
def test_language_of_the_client(client: str | None, language: Language) -> None:
    assert resolve_language("auto", client) == language
    assert (resolve_language("en", client), resolve_language("ko", client)) == ("en", "ko")


@pytest.mark.parametrize(
    ("environment", "locale"),
    [
        ({"LC_ALL": "ko_KR.UTF-8", "LANG": "en_US.UTF-8"}, "ko_KR.UTF-8"),
        ({"LC_MESSAGES": "ko_KR.UTF-8", "LANG": "en_US.UTF-8"}, "ko_KR.UTF-8"),
        ({"LC_ALL": "", "LANG": "en_US.UTF-8"}, "en_US.UTF-8"),
    ],
)
def test_locale_of_the_terminal(environment: Mapping[str, str], locale: str) -> None:
    assert terminal_locale(environment) == locale
