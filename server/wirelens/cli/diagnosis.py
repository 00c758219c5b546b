"""What `wirelens doctor` checks, as plain values."""

import json
import os
import platform
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from wirelens import __version__
from wirelens.explain.access import KEY_VARIABLES, find_access
from wirelens.explain.failure import ExplainFailure
from wirelens.model.git_state import GitState
from wirelens.model.message import Language, Message, message
from wirelens.model.settings import Settings
from wirelens.model.snapshot import Snapshot
from wirelens.repository import hardened_git
from wirelens.repository.state import read_state
from wirelens.store.consents import Consents
from wirelens.store.folders import cache_folder, state_folder
from wirelens.views.names import framework
from wirelens.workspace.discovery import discover
from wirelens.workspace.folder_analysis import analyze_folder
from wirelens.workspace.reading import MAX_FILE_BYTES
from wirelens.workspace.settings import Resolution
from wirelens.workspace.settings_files import user_file

Outcome = Literal["good", "attention", "broken"]

PACKAGES = ("pygls", "lsprotocol", "google-genai", "GitPython", "diskcache", "tree-sitter")
KEY_PAGE = "https://aistudio.google.com/apikey"
NAMES_SHOWN = 3
"""How many files a line names before it only counts."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. Each line is a sentence, or several that are shown beside each other."""

    outcome: Outcome
    title: Message
    lines: tuple[tuple[Message, ...], ...]


def diagnose(root: Path, resolution: Resolution, language: Language, environment: Mapping[str, str] = os.environ) -> Iterator[Check]:
    """Looks at everything, and yields each check as it is done. Nothing is written, nobody is asked over the network."""
    yield _programs()
    yield from _workspace(root, resolution.settings, language)
    yield _git(root)
    yield _settings(resolution)
    yield _gemini(root, resolution.settings, environment)
    yield _cache(cache_folder())


def _programs() -> Check:
    outcome: Outcome = "good"
    found = [_program("Wirelens", __version__), _program("Python", platform.python_version())]
    git = hardened_git.version()
    if git is None:
        outcome = "attention"
    found.append(message("doctor.git-missing") if git is None else _program("git", git))
    packages: list[Message] = []
    for name in PACKAGES:
        try:
            packages.append(_program(name, version(name)))
        except PackageNotFoundError:
            outcome = "broken"
            packages.append(message("doctor.program-missing", name=name))
    return Check(outcome, message("doctor.programs"), (tuple(found), tuple(packages)))


def _program(name: str, number: str) -> Message:
    return message("doctor.program", name=name, version=number)


