"""Puts the layers of settings together: the user's own over the workspace's over `[tool.wirelens]`; see `model.settings`."""

import difflib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

from wirelens.model.message import Message, message
from wirelens.model.settings import SETTINGS, GeminiSettings, Setting, Settings
from wirelens.workspace.settings_files import read_project_file, read_user_file

Layer = Literal["user", "workspace", "pyproject"]

_BY_KEY = {setting.key: setting for setting in SETTINGS}
_PREFIX = "wirelens."


@dataclass(frozen=True, slots=True)
class Resolution:
    """The settings in force.

    `values` holds those that are set, by key; `sources` names the layers that each of them comes from, strongest first.
    """

    settings: Settings
    messages: tuple[Message, ...]
    values: Mapping[str, object]
    sources: Mapping[str, tuple[Layer, ...]]


def load_settings(user: Mapping[str, object], workspace: Mapping[str, object], root: Path | None) -> tuple[Settings, tuple[Message, ...]]:
    """The settings of an editor's workspace folder, and what is to be said of them.

    Args:
        user: the user's own layer. Keys may be nested (`{"gemini": {"model": …}}`) or dotted, with or without `wirelens.` before them.
        workspace: the layer of the workspace's own settings, in the same form.
        root: the folder whose `pyproject.toml` may hold `[tool.wirelens]`; None: no such layer.
    """
    project, problems = read_project_file(root) if root is not None else (dict[str, object](), ())
    resolution = resolve({"user": user, "workspace": workspace, "pyproject": project})
    return resolution.settings, (*problems, *resolution.messages)


def command_line_settings(root: Path) -> Resolution:
    """The settings of the command line: the user's file `config.toml` over `[tool.wirelens]` in the folder's `pyproject.toml`."""
    user, user_problems = read_user_file()
    project, project_problems = read_project_file(root)
    resolution = resolve({"user": user, "pyproject": project})
    return replace(resolution, messages=(*user_problems, *project_problems, *resolution.messages))


def resolve(layers: Mapping[Layer, Mapping[str, object]]) -> Resolution:
    """Puts layers together, the strongest first. Tables (`services`, `checks`) are merged entry by entry, all else is replaced.

    A wrong value, an unknown key and a key that does not count in its layer are left out, each with one message.
    """
    values: dict[str, Any] = {}
    sources: dict[str, tuple[Layer, ...]] = {}
    messages: list[Message] = []
    for layer, given in layers.items():
        for key, entry, value in _flat(given):
            problem = _problem(layer, key, entry, value)
            if problem is not None:
                messages.append(problem)
                continue
            if entry is not None:
                values.setdefault(key, {}).setdefault(entry, value)
            elif key not in values:
                values[key] = value
            else:
                continue
            sources[key] = tuple(dict.fromkeys((*sources.get(key, ()), layer)))
    return Resolution(_settings(values), tuple(dict.fromkeys(messages)), values, sources)


def _settings(values: Mapping[str, Any]) -> Settings:
    def value(key: str) -> Any:  # noqa: ANN401 (the schema has checked it)
        return values.get(key, _BY_KEY[key].schema["default"])

    return Settings(
        language=value("language"),
        gemini=GeminiSettings(
            enabled=value("gemini.enabled"),
            model=value("gemini.model"),
            base_url=value("gemini.baseUrl"),
            service=value("gemini.service"),
            project=value("gemini.project"),
            location=value("gemini.location"),
            max_requests_per_day=int(value("gemini.maxRequestsPerDay")),
            max_tokens_per_day=int(value("gemini.maxTokensPerDay")),
            max_requests_per_workspace=int(value("gemini.maxRequestsPerWorkspace")),
            max_tokens_per_workspace=int(value("gemini.maxTokensPerWorkspace")),
        ),
        services=dict(value("services")),
        exclude=tuple(value("exclude")),
        checks=dict(value("checks")),
        commit_language=value("commit.language"),
    )


def _flat(given: Mapping[str, object], path: str = "") -> Iterator[tuple[str, str | None, object]]:
    """What a layer says, as (key, entry, value). `entry` is the name within a table, such as a check's code; None outside of tables.

    An entry's name may hold dots itself: `services.http://127.0.0.1:9000`.
    """
    for name, value in given.items():
        key = f"{path}{name}"
        if value is None:
            continue  # an editor's way to say that a key is not set
        if not path and f"{key}." == _PREFIX and isinstance(value, Mapping):
            yield from _flat(cast("Mapping[str, object]", value))
            continue
        key = key.removeprefix(_PREFIX)
        table = next((table for table in _BY_KEY if _is_table(table) and key.startswith(f"{table}.")), None)
        if table is not None:
            yield table, key.removeprefix(f"{table}."), value
        elif isinstance(value, Mapping) and (_is_table(key) or any(known.startswith(f"{key}.") for known in _BY_KEY)):
            yield from _flat(cast("Mapping[str, object]", value), f"{key}.")
        else:
            yield key, None, value


def _is_table(key: str) -> bool:
    return key in _BY_KEY and _BY_KEY[key].schema["type"] == "object"


def _problem(layer: Layer, key: str, entry: str | None, value: object) -> Message | None:
    name = _PREFIX + key if entry is None else f"{_PREFIX}{key}.{entry}"
    where = message(f"settings.layer.{layer}")
    setting = _BY_KEY.get(key)
    if setting is None:
        return _not_a_setting(key, where)
    if setting.user_only and layer != "user":
        return message("settings.user_only", setting=name, layer=where)
    wrong = _wrong_part(setting, value, is_entry=entry is not None)
    if wrong is None:
        return None
    part, expected = wrong
    return message("settings.wrong", setting=name + part, layer=where, expected=expected)


def _not_a_setting(key: str, where: Message) -> Message:
    name = key if f"{key}." == _PREFIX else _PREFIX + key
    if any(f"{_PREFIX}{known}".startswith(f"{name}.") for known in _BY_KEY):
        return message("settings.wrong", setting=name, layer=where, expected=message("settings.expected.object"))
    similar = difflib.get_close_matches(key, _BY_KEY, 1, 0.75)
    if similar:
        return message("settings.unknown_but_similar", setting=name, layer=where, similar=_PREFIX + similar[0])
    return message("settings.unknown", setting=name, layer=where)


def _wrong_part(setting: Setting, value: object, *, is_entry: bool) -> tuple[str, Message] | None:
    """The part of `value` that does not fit the schema (`[2]` within a list, `""` for the whole), and what is expected there."""
    from fastjsonschema import JsonSchemaValueException  # noqa: PLC0415 (50 ms to import, and most layers are empty)

    try:
        _validator(setting.key, is_entry)(value)
    except JsonSchemaValueException as error:
        part = "".join(f"[{index}]" for index in error.path[1:])
        return part, _expected(setting, error.rule, error.rule_definition)
    return None


def _expected(setting: Setting, rule: object, limit: Any) -> Message:  # noqa: ANN401 (what the schema says of the rule)
    match rule:
        case "enum":
            return message("settings.expected.enum", values=", ".join(limit))
        case "minimum":
            return message("settings.expected.minimum", limit=limit)
        case "pattern":
            return message(f"settings.{setting.key}.pattern")
        case "type":
            return message(f"settings.expected.{limit}")
        case _:
            return message(f"settings.expected.{rule}")


@cache
def _validator(key: str, is_entry: bool) -> Callable[[object], object]:
    import fastjsonschema  # noqa: PLC0415 (see above)

    schema = _BY_KEY[key].schema
    compiled = fastjsonschema.compile(dict(schema["additionalProperties"] if is_entry else schema))
    return cast("Callable[[object], object]", compiled)
