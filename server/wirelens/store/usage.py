"""How often Gemini was asked and how many tokens that took, by day (UTC) and workspace.

Not in the cache: clearing that forgets no spending.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, cast

from wirelens.model.message import Message, message
from wirelens.model.settings import GeminiSettings
from wirelens.store.cache import Cache

DAYS_KEPT = 31


@dataclass(frozen=True, slots=True)
class Count:
    """Requests that were sent, and the tokens of prompts, thoughts and answers."""

    requests: int = 0
    tokens: int = 0

    def plus(self, other: "Count") -> "Count":
        """Both together; never below nothing, since an estimate may be taken back on the day after."""
        return Count(max(0, self.requests + other.requests), max(0, self.tokens + other.tokens))


Counts = Mapping[str, Count]
"""By the workspace's folder."""


class Usage:
    """The counts. Where the disk fails, this process's own count still holds."""

    def __init__(self, folder: Path) -> None:
        """Opens them in `folder`, or goes on without."""
        self._cache = Cache.open(folder, trouble="usage.store")
        self._own: dict[str, Counts] = {}

    def of(self, day: date) -> Counts:
        """What was used on a day."""
        kept = _days(self._cache.get("usage", "days")).get(day.isoformat(), {})
        own = self._own.get(day.isoformat(), {})
        return own if _total(own).requests > _total(kept).requests else kept

    def admit(self, day: date, root: Path, tokens: int, limits: GeminiSettings) -> Message | None:
        """Counts one more request of the workspace at `root`, with the tokens that it is thought to take; or says what is in its way.

        Looking and counting are one step, whoever else counts: two that ask at once cannot both take what is left for one.
        """
        refusal: Message | None = None

        def with_request(value: object) -> dict[str, Any]:
            nonlocal refusal
            days = _days(value)
            refusal = _refusal(days.get(day.isoformat(), {}), str(root), tokens, limits)
            return _written(days if refusal else _with(days, day, root, Count(1, tokens)))

        if not self._cache.update("usage", "days", with_request):
            refusal = _refusal(self._own.get(day.isoformat(), {}), str(root), tokens, limits)
        if refusal is None:
            self._own = _with(self._own, day, root, Count(1, tokens))
        return refusal

    def add(self, day: date, root: Path, tokens: int) -> None:
        """Counts tokens besides those that were admitted; below 0, takes some back."""
        more = Count(0, tokens)
        self._own = _with(self._own, day, root, more)
        self._cache.update("usage", "days", lambda value: _written(_with(_days(value), day, root, more)))

    def take_message(self) -> Message | None:
        """What the user should be told, once."""
        return self._cache.take_message()

    def close(self) -> None:
        """Lets go of the database."""
        self._cache.close()


def _refusal(counts: Counts, root: str, tokens: int, limits: GeminiSettings) -> Message | None:
    """The first limit that a request of so many tokens would pass. A limit of 0 is none."""
    day, workspace = _total(counts), counts.get(root, Count())
    for setting, limit, used, needed in (
        ("maxRequestsPerDay", limits.max_requests_per_day, day.requests, 1),
        ("maxRequestsPerWorkspace", limits.max_requests_per_workspace, workspace.requests, 1),
        ("maxTokensPerDay", limits.max_tokens_per_day, day.tokens, tokens),
        ("maxTokensPerWorkspace", limits.max_tokens_per_workspace, workspace.tokens, tokens),
    ):
        if limit and used + needed > limit:
            key = "usage.limit-of-requests" if "Requests" in setting else "usage.limit-of-tokens"
            return message(key, setting=f"wirelens.gemini.{setting}", limit=limit, used=used, needed=needed)
    return None


def _total(counts: Counts) -> Count:
    return Count(sum(count.requests for count in counts.values()), sum(count.tokens for count in counts.values()))


def _with(days: Mapping[str, Counts], day: date, root: Path, more: Count) -> dict[str, Counts]:
    counts = days.get(day.isoformat(), {})
    changed = {**counts, str(root): counts.get(str(root), Count()).plus(more)}
    recent = sorted({**days, day.isoformat(): changed}.items())[-DAYS_KEPT:]
    return dict(recent)


def _written(days: Mapping[str, Counts]) -> dict[str, Any]:
    return {day: {root: [count.requests, count.tokens] for root, count in counts.items()} for day, counts in days.items()}


def _days(value: object) -> dict[str, Counts]:
    """What a value spells; what is of another form counts as nothing."""
    if not isinstance(value, dict):
        return {}
    days = cast("dict[str, Any]", value)
    return {day: _counts(cast("dict[str, Any]", counts)) for day, counts in days.items() if isinstance(counts, dict)}


def _counts(value: dict[str, Any]) -> Counts:
    found: dict[str, Count] = {}
    for root, count in value.items():
        match count:
            case [int(requests), int(tokens)] if requests >= 0 and tokens >= 0:
                found[root] = Count(requests, tokens)
            case _:
                pass
    return found
