"""Dockerfiles: what of the workspace goes into an image, and which server it starts."""

import json
import re
import shlex
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from posixpath import basename, join, normpath
from typing import NamedTuple, cast

from wirelens.model.facts import EnvironmentVariable, Image, Placed, RunCommand
from wirelens.model.span import Position, Span
from wirelens.scan.deployment.commands import Session
from wirelens.scan.deployment.environment_files import environment_variable
from wirelens.scan.deployment.interpolation import expanded
from wirelens.scan.deployment.programs import Started
from wirelens.scan.text import utf16_length

_INSTRUCTION = re.compile(r"[ \t]*(?P<name>[A-Za-z]+)[ \t]+(?P<rest>\S.*)", re.DOTALL)
_FLAG = re.compile(r"--[\w-]+(?:=\S+)?[ \t]+")
_HEREDOC = re.compile(r"<<-?[\"']?(\w+)[\"']?")
_READY_SERVER = re.compile(r"tiangolo/(?:uvicorn-gunicorn|meinheld-gunicorn)\b")
"""Images that start the application in their `/app` folder at port 80 (their own documentation)."""


class _Line(NamedTuple):
    name: str
    rest: str
    span: Span


@dataclass(slots=True)
class _Stage:
    name: str
    base: str
    span: Span
    directory: str = "/"
    placed: tuple[Placed, ...] = ()
    exposed: tuple[int, ...] = ()
    environment: dict[str, str] = field(default_factory=dict[str, str])
    variables: tuple[EnvironmentVariable, ...] = ()
    entrypoint: _Line | None = None
    command: _Line | None = None


def read_dockerfile(text: str) -> tuple[Image, ...]:
    """Every stage, in order; the last one is what runs unless somebody asks for another."""
    stages: list[_Stage] = []
    arguments: dict[str, str] = {}
    for line in _instructions(text):
        if line.name == "FROM":
            stages.append(_stage(line, stages, arguments))
        elif line.name == "ARG" and not stages:
            arguments.update(_assignments(line.rest))
        elif stages and line.name in _READERS:
            _READERS[line.name](stages[-1], line)
    return tuple(_image(stage) for stage in stages)


def command_of(rest: str, session: Session) -> Iterator[Started]:
    """The servers that a command in exec form (`["uvicorn", "main:app"]`) or in shell form starts."""
    words = _exec_form(rest)
    yield from session.run(rest) if words is None else session.run_words(words)


def _instructions(text: str) -> Iterator[_Line]:
    parts: list[str] = []
    start = Position(0, 0)
    end_of_document: str | None = None
    for number, line in enumerate(text.split("\n")):
        line = line.rstrip("\r")  # noqa: PLW2901  # its line end is no part of it
        if end_of_document is not None:
            end_of_document = None if line.strip() == end_of_document else end_of_document
            continue
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not parts:
            start = Position(number, utf16_length(line) - utf16_length(line.lstrip()))
        is_continued = line.rstrip().endswith("\\")
        parts.append(line.rstrip().removesuffix("\\"))
        if is_continued:
            continue
        instruction = _INSTRUCTION.fullmatch(" ".join(parts))
        parts = []
        if instruction is not None:
            document = _HEREDOC.search(instruction["rest"])
            end_of_document = document[1] if document is not None else None
            rest = instruction["rest"]
            while flag := _FLAG.match(rest):
                if flag[0].startswith("--from="):
                    break  # copied out of another image
                rest = rest[flag.end() :]
            yield _Line(instruction["name"].upper(), rest.strip(), Span(start, Position(number, utf16_length(line))))


def _stage(line: _Line, stages: list[_Stage], arguments: Mapping[str, str]) -> _Stage:
    words = line.rest.split()
    base = expanded(words[0], arguments)
    name = words[2] if len(words) > 2 and words[1].upper() == "AS" else ""  # noqa: PLR2004  # FROM base AS name
    parent = next((stage for stage in reversed(stages) if stage.name and stage.name == base), None)
    if parent is not None:
        return replace(parent, name=name, span=line.span, environment=dict(parent.environment))
    return _Stage(name, base, line.span, environment=dict(arguments))


