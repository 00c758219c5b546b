"""Files of commands: Makefiles, Procfiles, shell scripts and the scripts of `package.json`. What is in them is read, never run."""

import re
from collections.abc import Iterator

from wirelens.model.facts import RunCommand
from wirelens.model.span import Position, Span
from wirelens.scan.deployment.commands import Session, run_commands
from wirelens.scan.deployment.markdown import ShellLine
from wirelens.scan.text import utf16_length

_LONGEST_LINE = 2_000
_VARIABLE = re.compile(r"([A-Za-z_]\w*)[ \t]*[:?]?=[ \t]*([^#]*)(?:#.*)?")
_REFERENCE = re.compile(r"\$[({](\w+)[)}]")
_PROCESS = re.compile(r"(?P<name>[\w-]+)[ \t]*:[ \t]*(?P<command>.+)")


def read_shell_script(text: str) -> tuple[RunCommand, ...]:
    """The servers that a script starts, which is run in its own folder."""
    session = Session(is_service=True)
    return tuple(
        RunCommand(one.program, one.directory, one.application, one.port, line.span, one.port_value)
        for line in _lines(text)
        if not line.text.startswith("#")
        for one in session.run(line.text)
    )


def read_procfile(text: str) -> tuple[RunCommand, ...]:
    """The servers of a Procfile: a line a process."""
    found: list[RunCommand] = []
    for line in _lines(text):
        process = _PROCESS.fullmatch(line.text)
        if process is not None:
            started = Session(is_service=True).run(process["command"])
            found += (RunCommand(one.program, one.directory, one.application, one.port, line.span, one.port_value) for one in started)
    return tuple(found)


def read_makefile(text: str) -> tuple[RunCommand, ...]:
    """The servers that recipes start. Each line is run by a shell of its own, in the Makefile's folder."""
    variables: dict[str, str] = {}
    found: list[RunCommand] = []
    for line in _lines(text, is_recipe=True):
        if not line.text.startswith("\t"):
            assignment = _VARIABLE.fullmatch(line.text)
            if assignment is not None:
                variables[assignment[1]] = assignment[2].strip()
            continue
        command = _REFERENCE.sub(lambda match: variables.get(match[1], match[0]), line.text.strip().lstrip("@-+"))
        found += run_commands((ShellLine(command.replace("$$", "$"), line.span),), "")
    return tuple(found)


def _lines(text: str, *, is_recipe: bool = False) -> Iterator[ShellLine]:
    """The lines that say something, those that a backslash continues joined. Those of recipes keep the tab that they begin with."""
    parts: list[str] = []
    start = Position(0, 0)
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text)):
        body = line if len(line) <= _LONGEST_LINE else ""
        if not parts:
            start = Position(number, utf16_length(line) - utf16_length(line.lstrip()))
        parts.append((body.rstrip() if is_recipe and not parts else body.strip()).removesuffix("\\"))
        if not body.rstrip().endswith("\\"):
            joined = " ".join(parts)
            parts = []
            if joined.strip():
                yield ShellLine(joined, Span(start, Position(number, utf16_length(line.rstrip()))))
