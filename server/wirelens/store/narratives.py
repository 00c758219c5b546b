"""Gemini's explanations in the cache, by the key of what they depend on, and which scopes of a workspace have any."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from wirelens.model.message import Language
from wirelens.model.narrative import Narrative, Scope
from wirelens.store.cache import Cache

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Entry:
    """The latest explanation of a scope by a model, in a language, to a version of the prompt.

    `digests` are those of the files that it was made from, see `Request.digests`.
    """

    scope: Scope
    key: str
    model: str
    language: Language
    version: int
    digests: Mapping[str, str]

    def replaces(self, other: "Entry") -> bool:
        """Whether the other is an older answer to the same question."""
        return (self.scope, self.model, self.language) == (other.scope, other.model, other.language)


class Narratives:
    """The explanations, and what of a workspace has any."""

    def __init__(self, cache: Cache) -> None:
        """Keeps them in `cache`."""
        self._cache = cache

    def find(self, key: str) -> Narrative | None:
        """The explanation under a key."""
        return _read(self._cache.get("narrative", key), Narrative)

    def keep(self, key: str, narrative: Narrative) -> None:
        """Keeps an explanation."""
        self._cache.set("narrative", key, msgspec.to_builtins(narrative))

    def files(self, root: Path) -> tuple[str, ...]:
        """The files of the workspace at `root` of which something was ever explained, sorted."""
        return _files(self._cache.get("explained", str(root)))

    def entries(self, root: Path, file: str) -> tuple[Entry, ...]:
        """What was explained of a file, sorted by scope."""
        return _entries(self._cache.get("explained", _row(root, file)))

    def note(self, root: Path, entry: Entry) -> None:
        """Takes an explanation among those of its file, in the place of an older one."""
        file = entry.scope.file
        if entry in self.entries(root, file):
            return

        def noted(known: object) -> list[Any]:
            others = [other for other in _entries(known) if not entry.replaces(other)]
            return msgspec.to_builtins(sorted((*others, entry), key=lambda each: (each.scope, each.model, each.language)))

        self._cache.update("explained", _row(root, file), noted)
        if file not in self.files(root):
            self._cache.update("explained", str(root), lambda files: sorted({*_files(files), file}))


def _row(root: Path, file: str) -> str:
    return f"{root}\0{file}"


def _files(value: object) -> tuple[str, ...]:
    return _read(value, tuple[str, ...]) or ()


def _entries(value: object) -> tuple[Entry, ...]:
    return _read(value, tuple[Entry, ...]) or ()


def _read(value: object, kind: type[_Value]) -> _Value | None:
    """The value that JSON spells, None if it is of another form: another version, or somebody else, may have written it."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return None
