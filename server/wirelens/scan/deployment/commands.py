"""Command lines as people write them in instructions: where they go, and which servers they start."""

import re
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from posixpath import basename, isabs, join, normpath

from wirelens.model.facts import RunCommand
from wirelens.scan.deployment.interpolation import expanded
from wirelens.scan.deployment.markdown import ShellLine
from wirelens.scan.deployment.programs import PROGRAMS, Started, is_manage, manage, python_file

_SEPARATORS = frozenset({"&&", "||", ";", "|", "&"})
_VARIABLE = re.compile(r"(?:\$env:)?([A-Za-z_]\w*)=(.*)", re.DOTALL)
_PYTHON = re.compile(r"(?:python|pypy|py)[\d.]*(?:\.exe)?")
_RUNNERS = frozenset({"uv", "poetry", "pipenv", "pdm", "rye", "hatch"})
"""Programs that run the command after their `run` in a package's own environment."""
_PREFIXES = frozenset({"sudo", "exec", "nohup", "time", "env", "start"})
_PRINTERS = frozenset({"echo", "printf", "test", "["})
"""Programs that run nothing that they are told."""
_SETTERS = frozenset({"export", "set"})


def run_commands(lines: Iterable[ShellLine], root: str) -> Iterator[RunCommand]:
    """The servers that lines of one shell session start, which begins in the file's own folder.

    `root` is the top of the repository, relative to that folder: where a fresh clone is entered.
    """
    session = Session(root)
    for line in lines:
        for started in session.run(line.text):
            yield RunCommand(started.program, started.directory, started.application, started.port, line.span, started.port_value)


class Session:
    """A shell: the folder that it is in, relative to the file's (None: not known), and the variables set in it.

    `scripts` are the files of commands that it ran. A `service` runs nothing but what a machine needs: what its programs run counts too.
    """

    def __init__(
        self, root: str = "", directory: str = "", environment: Mapping[str, str] | None = None, *, is_service: bool = False
    ) -> None:
        self.scripts: list[str] = []
        self._root = root
        self._directory: str | None = directory
        self._environment: dict[str, str] = dict(environment or {})
        self._clones: set[str] = set()
        self._is_service = is_service

    def run_words(self, words: Sequence[str]) -> Iterator[Started]:
        """The servers that one command starts, given as its words (the exec form of a Dockerfile)."""
        started = self._command(list(words))
        if started is not None:
            yield started._replace(directory=_relative(started.directory))
        elif self._is_service and words and words[0] not in _PRINTERS:
            yield from self._run_inner(words)

    def _run_inner(self, words: Sequence[str]) -> Iterator[Started]:
        """What a program runs that is a shell, waits for something first or watches: `sh -c "…"`, `./wait.sh db -- uvicorn …`."""
        for index, word in enumerate(words):
            if " " in word:
                yield from self.run(word)
            elif word.endswith(".sh"):
                self.scripts.append(expanded(word, self._environment))
            elif index and (basename(word) in PROGRAMS or is_manage(word) or _PYTHON.fullmatch(basename(word))):
                started = self._command(list(words[index:]))
                if started is not None:
                    yield started._replace(directory=_relative(started.directory))
                    return

    def run(self, line: str) -> Iterator[Started]:
        """The servers that a command line starts."""
        outer: list[str | None] = []
        command: list[str] = []
        for word in (*_words(line), ";"):
            if word not in _SEPARATORS and word not in {"(", ")"}:
                command.append(word)
                continue
            yield from self.run_words(command) if command else ()
            command = []
            if word == "(":
                outer.append(self._directory)
            elif word == ")" and outer:
                self._directory = outer.pop()

    def _command(self, words: list[str]) -> Started | None:
        environment = dict(self._environment)
        while words and (words[0] in _PREFIXES or _VARIABLE.fullmatch(words[0])):
            environment.update(_variables(words[:1]))
            words = words[1:]
        if not words:
            self._environment = environment
            return None
        name, *rest = words
        if name in {"cd", "pushd", "chdir"}:
            self._enter(rest[-1] if rest else "~")
        elif name in _SETTERS:
            self._environment.update(_variables(rest))
        elif name == "git" and rest[:1] == ["clone"]:
            self._clones.add(basename(rest[-1].rstrip("/")).removesuffix(".git"))
        elif self._directory is not None:
            return _started(words, self._directory, environment, is_service=self._is_service)
        return None

    def _enter(self, folder: str) -> None:
        first, _, below = folder.removeprefix("./").partition("/")
        if first in self._clones and self._directory == "":
            self._directory = _relative(join(self._root, below))
        elif self._is_service and isabs(folder):
            self._directory = folder
        elif self._directory is None or isabs(folder) or folder[:1] in {"~", "$", "-", "<", "%"} or ":" in folder:
            self._directory = None
        else:
            self._directory = _relative(join(self._directory, folder))


def _started(words: list[str], directory: str, environment: dict[str, str], *, is_service: bool) -> Started | None:
    name, *rest = words
    if name in _RUNNERS and rest[:1] == ["run"]:
        rest = rest[next((index for index, word in enumerate(rest) if index and not word.startswith("-")), len(rest)) :]
        return _started(rest, directory, environment, is_service=is_service) if rest else None
    if _PYTHON.fullmatch(basename(name)):
        # Of Python's own options only `-m` says what runs.
        rest = rest[next((index for index, word in enumerate(rest) if not word.startswith("-") or word == "-m"), len(rest)) :]
        inner = rest[1:] if rest[:1] == ["-m"] else rest
        started = _started(inner, directory, environment, is_service=False) if inner else None
        return started or (python_file(rest, directory) if is_service else None)
    if is_manage(name):
        return manage(words, directory, environment)
    program = PROGRAMS.get(basename(name).removesuffix(".exe"))
    return program(rest, directory, environment) if program is not None else None


def _words(line: str) -> list[str]:
    # A backslash in a command that people copy is Windows' slash far more often than an escape.
    lexer = shlex.shlex(line.replace("\\", "/"), posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    try:
        return list(lexer)
    except ValueError:  # a quote that is never closed
        return []


def _variables(words: Iterable[str]) -> dict[str, str]:
    found = (_VARIABLE.fullmatch(word) for word in words)
    return {match[1]: match[2] for match in found if match is not None}


def _relative(folder: str) -> str:
    path = normpath(folder) if folder else ""
    return "" if path == "." else path
