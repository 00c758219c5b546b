"""Which endpoints a request's path leads to, by the rule of each route."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from wirelens.link.template import HOLE_CHARACTERS, HOLE_START
from wirelens.model.communication_map import Endpoint
from wirelens.model.expression import Hole
from wirelens.model.facts import SlashRule

_SINGLE = re.compile(r"(?:^|_)(?:id|pk|uuid|slug|index|page|number)$|(?<=[a-z])(?:Id|ID|Pk|Uuid|UUID|Slug|Index|Number)$")


@dataclass(frozen=True, slots=True)
class Match:
    """An endpoint that a path leads to. Certain unless a value that only the run knows would have to be just the right one."""

    endpoint: Endpoint
    is_certain: bool
    rank: int


def match_path(path: str, method: str | None, protocol: str, endpoints: Iterable[Endpoint]) -> list[Match]:
    """The endpoints that take `path` (marked text, without query), best first; the order of the routes decides among equals."""
    candidates = [endpoint for endpoint in endpoints if (endpoint.protocol == "websocket") == (protocol == "websocket")]
    found = [match for endpoint in candidates if (match := _match(path, endpoint)) is not None]
    if not found and protocol == "http":
        lacks_slash = not path.endswith("/")
        other = path + "/" if lacks_slash else path[:-1]
        redirected = [endpoint for endpoint in candidates if other and _redirects(endpoint.slash, method, lacks_slash=lacks_slash)]
        found = [match for endpoint in redirected if (match := _match(other, endpoint)) is not None]
    found.sort(key=lambda match: (not match.is_certain, -match.rank))
    return found


def may_reach(path: str, names: Sequence[Hole], endpoints: Iterable[Endpoint]) -> bool:
    """Whether `path`, which no endpoint takes, might be one's after all: a value of the run may hold several segments, or a query.

    A value that is called what single values are called (`id`, `userId`, `slug`) holds one segment.
    """
    if not re.search(HOLE_CHARACTERS, path):
        return False
    pattern = "".join(_open(character, names) for character in path).rstrip("/")
    return any(re.fullmatch(f"{pattern}/?", endpoint.path) for endpoint in endpoints)


def _open(character: str, names: Sequence[Hole]) -> str:
    index = ord(character) - HOLE_START
    if not 0 <= index < len(names):
        return re.escape(character)
    return "[^/]+" if _SINGLE.search(names[index].name) and names[index].kind != "rest" else ".*"


def accepts(endpoint: Endpoint, method: str | None) -> bool:
    """Whether the endpoint takes the method; HEAD goes where GET goes, OPTIONS anywhere (CORS preflights, automatic answers)."""
    if not endpoint.methods or method is None or method == "OPTIONS" or endpoint.protocol == "websocket":
        return True
    return method in endpoint.methods or (method == "HEAD" and "GET" in endpoint.methods)


def _redirects(rule: SlashRule, method: str | None, *, lacks_slash: bool) -> bool:
    match rule:
        case "either":
            return True
        case "added":
            return lacks_slash
        case "added-if-safe":
            return lacks_slash and method in {"GET", "HEAD", None}
        case "exact":
            return False


def _match(path: str, endpoint: Endpoint) -> Match | None:
    if _compiled(endpoint.pattern).fullmatch(path):
        return Match(endpoint, is_certain=True, rank=_fixed_segments(endpoint.path))
    if not re.search(HOLE_CHARACTERS, path):
        return None
    # A value known only at run time may turn out to be a fixed part of the route.
    segments, fixed = path.split("/"), endpoint.path.split("/")
    if not any(segment and segment == route for segment, route in zip(segments, fixed, strict=False)):
        return None  # of which nothing is known but its length says nothing
    if len(segments) == len(fixed) and all(_may_be(segment, route) for segment, route in zip(segments, fixed, strict=True)):
        return Match(endpoint, is_certain=False, rank=_fixed_segments(endpoint.path))
    return None


def _may_be(segment: str, route: str) -> bool:
    is_open = re.search(HOLE_CHARACTERS, segment) is not None
    if "{" in route:
        return is_open  # a fixed word where the route has a parameter, beside a guess elsewhere, would be two guesses
    return segment == route or (is_open and _compiled(_reversed(segment)).fullmatch(route) is not None)


def _reversed(segment: str) -> str:
    return "".join("[^/]+" if re.match(HOLE_CHARACTERS, character) else re.escape(character) for character in segment)


def has_fixed_part(endpoint: Endpoint) -> bool:
    """Whether any segment of a route's path is spelled out."""
    return any(segment and "{" not in segment for segment in endpoint.path.split("/"))


def takes_below_nothing(endpoint: Endpoint, path: str) -> bool:
    """Whether a route that begins with an unknown part takes a path if that part is nothing."""
    known = re.sub(r"^/?\.\*(?=/)", "", endpoint.pattern)
    return known != endpoint.pattern and _compiled(known).fullmatch(path) is not None


def _fixed_segments(path: str) -> int:
    return sum("{" not in segment for segment in path.split("/"))


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