def _workdir(stage: _Stage, line: _Line) -> None:
    stage.directory = normpath(join(stage.directory, expanded(line.rest.strip("\"'"), stage.environment)))


def _copy(stage: _Stage, line: _Line) -> None:
    words = _exec_form(line.rest) or line.rest.split()
    if len(words) < 2 or words[0].startswith("--") or words[0].startswith("<<"):  # noqa: PLR2004  # a source and a target
        return
    *sources, target = (expanded(word.strip("\"'"), stage.environment) for word in words)
    into_folder = target.endswith("/") or target in {".", ".."} or len(sources) > 1
    target = normpath(join(stage.directory, target))
    for source in sources:
        if "://" not in source and "*" not in source:
            path = normpath(source.lstrip("/") or ".")
            # Of a folder its contents are copied, a file keeps its name.
            is_file = "." in basename(path).lstrip(".") or basename(path) in {"Makefile", "Procfile"}
            stage.placed += (Placed("" if path == "." else path, join(target, basename(path)) if is_file and into_folder else target),)


def _env(stage: _Stage, line: _Line) -> None:
    for name, value in _assignments(line.rest).items():
        text = expanded(value, stage.environment)
        stage.environment[name] = text
        variable = environment_variable(name, text, line.span)
        if variable is not None:
            stage.variables += (variable,)


def _expose(stage: _Stage, line: _Line) -> None:
    ports = (expanded(word, stage.environment).partition("/")[0] for word in line.rest.split())
    stage.exposed += tuple(int(port) for port in ports if port.isascii() and port.isdecimal() and len(port) <= len("65535"))


def _entrypoint(stage: _Stage, line: _Line) -> None:
    stage.entrypoint = line
    stage.command = None  # an entry point of its own leaves nothing of the base's command


def _command(stage: _Stage, line: _Line) -> None:
    stage.command = line


_READERS: Mapping[str, Callable[[_Stage, _Line], None]] = {
    "WORKDIR": _workdir,
    "COPY": _copy,
    "ADD": _copy,
    "ENV": _env,
    "ARG": _env,
    "EXPOSE": _expose,
    "ENTRYPOINT": _entrypoint,
    "CMD": _command,
}


def _image(stage: _Stage) -> Image:
    session = Session(directory=stage.directory, environment=stage.environment, is_service=True)
    commands: list[RunCommand] = []
    entry, command = stage.entrypoint, stage.command
    entry_words = _exec_form(entry.rest) if entry is not None else None
    if entry is not None and entry_words is not None and command is not None:
        started = session.run_words([*entry_words, *(_exec_form(command.rest) or [command.rest])])
        commands += (_run_command(each, entry.span) for each in started)
    elif entry is not None or command is not None:
        line = cast("_Line", entry or command)
        commands += (_run_command(each, line.span) for each in command_of(line.rest, session))
    if entry is None and command is None and _READY_SERVER.match(stage.base):
        commands += (_run_command(Started("gunicorn", "/app", module, 80), stage.span) for module in ("app.main:app", "main:app"))
    scripts = tuple(session.scripts)
    if stage.directory != "/":
        scripts = tuple(normpath(join(stage.directory, script)) for script in scripts)
    return Image(
        stage.name, stage.base, stage.directory, stage.span, stage.placed, tuple(commands), scripts, stage.exposed, stage.variables
    )


def _run_command(started: Started, span: Span) -> RunCommand:
    return RunCommand(started.program, started.directory, started.application, started.port, span, started.port_value)


def _exec_form(rest: str) -> list[str] | None:
    if not rest.startswith("["):
        return None
    try:
        words: object = json.loads(rest)
    except (ValueError, RecursionError):
        return None
    return [str(word) for word in cast("list[object]", words)] if isinstance(words, list) else None


def _assignments(rest: str) -> dict[str, str]:
    try:
        words = shlex.split(rest)
    except ValueError:
        return {}
    if words and "=" not in words[0]:
        return {words[0]: " ".join(words[1:])} if len(words) > 1 else {}
    return {name: value for name, equals, value in (word.partition("=") for word in words) if equals}
