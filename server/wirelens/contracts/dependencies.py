"""Which packages two states of a manifest ask for: `package.json`, `pyproject.toml`, `requirements.txt`."""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from posixpath import basename
from typing import Any, cast

from wirelens.model.staged_change import DependencyChange

_REQUIREMENT = re.compile(r"\s*(?P<name>[A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?\s*(?P<version>[^;#]*)")
_REQUIREMENTS = re.compile(r"requirements[\w.-]*\.(?:txt|in)")
_SECTIONS = ("dependencies", "devDependencies", "peerDependencies", "optionalDependencies")


def compare_dependencies(file: str, before: str, after: str) -> tuple[DependencyChange, ...]:
    """The packages that differ, by name; none where the file is no manifest or cannot be read."""
    earlier, later = _dependencies(file, before), _dependencies(file, after)
    names = sorted(earlier.keys() | later.keys())
    return tuple(DependencyChange(name, earlier.get(name), later.get(name)) for name in names if earlier.get(name) != later.get(name))


def _dependencies(file: str, text: str) -> Mapping[str, str]:
    name = basename(file)
    try:
        if name == "package.json":
            return dict(_of_package(json.loads(text or "{}")))
        if name == "pyproject.toml":
            return dict(_of_project(tomllib.loads(text)))
    except (ValueError, RecursionError):
        return {}
    return dict(_of_requirements(text.splitlines())) if _REQUIREMENTS.fullmatch(name) else {}


def _of_package(manifest: object) -> Iterator[tuple[str, str]]:
    for section in _SECTIONS:
        for name, version in _mapping(_mapping(manifest).get(section)).items():
            if isinstance(version, str):
                yield name, version


def _of_project(manifest: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    project = _mapping(manifest.get("project"))
    groups = (project.get("dependencies"), *_mapping(project.get("optional-dependencies")).values())
    groups += tuple(_mapping(manifest.get("dependency-groups")).values())
    for group in groups:
        if isinstance(group, list):
            yield from _of_requirements(item for item in cast("list[object]", group) if isinstance(item, str))
    poetry = _mapping(_mapping(manifest.get("tool")).get("poetry"))
    sections = [poetry, *map(_mapping, _mapping(poetry.get("group")).values())]
    for section in (*(each.get("dependencies") for each in sections), poetry.get("dev-dependencies")):
        for name, wanted in _mapping(section).items():
            version = _mapping(wanted).get("version", wanted)
            yield name, version if isinstance(version, str) else ""


def _of_requirements(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        found = _REQUIREMENT.fullmatch(line.partition(";")[0].partition("#")[0])
        if found is not None:
            yield found["name"], found["version"].strip()


def _mapping(value: object) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", value) if isinstance(value, Mapping) else {}
