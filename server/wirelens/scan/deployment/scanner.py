"""Files beside the code → what they say of packages, of how servers are started, and of what stands between them."""

import re
from collections.abc import Callable
from dataclasses import replace
from posixpath import basename, splitext

from wirelens.model.facts import FileFacts, Manifest, Problem
from wirelens.model.span import Position, Span
from wirelens.scan.deployment.angular import read_proxy_json
from wirelens.scan.deployment.commands import run_commands
from wirelens.scan.deployment.compiler_options import COMPILER_OPTIONS, read_import_aliases
from wirelens.scan.deployment.compose import is_compose_file, read_compose
from wirelens.scan.deployment.dockerfile import read_dockerfile
from wirelens.scan.deployment.environment_files import is_environment_file, read_environment
from wirelens.scan.deployment.ingress import may_hold_ingress, read_ingresses
from wirelens.scan.deployment.launch_configurations import read_launch_configurations
from wirelens.scan.deployment.manifests import FOREIGN_MANIFESTS, read_package_json, read_pyproject
from wirelens.scan.deployment.markdown import shell_fences
from wirelens.scan.deployment.nginx import read_nginx
from wirelens.scan.deployment.scripts import read_makefile, read_procfile, read_shell_script

Reader = Callable[[str, str], FileFacts]
"""Reads one kind of file: file key and text → facts."""

_START = Position(0, 0)
_SYNTAX = Problem("syntax", Span(_START, _START))


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
    facts = read_package_json(text)
    return replace(facts, file=file) if facts is not None else FileFacts(file, "json", manifest=Manifest(()), problems=(_SYNTAX,))


def _pyproject(file: str, text: str) -> FileFacts:
    return FileFacts(file, "toml", manifest=read_pyproject(text))


def _requirements(file: str, _text: str) -> FileFacts:
    return FileFacts(file, "plaintext", manifest=Manifest(()))


def _foreign(file: str, _text: str) -> FileFacts:
    return FileFacts(file, "plaintext", manifest=Manifest((), has_unread_server=True))


def _environment(file: str, text: str) -> FileFacts:
    return FileFacts(file, "dotenv", environment=tuple(read_environment(text)))


def _compose(file: str, text: str) -> FileFacts:
    containers, gateways, problems = read_compose(text)
    return FileFacts(file, "yaml", containers=containers, gateways=gateways, problems=problems)


def _dockerfile(file: str, text: str) -> FileFacts:
    return FileFacts(file, "dockerfile", images=read_dockerfile(text))


def _ingress(file: str, text: str) -> FileFacts:
    return FileFacts(file, "yaml", gateways=read_ingresses(text))


def _nginx(file: str, text: str) -> FileFacts:
    return FileFacts(file, "nginx", gateways=read_nginx(text))


def _proxy_json(file: str, text: str) -> FileFacts:
    return FileFacts(file, "json", gateways=read_proxy_json(text))


def _launch_configurations(file: str, text: str) -> FileFacts:
    return FileFacts(file, "jsonc", run_commands=read_launch_configurations(text))


def _compiler_options(file: str, text: str) -> FileFacts:
    return FileFacts(file, "jsonc", import_aliases=read_import_aliases(text))


def _shell_script(file: str, text: str) -> FileFacts:
    return FileFacts(file, "shellscript", run_commands=read_shell_script(text))


def _procfile(file: str, text: str) -> FileFacts:
    return FileFacts(file, "plaintext", run_commands=read_procfile(text))


def _makefile(file: str, text: str) -> FileFacts:
    return FileFacts(file, "makefile", run_commands=read_makefile(text))


_BY_NAME: dict[str, Reader] = {
    "package.json": _package_json,
    "launch.json": _launch_configurations,
    "pyproject.toml": _pyproject,
    "requirements.txt": _requirements,
    "Makefile": _makefile,
    "makefile": _makefile,
    "GNUmakefile": _makefile,
}
_BY_SUFFIX: dict[str, Reader] = {".md": _markdown, ".markdown": _markdown, ".conf": _nginx, ".nginx": _nginx, ".sh": _shell_script}
_BY_PATTERN: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (re.compile(r"(?:[\w-]+\.)?Dockerfile(?:[.-][\w.-]+)?", re.IGNORECASE), _dockerfile),
    (FOREIGN_MANIFESTS, _foreign),
    (re.compile(r"Procfile(?:\.[\w-]+)?"), _procfile),
    (re.compile(r"proxy[\w.-]*\.json"), _proxy_json),
    (COMPILER_OPTIONS, _compiler_options),
    (re.compile(r"[\w.-]+\.conf\.(?!js|ts|mjs|cjs|py)[\w.-]+"), _nginx),
)


def _reader(file: str) -> Reader | None:
    name = basename(file)
    if is_environment_file(name):
        return _environment
    if is_compose_file(name):
        return _compose
    if may_hold_ingress(file):
        return _ingress
    found = _BY_NAME.get(name) or _BY_SUFFIX.get(splitext(name)[1].lower())
    return found or next((reader for pattern, reader in _BY_PATTERN if pattern.fullmatch(name)), None)
