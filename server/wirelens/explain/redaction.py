"""Takes secrets out of what is sent: by the plugins of detect-secrets, and by the shapes that they miss."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Protocol, cast

PRIVATE_KEY = re.compile(r"-----BEGIN (?P<kind>[A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?)-----.*?(?:-----END (?P=kind)-----|\Z)", re.DOTALL)
URL_PASSWORD = re.compile(r"://[^\s/?#:@'\"`]*:(?P<password>[^\s/?#@'\"`]+)@")
GOOGLE_KEY = re.compile(r"AIza[0-9A-Za-z_-]{35}")
REFERENCE = re.compile(r"\$?\{[^{}]*\}|%\(\w+\)s|%s|<\w+>|\$\w+")
"""A place that the program fills in: `{password}`, `${PASSWORD}`, `%s`. It holds no secret."""

REST_OF_TOKEN = re.compile(r"[\w.~+/=-]*")

PIECE, OVERLAP = 600, 200
"""Longer lines are read in pieces that overlap, since the plugins' patterns take time that grows with the square of a line's length."""

NOT_ASKED = frozenset({"IPPublicDetector", "PrivateKeyDetector"})
"""Plugins that are left out: an address is no secret, and a private key is more than its first line."""

GUESSING = frozenset({"KeywordDetector", "Base64HighEntropyString", "HexHighEntropyString"})
"""Plugins that know no kind of key: they are asked after those that do."""

SHORTEST = 8
"""Shorter values are no keys, and may stand anywhere as words."""

WORD = re.compile(r"[A-Za-z_ ]{0,16}|.{0,3}")
"""A value that may well be a word of the program (`password = "string"`). It is taken out where it was found and stays elsewhere."""


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text without its secrets, with as many lines as before. `count` is how many different ones were taken out."""

    text: str
    count: int


class _Found(Protocol):
    """What is used of a finding of detect-secrets."""

    secret_value: str | None


class _Plugin(Protocol):
    """What is used of a plugin of detect-secrets."""

    secret_type: str

    def analyze_line(self, filename: str, line: str) -> Iterable[_Found]: ...


def redact(text: str, known: Iterable[str] = ()) -> Redacted:
    """The text with each secret replaced by a mark that says its kind.

    A secret that was found once is taken out wherever it stands. A comment that allows a secret for detect-secrets does not
    count here: what may be committed may still not be sent.

    Args:
        text: what is about to be sent.
        known: values that are secret for sure, such as the key that Gemini is asked with.
    """
    secrets = {value: "key" for value in known if len(value) >= SHORTEST and value in text}
    blocks = {match[0] for match in PRIVATE_KEY.finditer(text)}
    text = PRIVATE_KEY.sub(lambda match: "[redacted: private key]" + "\n" * match[0].count("\n"), text)
    secrets |= {match[0]: "key" for match in GOOGLE_KEY.finditer(text)}
    passwords = (match["password"] for match in URL_PASSWORD.finditer(text))
    secrets |= {password: "password" for password in passwords if not REFERENCE.fullmatch(password)}
    words = 0
    lines = text.split("\n")
    for number, line in enumerate(lines):
        for value, kind in _secrets_of(line):
            if WORD.fullmatch(value):
                lines[number] = lines[number].replace(value, f"[redacted: {kind}]")
                words += 1
            else:
                secrets.setdefault(value, kind)
    text = "\n".join(lines)
    for value in sorted(secrets, key=len, reverse=True):
        text = text.replace(value, f"[redacted: {secrets[value]}]")
    return Redacted(text, len(secrets) + len(blocks) + words)


def _secrets_of(line: str) -> Iterator[tuple[str, str]]:
    """The secrets in a line, each with its kind. A plugin may tell one at a time: it is asked again without those that it told."""
    for begin in range(0, len(line), PIECE - OVERLAP):
        piece = line[begin : begin + PIECE]
        for plugin in _plugins():
            kind = "secret" if type(plugin).__name__ in GUESSING else plugin.secret_type.lower()
            rest = piece
            while found := [each.secret_value for each in plugin.analyze_line("", rest) if each.secret_value]:
                for start in found:
                    rest = rest.replace(start, "")
                    if not REFERENCE.fullmatch(start):
                        yield _whole(start, line), kind


def _whole(start: str, line: str) -> str:
    """The token that begins with what was found: of some kinds of key a plugin tells the first characters only."""
    rest = REST_OF_TOKEN.match(line, line.index(start) + len(start))
    return start + rest[0] if rest else start


@cache
def _plugins() -> tuple[_Plugin, ...]:
    """The plugins with their own limits.

    They are used without the library's settings, which are global, know files that allow secrets, and can ask the network.
    """
    # Imported here: it costs what a server that explains nothing should not pay.
    from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class  # noqa: PLC0415

    classes = cast("Iterable[type[_Plugin]]", get_mapping_from_secret_type_to_class().values())
    asked = [plugin for plugin in classes if plugin.__name__ not in NOT_ASKED]
    return tuple(plugin() for plugin in sorted(asked, key=lambda plugin: (plugin.__name__ in GUESSING, plugin.__name__)))
