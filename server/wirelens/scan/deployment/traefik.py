"""Traefik's routers: where each path is sent on to, as labels of containers or a file of its own say (Traefik's documentation, Routing).

Both are read as one flat table: `http.routers.web.rule` → "PathPrefix(`/api`)".
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from wirelens.model.expression import Expression, Hole
from wirelens.model.facts import Gateway, Proxy
from wirelens.model.span import Span
from wirelens.scan.deployment.interpolation import interpolated
from wirelens.scan.regular_expression import python_pattern

PREFIX = "http.routers."

_TOKEN = re.compile(r"\s+|&&|\|\||[()!]|(?P<matcher>\w+)\((?P<values>(?:`[^`]*`|\"[^\"]*\"|'[^']*'|[^()`\"'])*)\)|.")
_NUMBER = re.compile(r"-?\d{1,10}")
_VALUE = re.compile(r"`([^`]*)`|\"([^\"]*)\"|'([^']*)'")
_MOST_WAYS = 16
_LONGEST_RULE = 1_000
_MOST_MIDDLEWARES = 16
"""Of one router, those of its chains counted: chains may be circles."""


class Router(NamedTuple):
    """A router as it is written: in which table its middlewares and services stand, and what it sends to where that names no service."""

    name: str
    table: Mapping[str, str]
    own: Mapping[str, str]
    host: str
    span: Span


class _Way(NamedTuple):
    """One way in which a rule takes a request. `pattern` None: not by its path; `is_known`: nothing else decides it."""

    hosts: tuple[str, ...] = ()
    pattern: str | None = None
    is_known: bool = True


def routers_of(table: Mapping[str, str], own: Mapping[str, str], host: str, span: Span) -> Iterator[Router]:
    """The routers that a table of one's `own` declares; what they refer to may stand anywhere in `table`."""
    for key in own:
        name, dot, last = key.removeprefix(PREFIX).rpartition(".")
        if key.startswith(PREFIX) and dot and last == "rule":
            yield Router(name, table, own, host, span)


def gateway_of(routers: list[Router], ports: tuple[int, ...]) -> tuple[Gateway, ...]:
    """The gateway that these routers make up: of several that take a path, the one with the longest rule has it, if none has a priority."""
    ordered = sorted(routers, key=lambda each: -_priority(each))
    proxies = tuple(proxy for router in ordered for proxy in _proxies(router))
    hosts = tuple(dict.fromkeys(host for proxy in proxies for host in proxy.hosts if "$" not in host))
    return (Gateway("labels", proxies, ports, hosts),) if proxies else ()


def entry_ports(words: list[str]) -> tuple[int, ...]:
    """The ports of the entry points that Traefik's own options declare: `--entrypoints.web.address=:80`."""
    found = (re.fullmatch(r"--entrypoints\.[\w-]+\.address=[\w.]*:(\d{1,5})(?:/tcp)?", word, re.IGNORECASE) for word in words)
    return tuple(dict.fromkeys(int(match[1]) for match in found if match is not None))


def _of(router: Router, what: str) -> str:
    return router.own.get(f"{PREFIX}{router.name}.{what}", "")


def _priority(router: Router) -> int:
    written = _of(router, "priority")
    said = int(written) if _NUMBER.fullmatch(written) else 0
    return said or len(_of(router, "rule"))


def _proxies(router: Router) -> Iterator[Proxy]:
    target = _target(router)
    if target is None:
        return
    rewrites = _rewrites(router.table, _names(_of(router, "middlewares").lower()))
    for way in _ways(_of(router, "rule")):
        if way.pattern is not None or way.hosts:
            yield Proxy(way.pattern or "", target, router.span, rewrites if way.is_known else None, way.hosts)


def _target(router: Router) -> Expression | None:
    """Where a router sends to; None for Traefik's own pages."""
    service = _of(router, "service")
    if service.endswith("@internal"):
        return None
    name = service.partition("@")[0].lower()
    services = re.compile(rf"http\.services\.({re.escape(name) if name else r'[^.]+'})\.loadbalancer\.(?:server\.port|servers\.0\.url)")
    said = {value for key, value in (router.table if name else router.own).items() if services.fullmatch(key)}
    if len(said) > 1 or (not said and not router.host):
        return Hole("service")
    written = said.pop() if said else ""
    return interpolated(written if "://" in written else f"http://{router.host}:{written}" if written else f"http://{router.host}")


