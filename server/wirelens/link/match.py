"""Which endpoints a request's path leads to, by the rule of each route."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import unquote

from wirelens.link.open_text import Open, expression_of
from wirelens.link.template import HOLE_CHARACTERS, HOLE_START
from wirelens.model.communication_map import Endpoint
from wirelens.model.expression import Hole
from wirelens.model.facts import SlashRule
from wirelens.model.span import Location

_QUERY = re.compile(r"quer|param|^qs$|search|filter|suffix|^args$", re.IGNORECASE)
_LITERAL = re.compile(r"(?:\\\W|[^\\.^$*+?{}\[\]|()])*(?=[.\[(]|\Z)")
"""The beginning of a pattern that stands for itself: before a part that stands for others, or the whole."""
_ESCAPE = re.compile(r"\\(\W)")
_PARAMETER = re.compile(r"\{[^}]*\}")
_SINGLE = re.compile(r"(?:^|_)(?:id|pk|uuid|slug|index|page|number)$|(?<=[a-z])(?:Id|ID|Pk|Uuid|UUID|Slug|Index|Number)$")

_WITHIN_SEGMENT = Open("[^/]", width=0)
_ANYTHING = Open(".", least=0, width=1)


@dataclass(frozen=True, slots=True)
class Match:
    """An endpoint that a path leads to. Certain unless a value that only the run knows would have to be just the right one."""

    endpoint: Endpoint
    is_certain: bool
    rank: int


def match_path(
    path: str, method: str | None, protocol: str, routes: Callable[[str], Iterable[Endpoint]], names: Sequence[Hole] = ()
) -> list[Match]:
    """The endpoints of one service that take `path` (marked text, without query), best first.

    `routes` gives those that may take a path that begins as the given one does (see `first_segment`), in order. Which of several answers is
    the framework's own rule. Servers decode what is percent-encoded before they look for a route; segments of dots are gone before a
    request is sent (RFC 3986 section 5.2.4).
    """
    path = _normal(path)
    candidates = [endpoint for endpoint in routes(path) if (endpoint.protocol == "websocket") == (protocol == "websocket")]
    found = _taking(path, candidates, method, protocol)
    without_query = _without_query(path, names) if not found else path
    if without_query != path:
        found = [replace(match, is_certain=False) for match in _taking(without_query, candidates, method, protocol)[:1]]
    return _by_precedence(_undecided(path, found, names))


def _undecided(path: str, found: list[Match], names: Sequence[Hole]) -> list[Match]:
    """Where one route takes numbers and another takes anything, a value of the run decides, unless it is called like a number."""
    if len(found) <= 1 or any(_SINGLE.search(hole.name) for hole in names) or not re.search(HOLE_CHARACTERS, path):
        return found
    as_word = re.sub(HOLE_CHARACTERS, "x", path)
    certain = [match for match in found if match.is_certain]
    words = [match for match in certain if _compiled(match.endpoint.pattern).fullmatch(as_word)]
    return [replace(match, is_certain=False) for match in certain] if 0 < len(words) < len(certain) else found


def _taking(path: str, candidates: list[Endpoint], method: str | None, protocol: str) -> list[Match]:
    found = _matches(path, candidates)
    if not found and protocol == "http":
        lacks_slash = not path.endswith("/")
        other = path + "/" if lacks_slash else path[:-1]
        redirected = [endpoint for endpoint in candidates if other and _redirects(endpoint.slash, method, lacks_slash=lacks_slash)]
        found = _matches(other, redirected)
    return found


def _matches(path: str, candidates: list[Endpoint]) -> list[Match]:
    segments = path.split("/") if re.search(HOLE_CHARACTERS, path) else []
    return [match for endpoint in candidates if (match := _match(path, segments, endpoint)) is not None]


def _by_precedence(found: list[Match]) -> list[Match]:
    """In the order of the routes, or the most exact first; routes of which a part is not known after all others that are not vaguer."""
    if not found:
        return found
    precedence = found[0].endpoint.precedence
    is_exact = precedence == "most-exact" or any(match.endpoint.certainty == "likely" for match in found)
    vague = _vague(found)
    found = sorted(found, key=lambda match: (not match.is_certain, match in vague, -match.rank if is_exact else 0))
    first = found[0]
    if precedence == "first-path" and first.is_certain and first.endpoint.certainty == "certain":
        return [match for match in found if _route(match.endpoint) == _route(first.endpoint)]
    return found


def _vague(found: list[Match]) -> list[Match]:
    """Routes of which a part is not known; but not what stands before a route for everything else and spells out more."""
    known = next((index for index, match in enumerate(found) if match.is_certain and "{?}" not in match.endpoint.path), None)
    first = found[known] if known is not None and takes_anything(found[known].endpoint) else None
    before = [match for match in found[:known] if match.rank > first.rank] if first is not None else []
    return [match for match in found if "{?}" in match.endpoint.path and match not in before]


def _route(endpoint: Endpoint) -> tuple[Location, str]:
    return endpoint.declared, endpoint.path


def _normal(path: str) -> str:
    decoded = unquote(path) if "%" in path else path
    if "/." not in decoded:
        return decoded
    segments: list[str] = []
    for segment in decoded.split("/"):
        if segment == ".." and len(segments) > 1:
            segments.pop()
        elif segment not in {".", ".."}:
            segments.append(segment)
    return "/".join(segments) + "/" * decoded.endswith(("/.", "/.."))


def _without_query(path: str, names: Sequence[Hole]) -> str:
    """The path without a value at its end that is called what queries are called: `/items${params}`."""
    last = ord(path[-1]) - HOLE_START if path else -1
    if 0 <= last < len(names) and path[-2:-1] not in {"", "/"} and _QUERY.search(names[last].name):
        return path[:-1]
    return path


def may_reach(path: str, names: Sequence[Hole], endpoints: Iterable[Endpoint]) -> bool:
    """Whether `path`, which no endpoint takes, might be one's after all: a value of the run may hold several segments, or a query.

    A value that is called what single values are called (`id`, `userId`, `slug`) holds one segment.
    """
    if not re.search(HOLE_CHARACTERS, path):
        return False
    pattern = expression_of([_open(character, names) for character in path.rstrip("/")])
    return any(re.fullmatch(f"{pattern}/?", endpoint.path) for endpoint in endpoints)


def _open(character: str, names: Sequence[Hole]) -> str | Open:
    index = ord(character) - HOLE_START
    if not 0 <= index < len(names):
        return character
    return _WITHIN_SEGMENT if _SINGLE.search(names[index].name) and names[index].kind != "rest" else _ANYTHING


def accepts(endpoint: Endpoint, method: str | None) -> bool:
    """Whether the endpoint takes the method; HEAD goes where GET goes, OPTIONS anywhere (CORS preflights, automatic answers)."""
    if not endpoint.methods or method is None or method == "OPTIONS" or endpoint.protocol == "websocket":
        return True
    return method in endpoint.methods or (method == "HEAD" and "GET" in endpoint.methods)


def best(matches: list[Match], method: str | None) -> list[Match]:
    """The match that the framework takes; all of them where only guesses are left and they differ.

    Of a request whose method is not known, every route of the same path may be meant.
    """
    if not matches or not matches[0].is_certain:
        return matches
    first = matches[0].endpoint
    if method is not None or not first.methods:
        return matches[:1]
    return [match for match in matches if match.is_certain and match.endpoint.pattern == first.pattern]


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


def first_segment(path: str) -> str | None:
    """The first segment of a path, by which the endpoints that may take it are found; None: any may."""
    head = path[1:].partition("/")[0]
    return head if path.startswith("/") and not re.search(HOLE_CHARACTERS, head) else None


def first_segments(endpoint: Endpoint) -> set[str | None]:
    """What the paths begin with that an endpoint may take, certainly or not (see `first_segment`); None: anything."""
    shown = first_segment(endpoint.path)
    return {_first_of_pattern(endpoint.pattern), *((shown,) if shown is not None else ())}


def _match(path: str, segments: list[str], endpoint: Endpoint) -> Match | None:
    """Whether a route takes a path. `segments` are those of the path if it has holes, else none."""
    if path.startswith(_beginning(endpoint.pattern)) and _compiled(endpoint.pattern).fullmatch(path):
        return Match(endpoint, is_certain=True, rank=_exactness(endpoint))
    # A value known only at run time may turn out to be a fixed part of the route.
    fixed = _segments(endpoint.path) if segments else ()
    if not segments or len(segments) != len(fixed):
        return None
    if not any(segment and segment == route for segment, route in zip(segments, fixed, strict=True)):
        return None  # of which nothing is known but its length says nothing
    if all(_may_be(segment, route) for segment, route in zip(segments, fixed, strict=True)):
        return Match(endpoint, is_certain=False, rank=_exactness(endpoint))
    return None


def _may_be(segment: str, route: str) -> bool:
    is_open = re.search(HOLE_CHARACTERS, segment) is not None
    if "{" in route:
        return is_open  # a fixed word where the route has a parameter, beside a guess elsewhere, would be two guesses
    return segment == route or (is_open and _compiled(_reversed(segment)).fullmatch(route) is not None)


def _reversed(segment: str) -> str:
    return expression_of([_WITHIN_SEGMENT if re.match(HOLE_CHARACTERS, character) else character for character in segment])


def has_fixed_part(endpoint: Endpoint) -> bool:
    """Whether any segment of a route's path is spelled out."""
    return any(segment and "{" not in segment for segment in endpoint.path.split("/"))


