"""Every call of git goes through here, so that reading a hostile repository never runs a program.

A repository's own configuration can name programs (file system monitor, hooks, filters, signature checkers, transports), and so can
`GIT_*` variables and relative entries of `PATH`. All of that is overridden. Overrides travel in `GIT_CONFIG_KEY_<n>`, not in
`-c key=value`: a filter may be called `a=b`, and `-c` would split that name.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryFile
from threading import Lock
from typing import cast

TIMEOUT_S = 10.0

_OLDEST_VERSION = (2, 31)
"""The first git that reads `GIT_CONFIG_COUNT`."""

_SETTINGS = {
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "log.showSignature": "false",
    "safe.bareRepository": "explicit",
}
_VARIABLES = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}
_LOADING = {"GIT_PYTHON_GIT_EXECUTABLE": os.devnull, "GIT_PYTHON_REFRESH": "quiet"}
_FILTER_OFF = {"clean": "", "smudge": "", "process": "", "required": "false"}

_environment_lock = Lock()


def read(folder: Path, *arguments: str, given: bytes = b"", answers: frozenset[int] = frozenset({0})) -> bytes | None:
    """What `git -C folder arguments…` prints, for commands that only read.

    `given` is what it finds on its standard input; `answers` are the exit codes that mean that it could say: some commands end with 1 for
    "no".

    None where git is not installed or older than 2.31, fails (`folder` is in no repository, or in one of another user), or takes longer
    than `TIMEOUT_S` seconds.
    """
    found = _recent_program()
    if found is None:
        return None
    names = _run(found, folder, _SETTINGS, "config", "--name-only", "-z", "--get-regexp", r"^filter\.")
    if names is None:
        return None
    answer = _run(found, folder, _SETTINGS | _filters_off(names[1]), *arguments, given=given)
    return answer[1] if answer is not None and answer[0] in answers else None


def read_names(folder: Path, *arguments: str) -> bytes | None:
    """As `read`, for commands that never look into a file of the working tree: no filter can be run, so none is asked for."""
    found = _recent_program()
    return None if found is None else _successful(_run(found, folder, _SETTINGS, *arguments))


def version() -> str | None:
    """The version of git, as `2.39.5`; None where it is not installed or does not answer."""
    found = program()
    return None if found is None else _version(found)


def _recent_program() -> str | None:
    found = program()
    return None if found is None or _version_numbers(_version(found)) < _OLDEST_VERSION else found


@cache
def _version(program: str) -> str | None:
    printed = _successful(_run(program, Path(program).parent, _SETTINGS, "version"))
    return None if printed is None else printed.decode("utf-8", "replace").removeprefix("git version ").strip()


def _version_numbers(text: str | None) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", text or "")[:2])


def _filters_off(names: bytes) -> dict[str, str]:
    """Settings that switch off each filter that the configuration defines; `names` is what `git config --name-only -z` printed."""
    drivers = {
        name.removeprefix("filter.").rpartition(".")[0]
        for name in names.decode("utf-8", "surrogateescape").split("\0")
        if name.startswith("filter.")
    }
    return {f"filter.{driver}.{key}": value for driver in sorted(drivers) for key, value in _FILTER_OFF.items()}


def _successful(answer: tuple[int, bytes] | None) -> bytes | None:
    return answer[1] if answer is not None and answer[0] == 0 else None


def _run(program: str, folder: Path, settings: dict[str, str], *arguments: str, given: bytes = b"") -> tuple[int, bytes] | None:
    """The exit code and the output of one call; None where git cannot be started or does not end in time."""
    environment = _VARIABLES | {"GIT_CONFIG_COUNT": str(len(settings))}
    for number, (key, value) in enumerate(settings.items()):
        environment |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    # `-C` and not GitPython's working directory, for which the current one stands in where it cannot be entered.
    command = [program, "--no-pager", "-C", str(folder.absolute()), *arguments]
    with TemporaryFile() as standard_input, inherited_variables():
        standard_input.write(given)
        standard_input.seek(0)
        from git.cmd import Git  # noqa: PLC0415 (85 ms to import)
        from git.exc import GitCommandNotFound  # noqa: PLC0415

        try:
            running = Git().execute(
                command, as_process=True, istream=standard_input, env=environment
            )  # ends the process when it is collected itself
        except (OSError, GitCommandNotFound):
            return None
    process = cast("subprocess.Popen[bytes]", running.proc)  # pyright: ignore[reportUnknownMemberType]
    try:
        output = process.communicate(timeout=TIMEOUT_S)[0]
    except subprocess.TimeoutExpired:
        process.kill()
        return None
    return process.returncode, output


def program() -> str | None:
    """Where git is. Relative entries of `PATH` are left out: they would find programs inside the workspace."""
    entries = os.environ.get("PATH", os.defpath).split(os.pathsep)
    found = shutil.which("git", path=os.pathsep.join(entry for entry in entries if Path(entry).is_absolute()))
    return found if found is not None and Path(found).is_absolute() else None


@contextmanager
def inherited_variables(kept: re.Pattern[str] | None = None) -> Generator[None]:
    """Takes inherited `GIT_*` variables away while a process starts, but for those `kept`.

    GitPython, which is loaded within, can add to the environment, not leave out.
    """
    with _environment_lock:
        inherited = {name: value for name, value in os.environ.items() if name.startswith("GIT_") and not (kept and kept.fullmatch(name))}
        for name in inherited:
            del os.environ[name]
        try:
            load()
            yield
        finally:
            os.environ.update(inherited)


def load() -> None:
    """Imports GitPython, and keeps it from running a `git` of its own choice as it is imported: for who has time before the first call."""
    os.environ.update(_LOADING)
    try:
        import_module("git.cmd")  # 85 ms, the first time
    finally:
        for name in _LOADING:
            del os.environ[name]