def _workspace(root: Path, settings: Settings, language: Language) -> Iterator[Check]:
    title = message("doctor.workspace")
    try:
        discovery = discover(root, settings.exclude)
        snapshot = analyze_folder(root, settings, language, discovery.files, keeps=False)
    except OSError as error:
        yield Check("broken", title, ((message("doctor.unreadable", path=str(root), reason=error.strerror or ""),),))
        return
    read = message("doctor.files", count=len(discovery.files)) if discovery.files else message("doctor.no-files")
    lines = [(message("doctor.path", path=str(root)),), (read,)]
    if discovery.skipped:
        lines.append((message("doctor.skipped", limit=MAX_FILE_BYTES // 1_000_000, files=_named(discovery.skipped)),))
    broken = tuple(file for file, summary in snapshot.files.items() if summary.problems)
    if broken:
        lines.append((message("doctor.problems", files=_named(broken)),))
    yield Check("good" if discovery.files else "attention", title, tuple(lines))
    yield _services(snapshot)


def _named(files: tuple[str, ...]) -> str:
    more = len(files) - NAMES_SHOWN
    return ", ".join(files[:NAMES_SHOWN]) + (f", … (+{more})" if more > 0 else "")


def _services(snapshot: Snapshot) -> Check:
    title = message("doctor.services")
    if not snapshot.map.services:
        return Check("attention", title, ((message("doctor.no-services"),),))
    lines: list[tuple[Message, ...]] = []
    for service in snapshot.map.services:
        kinds = ", ".join(framework(kind) for kind in service.kind) or "?"
        urls = (message("doctor.path", path=url) for url in service.base_urls)
        lines.append((message("doctor.service", name=service.id, kinds=kinds), *urls))
    coverage = snapshot.map.coverage
    lines.append((message("doctor.links", endpoints=coverage.endpoints, calls=coverage.calls, linked=coverage.linked),))
    return Check("good", title, tuple(lines))


def _git(root: Path) -> Check:
    state = read_state(root)
    if state is None:
        seen = next((folder / ".git" for folder in (root, *root.parents) if (folder / ".git").exists()), None)
        line = message("doctor.no-repository") if seen is None else message("doctor.refused-repository", path=str(seen))
        return Check("good" if seen is None else "attention", message("doctor.git"), ((line,),))
    changed = message("doctor.changed", count=len(state.changed)) if state.changed else message("doctor.unchanged")
    return Check("good", message("doctor.git"), ((*_branch(state), changed),))


def _branch(state: GitState) -> Iterator[Message]:
    if state.branch is None:
        yield message("doctor.detached", commit=(state.commit or "")[:9])
        return
    yield message("doctor.branch", branch=state.branch)
    if state.commit is None:
        yield message("doctor.unborn")
    if state.upstream is None:
        yield message("doctor.no-upstream")
    elif state.ahead is None or state.behind is None:
        yield message("doctor.upstream-gone", upstream=state.upstream)
    elif state.ahead or state.behind:
        yield message("doctor.apart", upstream=state.upstream, ahead=state.ahead, behind=state.behind)
    else:
        yield message("doctor.level", upstream=state.upstream)


def _settings(resolution: Resolution) -> Check:
    lines: list[tuple[Message, ...]] = [(problem,) for problem in resolution.messages]
    for key, value in resolution.values.items():
        shown = _without_password(json.dumps(value, ensure_ascii=False))
        layers = tuple(message(f"settings.layer.{layer}") for layer in resolution.sources[key])
        sources = layers[0] if len(layers) == 1 else message("doctor.two-sources", stronger=layers[0], weaker=layers[1])
        lines.append((message("doctor.setting", key=key, value=shown, sources=sources),))
    lines.append((message("doctor.other-defaults" if resolution.values else "doctor.defaults"),))
    own = user_file()
    lines.append((message("doctor.user-file" if own.exists() else "doctor.user-file-missing", path=str(own)),))
    return Check("attention" if resolution.messages else "good", message("doctor.settings"), tuple(lines))


def _without_password(text: str) -> str:
    """A base URL may hold a name and a password: `https://name:password@host`."""
    return re.sub(r"(?<=://)[^/@\s\"]*@", "…@", text)


def _gemini(root: Path, settings: Settings, environment: Mapping[str, str]) -> Check:
    title = message("doctor.gemini")
    if settings.gemini.enabled == "off":
        return Check("good", title, ((message("doctor.gemini-off"),),))
    signs_in = settings.gemini.service == "vertex" and settings.gemini.project
    if not signs_in and not any(environment.get(variable, "").strip() for variable in KEY_VARIABLES):
        return Check("attention", title, ((message("doctor.no-key", url=KEY_PAGE, variable=KEY_VARIABLES[0]),),))
    try:
        access = find_access(settings.gemini, environment)
    except ExplainFailure as failure:
        return Check("broken", title, ((failure.message,),))
    host = access.host.rpartition("@")[2]
    if settings.gemini.enabled == "on":
        consent = "doctor.gemini-on"
    else:
        answer = Consents(state_folder()).find(root, access.host)
        consent = {None: "doctor.consent-open", True: "doctor.consent-given", False: "doctor.consent-denied"}[answer]
    model = message("doctor.model", model=settings.gemini.model, host=host)
    way = message("doctor.cloud", project=settings.gemini.project) if signs_in else message("doctor.key", variable=access.key_source)
    return Check("good", title, ((way, model), (message(consent),)))


def _cache(folder: Path) -> Check:
    nearest = next(path for path in (folder, *folder.parents) if path.exists())
    writable = nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)
    line = message("doctor.writable" if writable else "doctor.not-writable", path=str(folder))
    return Check("good" if writable else "attention", message("doctor.cache"), ((line,),))
