"""Gateways: where a request goes that a development server or a proxy sends on."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from posixpath import dirname

from wirelens.link.applications import is_below
from wirelens.link.names import Names
from wirelens.link.next_handlers import NextHandler, next_handlers
from wirelens.link.urls import Url, parse_url
from wirelens.model.facts import FileFacts, Gateway, Proxy

_Key = tuple[str, Gateway]


@dataclass(frozen=True, slots=True)
class Way:
    """A gateway that relative URLs of a file may go through; `is_own`: it serves the file's own package."""

    gateway: _Key
    is_own: bool


@dataclass(frozen=True, slots=True)
class _Rule:
    proxy: Proxy
    target: Url


@dataclass(frozen=True, slots=True)
class SentOn:
    """What a gateway makes of a request: the URL it asks for.

    `is_catch_all`: it sends on whatever it has no file for. `may_answer`: its package may have routes of its own, which come first.
    """

    url: Url
    is_catch_all: bool
    may_answer: bool


class Gateways:
    """The gateways of a workspace, with what their targets come to."""

    def __init__(self, files: Mapping[str, FileFacts], names: Names) -> None:
        self._handlers = next_handlers(files)
        self._packages = frozenset(dirname(file) for file in files if file.endswith("package.json"))
        self._servers = frozenset(
            dirname(file) for file, facts in files.items() if facts.manifest is not None and facts.manifest.has_unread_server
        )
        self._rules: dict[_Key, tuple[_Rule, ...]] = {
            (file, gateway): tuple(_Rule(proxy, parse_url(names.fold(file, "", proxy.target))) for proxy in gateway.proxies)
            for file, facts in sorted(files.items())
            for gateway in facts.gateways
        }

    def __eq__(self, other: object) -> bool:
        """Whether the same requests are sent on to the same places: what is kept of requests then stays."""
        return isinstance(other, Gateways) and vars(self) == vars(other)

    __hash__ = None  # pyright: ignore[reportAssignmentType] - it has none

    def of(self, file: str) -> Iterator[Way]:
        """The gateways that relative URLs of a front end's file may go through: its development server before all others."""
        package = self._package(file)
        for key in self._rules:
            if key[1].kind == "development-server" and self._package(key[0]) == package:
                yield Way(key, is_own=True)
        for key in self._rules:
            if key[1].kind != "development-server":
                yield Way(key, is_own=package in self._packages and bool(package) and is_below(key[0], package))

    def handler(self, file: str, url: Url) -> NextHandler | None:
        """The file of a front end's own application that answers its request."""
        for each in self._handlers:
            if file.startswith(each.root) and each.path.fullmatch(url.path) is not None:
                return each
        return None

    def sent_on(self, gateway: _Key, url: Url) -> SentOn | None:
        """What becomes of a request; None where no rule takes its path, or where the rule's target or rewriting is not known."""
        for rule in self._rules.get(gateway, ()):
            if re.match(rule.proxy.pattern, url.path) is None or not self._is_for(gateway, rule.proxy, url):
                continue
            of_hosts = {proxy.hosts for proxy in gateway[1].proxies if proxy.hosts} if rule.proxy.hosts and url.host is None else ()
            if len(of_hosts) > 1 or rule.target.host is None or rule.proxy.rewrites is None:
                return None
            path = url.path
            for pattern, replacement in rule.proxy.rewrites:
                path = _replaced(pattern, replacement, path)
            base = rule.target.path.rstrip("/")
            path = f"{base}{path}" if path.startswith("/") else f"{base}/{path}"
            sent = Url(url.text, rule.target.host, rule.target.port, path, url.holes, None)
            may_answer = gateway[1].kind == "development-server" and self._package(gateway[0]) in self._servers
            return SentOn(sent, rule.proxy.pattern in {"", "/"}, may_answer)
        return None

    @staticmethod
    def _is_for(gateway: _Key, proxy: Proxy, url: Url) -> bool:
        """Whether a rule takes requests to that host. A page asks its own, which is hardly one that only the back end has."""
        is_whole = proxy.pattern == "" and gateway[1].kind == "labels"
        return not proxy.hosts or (not is_whole if url.host is None else url.host in proxy.hosts)

    def _package(self, file: str) -> str:
        folder = dirname(file)
        while folder and folder not in self._packages:
            folder = dirname(folder)
        return folder


def _replaced(pattern: str, replacement: str, path: str) -> str:
    try:
        return re.sub(pattern, replacement, path, count=1)
    except (re.error, IndexError):  # a group that the expression does not have
        return path
