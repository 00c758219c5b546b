"""Which values of a `.env` file are secret: whatever could be one, since the names of variables do not say it reliably."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

_ASSIGNMENT = re.compile(r"^[ \t]*(?:export[ \t]+)?(?P<name>[A-Za-z_][\w.-]*)[ \t]*[=:][ \t]*", re.MULTILINE)
_QUOTED = re.compile(r"(?P<quote>[\"'`])(?P<text>.*?)(?<!\\)(?P=quote)", re.DOTALL)
_BARE = re.compile(r"[^\r\n]*")
_COMMENT = re.compile(r"(?:^|[ \t])#.*")

_SECRET_NAME = re.compile(r"SECRET|KEY|TOKEN|PASS|PWD|CREDENTIAL|SALT|PRIVATE", re.IGNORECASE)
"""Under such a name even a word is secret."""

_PLAIN = re.compile(r"[A-Za-z]+|[\d.:,]{1,9}|[A-Za-z_./\\*-]+")
"""A word, a number, an address, a path, the name of a module: what stands in the code as well, and is not secret there."""

_WELL_KNOWN = frozenset(
    ["true", "false", "none", "null", "test", "example", "admin", "root", "guest", "user", "password", "secret", "postgres", "redis"]
)
"""What everybody writes, also where a secret belongs."""

_SHORTEST = 4


def secret_values(text: str) -> frozenset[str]:
    """The values in the text of a `.env` file that must not be sent wherever they stand.

    Of a URL also its user name and password by themselves. A URL that holds neither and leads to this machine or to a container stays.
    """
    found: set[str] = set()
    for name, value in _assignments(text):
        found.update(part for part in _parts(name, value) if len(part) >= _SHORTEST and part.lower() not in _WELL_KNOWN)
    return frozenset(found)


def _assignments(text: str) -> Iterator[tuple[str, str]]:
    """Each name with its value. A quoted value may go over several lines."""
    for assignment in _ASSIGNMENT.finditer(text):
        quoted = _QUOTED.match(text, assignment.end())
        bare = _BARE.match(text, assignment.end())
        value = quoted["text"] if quoted else _COMMENT.sub("", bare[0]).strip() if bare else ""
        yield assignment["name"], value


def _parts(name: str, value: str) -> Iterator[str]:
    try:
        url = urlsplit(value)
        credentials = [part for part in (url.username, url.password) if part]
        host = url.hostname or ""
    except ValueError:
        credentials, host = [], ""
    for part in credentials:
        yield from {part, unquote(part)}
    if credentials:
        yield value
    elif _SECRET_NAME.search(name):
        yield from {value, *(line.strip() for line in value.splitlines())}
    elif host:
        if "." in host and not host.startswith("127."):
            yield value
    elif not _PLAIN.fullmatch(value):
        yield value
