"""`.env` files: the variables that are set to a URL, a host or a path. Everything else in them is passed over unread."""

import re
from collections.abc import Iterator

from wirelens.model.expression import Environment, Expression, Join, Literal
from wirelens.model.facts import EnvironmentVariable
from wirelens.model.span import Position, Span
from wirelens.scan.text import utf16_length

_ASSIGNMENT = re.compile(r"[ \t]*(?:export[ \t]+)?(?P<name>[A-Za-z_]\w*)[ \t]*=[ \t]*(?P<value>.*)")
_QUOTED = re.compile(r"(?P<quote>[\"'`])(?P<text>.*?)(?P=quote)")
_COMMENT = re.compile(r"(?:^|[ \t])#.*")
_REFERENCE = re.compile(r"\$(?:\{(\w+)(?::?-[^}]*)?\}|([A-Za-z_]\w*))")

_HOST = r"(?:[A-Za-z0-9_](?:[\w-]*\.)*[\w-]*|\$\{?\w+\}?|\[[0-9a-fA-F:]+\])"
_PORT = r"(?::(?:\d{1,5}|\$\{?\w+\}?))?"
_URL = re.compile(rf"(?P<scheme>(?:https?|wss?)://)(?:[^/@?#]*@)?(?P<rest>{_HOST}{_PORT}(?:/[^?#]*)?)(?:[?#].*)?", re.IGNORECASE)
_HOST_AND_PORT = re.compile(r"(?:localhost|\d+(?:\.\d+){3}|[A-Za-z][\w-]*(?:\.[\w-]+)*):\d{1,5}(?:/[\w./-]*)?")
_LOCAL_HOST = re.compile(r"localhost|127(?:\.\d+){3}|0\.0\.0\.0")
_PATH = re.compile(r"/(?:[\w.-]+/?)*")
_SECRET = re.compile(r"SECRET|KEY|TOKEN|PASS|PWD|CREDENTIAL|AUTH|SALT|HASH|PRIVATE|DSN", re.IGNORECASE)
_ADDRESS = re.compile(r"UR[LI]|HOST|ADDR|ENDPOINT|API|ORIGIN|SERVER|BASE|BACKEND|PROXY|SERVICE|PATH|PREFIX", re.IGNORECASE)
_LONGEST_PATH = 100


def is_environment_file(name: str) -> bool:
    """Whether a file is named like `.env`, `.env.local` and other files that set environment variables."""
    return name == ".env" or name.startswith(".env.")


def read_environment(text: str) -> Iterator[EnvironmentVariable]:
    """The variables that are set to an address. User names, passwords and queries in URLs are left out."""
    for number, line in enumerate(text.splitlines()):
        assignment = _ASSIGNMENT.match(line)
        if assignment is None:
            continue
        quoted = _QUOTED.match(assignment["value"])
        address = _address(assignment["name"], quoted["text"] if quoted is not None else _COMMENT.sub("", assignment["value"]).rstrip())
        if address is not None:
            start = utf16_length(line[: assignment.start("name")])
            span = Span(Position(number, start), Position(number, start + len(assignment["name"])))
            yield EnvironmentVariable(assignment["name"], _expanded(address), span)


def _address(name: str, value: str) -> str | None:
    """The value without what is secret in it, None where it is no address."""
    url = _URL.fullmatch(value)
    if url is not None:
        return url["scheme"] + url["rest"]
    if _SECRET.search(name) or not _ADDRESS.search(name):
        return None
    if _HOST_AND_PORT.fullmatch(value) or _LOCAL_HOST.fullmatch(value):
        return value
    return value if _PATH.fullmatch(value) and len(value) <= _LONGEST_PATH else None


def _expanded(value: str) -> Expression:
    parts: list[Expression] = []
    at = 0
    for reference in _REFERENCE.finditer(value):
        parts += [Literal(value[at : reference.start()]), Environment(reference[1] or reference[2])]
        at = reference.end()
    parts.append(Literal(value[at:]))
    said = tuple(part for part in parts if part != Literal(""))
    return said[0] if len(said) == 1 else Join(said)