def _names(listed: str) -> list[str]:
    return [name for each in listed.split(",") if (name := each.strip().partition("@")[0])]


def _rewrites(table: Mapping[str, str], names: list[str]) -> tuple[tuple[str, str], ...] | None:
    """What middlewares make of a path; None where one is not known, or its expression is not."""
    found: list[tuple[str, str]] = []
    for _ in range(_MOST_MIDDLEWARES):
        if not names:
            return tuple(found)
        prefix = f"http.middlewares.{names[0]}."
        options = {key.removeprefix(prefix): value for key, value in table.items() if key.startswith(prefix)}
        changes = _change(options)
        if not options or changes is None:
            return None
        found += changes
        names = _names(options.get("chain.middlewares", "").lower()) + names[1:]
    return None


def _change(options: Mapping[str, str]) -> tuple[tuple[str, str], ...] | None:
    """What one middleware makes of a path."""
    prefixes = _names(options.get("stripprefix.prefixes", ""))
    if prefixes:
        return ((f"^(?:{'|'.join(map(re.escape, prefixes))})", ""),)
    expressions = options.get("stripprefixregex.regex"), options.get("replacepathregex.regex")
    for expression in filter(None, expressions):
        pattern = python_pattern(expression)
        replacement = options.get("replacepathregex.replacement", "")
        return None if pattern is None else ((pattern, re.sub(r"\$\{?(\d)\}?", r"\\\1", replacement)),)
    if "addprefix.prefix" in options:
        return (("^", options["addprefix.prefix"]),)
    return (("^.*$", options["replacepath.path"]),) if "replacepath.path" in options else ()


def _ways(rule: str) -> list[_Way]:
    """The ways in which a rule takes requests: `(A || B) && C` is two."""
    if len(rule) > _LONGEST_RULE:
        return [_Way(is_known=False)]
    tokens = [match for match in _TOKEN.finditer(rule) if not match[0].isspace()]
    try:
        return _any(tokens)[:_MOST_WAYS]
    except RecursionError:
        return [_Way(is_known=False)]


def _any(tokens: list[re.Match[str]]) -> list[_Way]:
    ways = _all(tokens)
    while tokens and tokens[0][0] == "||":
        del tokens[0]
        ways = (ways + _all(tokens))[:_MOST_WAYS]
    return ways


def _all(tokens: list[re.Match[str]]) -> list[_Way]:
    ways = _one(tokens)
    while tokens and tokens[0][0] not in {"||", ")"}:
        if tokens[0][0] == "&&":
            del tokens[0]
        others = _one(tokens)
        ways = [_both(way, other) for way in ways for other in others][:_MOST_WAYS]
    return ways


def _one(tokens: list[re.Match[str]]) -> list[_Way]:
    if not tokens:
        return [_Way(is_known=False)]
    token = tokens.pop(0)
    if token[0] == "(":
        ways = _any(tokens)
        del tokens[:1]  # its closing parenthesis
        return ways
    if token[0] == "!":
        _one(tokens)
        return [_Way(is_known=False)]
    values = [match[match.lastindex or 0] for match in _VALUE.finditer(token["values"] or "")]
    return [_matched(token["matcher"] or "", values)]


def _matched(matcher: str, values: list[str]) -> _Way:
    if matcher == "Host" and values:
        return _Way(tuple(value.lower() for value in values))
    is_plain = not any("$" in value or "{" in value for value in values)
    if matcher in {"PathPrefix", "Path"} and values and is_plain:
        paths = "|".join(map(re.escape, values))
        return _Way(pattern=f"(?:{paths})" + ("$" if matcher == "Path" else ""))
    return _Way(is_known=False)


def _both(way: _Way, other: _Way) -> _Way:
    is_known = way.is_known and other.is_known and not (way.pattern is not None and other.pattern is not None)
    hosts = way.hosts or other.hosts
    return _Way(hosts, way.pattern if way.pattern is not None else other.pattern, is_known)