def takes_anything(endpoint: Endpoint) -> bool:
    """Whether a route takes any number of segments, as those do that send on what they are asked."""
    return ".+" in endpoint.pattern or ".*" in endpoint.pattern


def takes_below_nothing(endpoint: Endpoint, path: str) -> bool:
    """Whether a route that begins with an unknown part takes a path if that part is nothing."""
    known = re.sub(r"^/?(\(\?>)?\.\*\??(?=/)", r"\1", endpoint.pattern)
    return known != endpoint.pattern and _compiled(known).fullmatch(path) is not None


def is_below_known(endpoint: Endpoint) -> bool:
    """Whether a package answers all that is below a path which is known (`path("auth/", include("djoser.urls"))`)."""
    return endpoint.external and endpoint.path.endswith("/{?}") and endpoint.path.count("{?}") == 1


def may_end_with(endpoint: Endpoint, suffix: str, method: str | None) -> bool:
    """Whether a route ends with a path as people read it, or with that and the slash that its framework adds where it lacks."""
    if _ends_with(endpoint.path, suffix):
        return True
    return not suffix.endswith("/") and _redirects(endpoint.slash, method, lacks_slash=True) and _ends_with(endpoint.path, f"{suffix}/")


def _ends_with(path: str, suffix: str) -> bool:
    route, asked = _PARAMETER.sub("{}", path), _PARAMETER.sub("{}", suffix)
    return len(asked.strip("/")) > 1 and asked.strip("/") != "{}" and route.endswith(asked)


