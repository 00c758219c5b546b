"""The dialect of connections that stay open: `WebSocket` and `EventSource`."""

from wirelens.scan.javascript.module import CallSite, Module
from wirelens.scan.javascript.request import GET, call

_PROTOCOLS = {"WebSocket": "websocket", "EventSource": "sse"}
_PACKAGES = {"ws": "WebSocket", "isomorphic-ws": "WebSocket", "reconnecting-websocket": "WebSocket", "eventsource": "EventSource"}
"""Packages whose main export takes the place of the browser's own."""


def read(module: Module) -> None:
    """Find the connections that a file opens."""
    for site in module.constructions:
        library = _library(site, module)
        if library is not None and site.arguments:
            url = site.arguments[0]
            protocol = _PROTOCOLS[library]
            module.requests.append(
                call(site, module, module.expression(url, site.scope), module.text.span_of(url), GET, library=library, protocol=protocol)
            )


def _library(site: CallSite, module: Module) -> str | None:
    if site.callee is None:
        return None
    meaning = module.meaning(site.callee, site.scope)
    if meaning.bound is not None and meaning.bound.imported is not None:
        return _PACKAGES.get(meaning.bound.imported.module)
    name = module.global_name(site.callee, site.scope)
    return name if name in _PROTOCOLS else None
