"""`.env` files: the variables that are set to a URL, a host or a path. Everything else in them is passed over unread."""

import re
from collections.abc import Iterator

from wirelens.model.facts import EnvironmentVariable
from wirelens.model.span import Position, Span
from wirelens.scan.deployment.interpolation import LARGEST_PORT, interpolated
from wirelens.scan.text import utf16_length

_ASSIGNMENT = re.compile(r"[ \t]*(?:export[ \t]+)?(?P<name>[A-Za-z_]\w*)[ \t]*=[ \t]*(?P<value>.*)")
_QUOTED = re.compile(r"(?P<quote>[\"'`])(?P<text>.*?)(?P=quote)")
_COMMENT = re.compile(r"(?:^|[ \t])#.*")

_REFERENCE = r"\$(?:\{\w+(?::?-[\w.-]*)?\}|\w+)"
_HOST = rf"(?:[A-Za-z0-9_](?:[\w-]*\.)*[\w-]*|{_REFERENCE}|\[[0-9a-fA-F:]+\])"
_PORT = rf"(?::(?:\d{{1,5}}|{_REFERENCE}))?"
_URL = re.compile(rf"(?P<scheme>(?:https?|wss?)://)(?:[^/@?#]*@)?(?P<rest>{_HOST}{_PORT}(?:/[^?#]*)?)(?:[?#].*)?", re.IGNORECASE)
_HOST_AND_PORT = re.compile(r"(?:localhost|\d+(?:\.\d+){3}|[A-Za-z][\w-]*(?:\.[\w-]+)*):\d{1,5}(?:/[\w./-]*)?")
_LOCAL_HOST = re.compile(r"localhost|127(?:\.\d+){3}|0\.0\.0\.0")
_PATH = re.compile(r"/(?:[\w.-]+/)*[\w.-]*")
_SECRET = re.compile(r"SECRET|KEY|TOKEN|PASS|PWD|CREDENTIAL|AUTH|SALT|HASH|PRIVATE|DSN", re.IGNORECASE)
_ADDRESS = re.compile(r"UR[LI]|HOST|ADDR|ENDPOINT|API|ORIGIN|SERVER|BASE|BACKEND|PROXY|SERVICE|PATH|PREFIX", re.IGNORECASE)
_LONGEST_PATH = 100
_PORT_NAME = re.compile(r"(?:.*_)?PORT", re.IGNORECASE)


def is_environment_file(name: str) -> bool:
    """Whether a file is named like `.env`, `.env.local`, `backend.env` and other files that set environment variables."""
    return name.endswith(".env") or name.startswith(".env.")


def read_environment(text: str) -> Iterator[EnvironmentVariable]:
    """The variables that are set to an address. User names, passwords and queries in URLs are left out."""
    for number, line in enumerate(text.splitlines()):
        assignment = _ASSIGNMENT.match(line)
        if assignment is None:
            continue
        quoted = _QUOTED.match(assignment["value"])
        value = quoted["text"] if quoted is not None else _COMMENT.sub("", assignment["value"]).rstrip()
        start = utf16_length(line[: assignment.start("name")])
        span = Span(Position(number, start), Position(number, start + len(assignment["name"])))
        variable = environment_variable(assignment["name"], value, span)
        if variable is not None:
            yield variable


def environment_variable(name: str, value: str, span: Span) -> EnvironmentVariable | None:
    """A variable that is set to an address, without what is secret in it; None for any other."""
    address = _address(name, value)
    return None if address is None else EnvironmentVariable(name, interpolated(address), span)


def _address(name: str, value: str) -> str | None:
    """The value without what is secret in it, None where it is no address."""
    url = _URL.fullmatch(value)
    if url is not None:
        return url["scheme"] + url["rest"]
    if _PORT_NAME.fullmatch(name):
        return value if value.isascii() and value.isdecimal() and int(value[:9]) <= LARGEST_PORT else None
    if _SECRET.search(name) or not _ADDRESS.search(name):
        return None
    if _HOST_AND_PORT.fullmatch(value) or _LOCAL_HOST.fullmatch(value):
        return value
    return value if _PATH.fullmatch(value) and len(value) <= _LONGEST_PATH else None
