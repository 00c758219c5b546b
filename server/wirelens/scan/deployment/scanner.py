"""Files beside the code → what they say of packages and of how servers are started."""

from collections.abc import Callable
from posixpath import basename, splitext

from wirelens.model.facts import FileFacts, Manifest, Problem
from wirelens.model.span import Position, Span
from wirelens.scan.deployment.commands import run_commands
from wirelens.scan.deployment.environment_files import is_environment_file, read_environment
from wirelens.scan.deployment.manifests import read_package_json
from wirelens.scan.deployment.markdown import shell_fences

Reader = Callable[[str, str], FileFacts]
"""Reads one kind of file: file key and text → facts."""


def reads(file: str) -> bool:
    """Whether a file of this name says something about packages or servers."""
    return _reader(file) is not None


def scan(file: str, text: str) -> FileFacts:
    """What one file says. It never raises: what cannot be read becomes a problem."""
    reader = _reader(file)
    return reader(file, text) if reader is not None else FileFacts(file, "plaintext")


def _markdown(file: str, text: str) -> FileFacts:
    root = "/".join([".."] * file.count("/"))
    commands = (command for fence in shell_fences(text) for command in run_commands(fence, root))
    return FileFacts(file, "markdown", run_commands=tuple(commands))


def _package_json(file: str, text: str) -> FileFacts:
    manifest = read_package_json(text)
    start = Position(0, 0)
    problems = () if manifest is not None else (Problem("syntax", Span(start, start)),)
    return FileFacts(file, "json", manifest=manifest or Manifest(()), problems=problems)


def _pyproject(file: str, _text: str) -> FileFacts:
    return FileFacts(file, "toml", manifest=Manifest(()))


def _requirements(file: str, _text: str) -> FileFacts:
    return FileFacts(file, "plaintext", manifest=Manifest(()))


def _environment(file: str, text: str) -> FileFacts:
    return FileFacts(file, "dotenv", environment=tuple(read_environment(text)))


_BY_NAME: dict[str, Reader] = {"package.json": _package_json, "pyproject.toml": _pyproject, "requirements.txt": _requirements}
_BY_SUFFIX: dict[str, Reader] = {".md": _markdown, ".markdown": _markdown}


def _reader(file: str) -> Reader | None:
    name = basename(file)
    if is_environment_file(name):
        return _environment
    return _BY_NAME.get(name) or _BY_SUFFIX.get(splitext(name)[1].lower())
