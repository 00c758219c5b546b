"""Gemini's explanations in the cache, by the key of what they depend on."""

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from wirelens.model.narrative import Narrative
from wirelens.store.cache import Cache

FIELDS = tuple(field.name for field in dataclasses.fields(Narrative) if field.name != "report_path")


class Narratives:
    """The explanations, and which of them is the latest of each file of a workspace."""

    def __init__(self, cache: Cache) -> None:
        """Keeps them in `cache`."""
        self._cache = cache

    def find(self, key: str) -> Narrative | None:
        """The explanation under a key."""
        return _narrative(self._cache.get("narrative", key))

    def keep(self, key: str, root: Path, narrative: Narrative) -> bool:
        """Keeps an explanation of a file of the workspace at `root`; whether that went well."""
        kept = self._cache.set("narrative", key, {name: getattr(narrative, name) for name in FIELDS})

        def with_latest(latest: object) -> dict[str, str]:
            return {**_latest(latest), narrative.file: key}

        return kept and self._cache.update("latest", str(root), with_latest)

    def latest(self, root: Path) -> Mapping[str, str]:
        """The key of the latest explanation of each file that has one, by file key."""
        return _latest(self._cache.get("latest", str(root)))


def _latest(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        return {}
    return {file: key for file, key in cast("dict[str, Any]", value).items() if isinstance(key, str)}


def _narrative(value: object) -> Narrative | None:
    """The narrative that a value spells, None if it is of another form: another version may have written it."""
    if not isinstance(value, dict):
        return None
    fields = cast("dict[str, Any]", value)
    texts = {name: fields.get(name) for name in FIELDS}
    if not all(isinstance(text, str) for text in texts.values()) or texts["language"] not in ("en", "ko"):
        return None
    return Narrative(**cast("dict[str, Any]", texts))
