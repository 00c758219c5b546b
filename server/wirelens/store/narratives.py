"""Gemini's explanations in the cache, by the key of what they depend on."""

import dataclasses
from pathlib import Path
from typing import Any, cast

from wirelens.model.narrative import Narrative
from wirelens.store.cache import Cache

FIELDS = tuple(field.name for field in dataclasses.fields(Narrative) if field.name != "report_path")


class Narratives:
    """The explanations, and which files of a workspace have any."""

    def __init__(self, cache: Cache) -> None:
        """Keeps them in `cache`."""
        self._cache = cache

    def find(self, key: str) -> Narrative | None:
        """The explanation under a key."""
        return _narrative(self._cache.get("narrative", key))

    def keep(self, key: str, narrative: Narrative) -> None:
        """Keeps an explanation."""
        self._cache.set("narrative", key, {name: getattr(narrative, name) for name in FIELDS})

    def explained(self, root: Path) -> tuple[str, ...]:
        """The files of the workspace at `root` that were ever explained, sorted."""
        return _files(self._cache.get("explained", str(root)))

    def note(self, root: Path, file: str) -> None:
        """Takes a file among those that were explained."""
        if file not in self.explained(root):
            self._cache.update("explained", str(root), lambda files: sorted({*_files(files), file}))


def _files(value: object) -> tuple[str, ...]:
    return tuple(file for file in cast("list[Any]", value) if isinstance(file, str)) if isinstance(value, list) else ()


def _narrative(value: object) -> Narrative | None:
    """The narrative that a value spells, None if it is of another form: another version may have written it."""
    if not isinstance(value, dict):
        return None
    fields = cast("dict[str, Any]", value)
    texts = {name: fields.get(name) for name in FIELDS}
    if not all(isinstance(text, str) for text in texts.values()) or texts["language"] not in ("en", "ko"):
        return None
    return Narrative(**cast("dict[str, Any]", texts))
