"""`launch.json`: how an editor starts servers (https://code.visualstudio.com/docs/python/debugging)."""

from collections.abc import Iterator
from posixpath import normpath
from typing import cast

from wirelens.model.facts import RunCommand
from wirelens.model.span import Position, Span
from wirelens.scan.deployment.commands import Session
from wirelens.scan.deployment.commented_json import members, read_members
from wirelens.scan.deployment.programs import Started, is_manage

_PYTHON = ("python", "debugpy")
_FOLDER = "${workspaceFolder}"
_START = Span(Position(0, 0), Position(0, 0))
"""JSON is read without places."""


def read_launch_configurations(text: str) -> tuple[RunCommand, ...]:
    """The servers that Python's configurations start. The file is in a folder of the editor's, below that of the workspace."""
    written = read_members(text).get("configurations")
    listed = cast("list[object]", written) if isinstance(written, list) else []
    started = (one for each in listed for one in _started(members(each)))
    return tuple(RunCommand(one.program, one.directory, one.application, one.port, _START, one.port_value) for one in started)


def _started(configuration: dict[str, object]) -> Iterator[Started]:
    module, program, cwd = (_path(configuration.get(key)) for key in ("module", "program", "cwd"))
    if configuration.get("type") not in _PYTHON or configuration.get("request") != "launch" or (module or program or "$").startswith("$"):
        return
    given = configuration.get("args")
    words = [str(word) for word in cast("list[object]", given)] if isinstance(given, list) else str(given or "").split()
    # A project is run in its own folder, whatever the editor's is.
    directory = ".." if cwd is None or (program is not None and is_manage(program)) else cwd
    environment = {name: str(value) for name, value in members(configuration.get("env")).items()}
    session = Session(directory=directory, environment=environment, is_service=True)
    command = ["-m", module] if module is not None else [_within(program or "", directory)]
    yield from session.run_words(["python", *command, *words])


def _path(value: object) -> str | None:
    """A module as it is, a path relative to the file's folder."""
    if not isinstance(value, str):
        return None
    path = value.replace("\\", "/").replace("${workspaceRoot}", _FOLDER)
    return normpath(path.replace(_FOLDER, "..")) if path.startswith(_FOLDER) else path


def _within(program: str, directory: str) -> str:
    return program.removeprefix(f"{directory}/")
