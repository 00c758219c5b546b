"""The plugins of detect-secrets, line by line."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Protocol, cast

REST_OF_TOKEN = re.compile(r"[\w.~+/=-]*")

PIECE, OVERLAP = 600, 200
"""Longer lines are read in pieces that overlap, since the plugins' patterns take time that grows with the square of a line's length."""

NOT_ASKED = frozenset({"IPPublicDetector", "PrivateKeyDetector"})
"""Plugins that are left out: an address is no secret, and a private key is more than its first line."""

GUESSING = frozenset({"KeywordDetector", "Base64HighEntropyString", "HexHighEntropyString"})
"""Plugins that know no kind of key: they are asked after those that do."""

GUESSED = "secret"
"""The kind of what they find."""

LINES_REMEMBERED = 20_000
"""The same lines are asked about again and again, and a plugin takes a thousand times longer than a look."""


class _Found(Protocol):
    """What is used of a finding of detect-secrets."""

    secret_value: str | None


class _Plugin(Protocol):
    """What is used of a plugin of detect-secrets."""

    secret_type: str

    def analyze_line(self, filename: str, line: str) -> Iterable[_Found]: ...


@lru_cache(LINES_REMEMBERED)
def detected_secrets(line: str) -> tuple[tuple[str, str], ...]:
    """The secrets in a line, each with its kind."""
    return tuple(_secrets_of(line))


def _secrets_of(line: str) -> Iterator[tuple[str, str]]:
    """A plugin may tell one at a time: it is asked again without those that it told."""
    has_keyword = _keyword().search(line) is not None
    for begin in range(0, len(line), PIECE - OVERLAP):
        piece = line[begin : begin + PIECE]
        for plugin in _plugins():
            name = type(plugin).__name__
            if name == "KeywordDetector" and not has_keyword:
                continue
            kind = GUESSED if name in GUESSING else plugin.secret_type.lower()
            rest = piece
            while found := [each.secret_value for each in plugin.analyze_line("", rest) if each.secret_value]:
                for start in found:
                    rest = rest.replace(start, "")
                    yield _whole(start, line), kind


def _whole(start: str, line: str) -> str:
    """The token that begins with what was found: of some kinds of key a plugin tells the first characters only."""
    rest = REST_OF_TOKEN.match(line, line.index(start) + len(start))
    return start + rest[0] if rest else start


@cache
def _keyword() -> re.Pattern[str]:
    """What every pattern of the slowest plugin begins with."""
    from detect_secrets.plugins.keyword import DENYLIST  # noqa: PLC0415 - as below

    return re.compile("|".join(DENYLIST), re.IGNORECASE)


@cache
def _plugins() -> tuple[_Plugin, ...]:
    """The plugins with their own limits.

    They are used without the library's settings, which are global, know files that allow secrets, and can ask the network.
    """
    # Imported here: it costs what a process that explains nothing should not pay.
    from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class  # noqa: PLC0415

    classes = cast("Iterable[type[_Plugin]]", get_mapping_from_secret_type_to_class().values())
    asked = [plugin for plugin in classes if plugin.__name__ not in NOT_ASKED]
    return tuple(plugin() for plugin in sorted(asked, key=lambda plugin: (plugin.__name__ in GUESSING, plugin.__name__)))
