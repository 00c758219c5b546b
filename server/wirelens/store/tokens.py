"""How many of Gemini's tokens were used on each day, by workspace."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, cast

from wirelens.store.cache import Cache


class Tokens:
    """The counts. Where the cache fails, this process's own count still holds."""

    def __init__(self, cache: Cache) -> None:
        """Keeps them in `cache`."""
        self._cache = cache
        self._own: dict[date, int] = {}

    def used(self, day: date) -> int:
        """The tokens of a day (UTC), of all workspaces."""
        counted = sum(_counts(self._cache.get("tokens", day.isoformat())).values())
        return max(counted, self._own.get(day, 0))

    def add(self, day: date, root: Path, tokens: int) -> None:
        """Counts tokens that the workspace at `root` used on a day (UTC)."""
        self._own[day] = self._own.get(day, 0) + tokens

        def with_tokens(value: object) -> dict[str, int]:
            counts = _counts(value)
            return {**counts, str(root): counts.get(str(root), 0) + tokens}

        self._cache.update("tokens", day.isoformat(), with_tokens)


def _counts(value: object) -> Mapping[str, int]:
    if not isinstance(value, dict):
        return {}
    return {root: count for root, count in cast("dict[str, Any]", value).items() if isinstance(count, int)}