def _exactness(endpoint: Endpoint) -> int:
    """How much of a path a route spells out, in the order of Werkzeug's weights: fixed segments, numbers, other values, whole paths."""
    fixed = sum("{" not in segment for segment in endpoint.path.split("/"))
    return 4 * fixed + 2 * endpoint.pattern.count("[0-9]") - endpoint.pattern.count(".+") - 2 * endpoint.pattern.count(".*")


_PATTERNS_KEPT = 1 << 16
"""More than any workspace has routes: each is asked about every request."""


@lru_cache(_PATTERNS_KEPT)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@lru_cache(_PATTERNS_KEPT)
def _beginning(pattern: str) -> str:
    """What every path begins with that a pattern takes: its characters up to the first that stands for others."""
    literal = _LITERAL.match(pattern)
    return "" if literal is None else _ESCAPE.sub(r"\1", literal[0])


@lru_cache(_PATTERNS_KEPT)
def _first_of_pattern(pattern: str) -> str | None:
    literal = _LITERAL.match(pattern)
    head, slash, _ = _beginning(pattern)[1:].partition("/")
    is_whole = literal is not None and (bool(slash) or literal.end() == len(pattern))
    return head if is_whole and pattern.startswith("/") else None


@lru_cache(_PATTERNS_KEPT)
def _segments(path: str) -> tuple[str, ...]:
    return tuple(path.split("/"))
