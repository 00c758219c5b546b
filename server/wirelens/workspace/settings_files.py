"""The files that hold settings: a workspace's `pyproject.toml`, and the user's own `config.toml` for the command line."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import cast

import platformdirs

from wirelens.model.message import Message, message

MAX_FILE_BYTES = 1_000_000


def user_file() -> Path:
    """The user's own settings for the command line: `~/.config/wirelens/config.toml` on Linux, its like elsewhere. It need not exist."""
    return platformdirs.user_config_path("wirelens", appauthor=False) / "config.toml"


def read_user_file() -> tuple[Mapping[str, object], tuple[Message, ...]]:
    """The settings in `user_file()`, whose keys stand at its top, and what is to be said of the file."""
    path = user_file()
    return _read(path, str(path))


def read_project_file(root: Path) -> tuple[Mapping[str, object], tuple[Message, ...]]:
    """The settings under `[tool.wirelens]` in the folder's `pyproject.toml`, and what is to be said of the file."""
    content, messages = _read(root / "pyproject.toml", "pyproject.toml")
    tool = content.get("tool")
    section = cast("Mapping[str, object]", tool).get("wirelens") if isinstance(tool, dict) else None
    # What is no table is handed on as the setting that it is not: checking it gives the one message.
    return cast("Mapping[str, object]", section) if isinstance(section, dict) else {} if section is None else {
        "wirelens": section
    }, messages


def _read(path: Path, name: str) -> tuple[Mapping[str, object], tuple[Message, ...]]:
    try:
        if not path.exists():
            return {}, ()
        if not path.is_file() or path.stat().st_size > MAX_FILE_BYTES:  # a pipe would block, a huge file stall
            return {}, (message("settings.unreadable_file", file=name),)
        content = path.read_bytes()
    except OSError:
        return {}, (message("settings.unreadable_file", file=name),)
    try:
        return tomllib.loads(content.decode("utf-8")), ()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
    except tomllib.TOMLDecodeError as error:
        stated = re.search(r"\(at line (\d+)", str(error))  # absent where the document ends too early
        line = int(stated[1]) if stated else max(1, len(content.splitlines()))
    except RecursionError:
        line = 1
    return {}, (message("settings.broken_file", file=name, line=line),)
