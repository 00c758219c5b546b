"""What a project's settings modules say: a framework's settings object (`django.conf.settings`) holds their names."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from posixpath import basename, dirname

from wirelens.link.modules import Modules
from wirelens.model.facts import FileFacts

OBJECTS = {("django.conf", "settings"): "ROOT_URLCONF"}
"""The settings objects of frameworks, each with a name that a project's settings must bind."""

_ORDER = ("local", "dev", "development", "base", "common", "default", "defaults", "settings", "__init__")
"""Modules whose values count first on a developer's machine; those of other machines come last."""


class ProjectSettings:
    """The settings modules of a workspace's projects."""

    def __init__(self, roots: Iterable[tuple[str, Collection[str]]], stars: Mapping[str, Iterable[str]], modules: Modules) -> None:
        """Finds them.

        Args:
            roots: the files that bind names which a project's settings must bind, with those (see `root_settings`), in order.
            stars: by file, the modules whose names it takes over all.
            modules: what imports mean.
        """
        binding = {name: [file for file, names in roots if name in names] for name in OBJECTS.values()}
        self._of = {item: tuple(_with_importers(binding[name], stars, modules)) for item, name in OBJECTS.items()}

    def modules(self, file: str, module: str, member: str) -> Iterator[str]:
        """The settings modules that an imported object stands for in a file, the strongest first; none for any other import."""
        found = self._of.get((module, member), ())
        nearest = max((_shared(file, each) for each in found), default=0)
        yield from sorted((each for each in found if _shared(file, each) == nearest), key=_strength)


def root_settings(facts: FileFacts) -> frozenset[str]:
    """The names that a file binds which a project's settings must bind."""
    return frozenset(binding.name for binding in facts.bindings if not binding.scope) & frozenset(OBJECTS.values())


def _with_importers(bases: list[str], stars: Mapping[str, Iterable[str]], modules: Modules) -> Iterable[str]:
    """Settings modules and those that take all their names over, to change some."""
    known = set(bases)
    for file, starred in stars.items():
        if any(modules.resolve(file, each) in bases for each in starred):
            known.add(file)
    return sorted(known)


def _shared(file: str, other: str) -> int:
    """How many folders from the root on two files share."""
    shared = 0
    for one, another in zip(dirname(file).split("/"), dirname(other).split("/"), strict=False):
        if one != another:
            break
        shared += 1
    return shared


def _strength(file: str) -> tuple[int, str]:
    name = basename(file).removesuffix(".py")
    return _ORDER.index(name) if name in _ORDER else len(_ORDER), file
