"""A request as a command for a terminal, and the page on which a server documents its own endpoints."""

import re
import shlex
from dataclasses import dataclass
from urllib.parse import urlsplit

from wirelens.messages.visible import visible
from wirelens.model.communication_map import Endpoint, OutgoingCall, Service
from wirelens.model.snapshot import Snapshot
from wirelens.model.span import Position
from wirelens.views import names
from wirelens.views.relations import relations
from wirelens.views.wires import CallWire, EndpointWire

DEFAULT_PORTS = {"fastapi": 8000, "starlette": 8000, "django": 8000, "flask": 5000}
"""Where the servers that the frameworks' own documents start listen by default: uvicorn, `manage.py runserver`, `flask run`."""

_LONGEST_URL = 2_000
_ABSOLUTE = re.compile(r"https?://[^/?#{}]+(?:[/?#]|$)", re.IGNORECASE)
"""A URL whose host is known as a whole."""


@dataclass(frozen=True, slots=True)
class Curl:
    """A command for a POSIX shell. `guessed_port` is set where nothing in the workspace says the port: it is the framework's default."""

    command: str
    guessed_port: int | None = None


def curl(snapshot: Snapshot, file: str, position: Position) -> Curl | None:
    """The request that a URL, a route or a handler at a position stands for; None where it is none of HTTP's or its host is not known.

    Only what the map knows is in it: parameters stay `{name}`, and there is no body, since nothing is known of it.
    """
    known = relations(snapshot.map)
    for wire in known.wires(file).at(position):
        if isinstance(wire, CallWire):
            return _of_call(snapshot, wire.call)
        if isinstance(wire, EndpointWire) and not wire.endpoints[0].external:
            return _of_endpoint(snapshot, wire.endpoints[0], None, "")
    return None


def docs_url(snapshot: Snapshot, file: str, position: Position) -> str | None:
    """The page of FastAPI's own documentation for the endpoint at a position, or that a URL leads to.

    None unless the endpoint is FastAPI's and its port on this machine is known: no other host is ever opened.
    """
    known = relations(snapshot.map)
    for wire in known.wires(file).at(position):
        match wire:
            case CallWire(call=call):
                target = known.target(call)
            case EndpointWire(endpoints=endpoints):
                target = endpoints[0]
            case _:
                continue
        service = known.services.get(target.service) if target is not None else None
        if target is None or service is None or target.framework != "fastapi":
            return None
        port = next((port for url in service.base_urls if (port := _local_port(url)) is not None), None)
        return None if port is None else f"http://127.0.0.1:{port}/docs"
    return None


def _of_call(snapshot: Snapshot, call: OutgoingCall) -> Curl | None:
    target = relations(snapshot.map).target(call)
    if call.protocol == "websocket":
        return None
    if _ABSOLUTE.match(call.url):
        method = call.method or (_method(target) if target is not None else None)
        return _curl(method, call.url, None, is_stream=call.protocol == "sse")
    if target is None or target.external:
        return None
    path = names.path_with_query(call)
    return _of_endpoint(snapshot, target, call.method, path[path.index("?") :] if "?" in path else "")


def _of_endpoint(snapshot: Snapshot, endpoint: Endpoint, method: str | None, query: str) -> Curl | None:
    service = relations(snapshot.map).services.get(endpoint.service)
    if endpoint.protocol == "websocket" or service is None or "{?}" in endpoint.path:
        return None
    base, guessed = _base(service)
    if base is None:
        return None
    return _curl(method or _method(endpoint), base + endpoint.path + query, guessed, is_stream=endpoint.protocol == "sse")


def _method(endpoint: Endpoint) -> str:
    return next(iter(endpoint.methods or endpoint.handles), "GET")


def _base(service: Service) -> tuple[str | None, int | None]:
    """The base URL of a service, this machine's first, and its port if that is only the framework's default."""
    stated = sorted(service.base_urls, key=lambda url: _local_port(url) is None)
    if stated:
        return stated[0].rstrip("/"), None
    port = next((DEFAULT_PORTS[kind] for kind in service.kind if kind in DEFAULT_PORTS), None)
    return (None, None) if port is None else (f"http://127.0.0.1:{port}", port)


def _local_port(url: str) -> int | None:
    """The port of a URL on this machine; None for every other host."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    return (port or 80) if parts.scheme == "http" and host in names.LOCAL_HOSTS else None


def _curl(method: str | None, url: str, guessed_port: int | None, *, is_stream: bool) -> Curl | None:
    shown = visible(url)
    if shown != url or len(url) > _LONGEST_URL:
        return None
    options = ["--no-buffer"] if is_stream else []
    if method == "HEAD":
        options.append("--head")
    elif method not in (None, "GET"):
        options += ["--request", method or ""]
    return Curl(shlex.join(["curl", *options, url]), guessed_port)
