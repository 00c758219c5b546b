"""The dialect of connections that stay open: `WebSocket` and `EventSource`."""

import re

from wirelens.scan.javascript.module import CallSite, Module
from wirelens.scan.javascript.request import GET, call

_PROTOCOLS = {"WebSocket": "websocket", "EventSource": "sse"}
_PACKAGES = {
    "ws": "WebSocket",
    "isomorphic-ws": "WebSocket",
    "reconnecting-websocket": "WebSocket",
    "partysocket": "WebSocket",
    "websocket": "WebSocket",
    "websocket-ts": "WebSocket",
    "eventsource": "EventSource",
    "event-source-polyfill": "EventSource",
    "extended-eventsource": "EventSource",
}
"""Packages whose exports of such a name take the place of the browser's own."""
_CONNECTION = re.compile(r"default|\w*(?:web-?socket|event-?source)(?:builder|polyfill)?", re.IGNORECASE)
_FUNCTIONS = {
    "react-use-websocket": frozenset({"default", "useWebSocket"}),
    "@vueuse/core": frozenset({"useWebSocket", "useEventSource"}),
    "ahooks": frozenset({"useWebSocket"}),
    "rxjs/webSocket": frozenset({"webSocket"}),
}
"""Functions that open a connection to the URL that they are given first, by their packages."""


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
    for sites in list(module.calls.values()):
        for site in sites:
            _read_function(site, module)


def _read_function(site: CallSite, module: Module) -> None:
    meaning = module.meaning(site.callee, site.scope) if site.callee is not None else None
    imported = meaning.bound.imported if meaning is not None and meaning.bound is not None else None
    if imported is None or not site.arguments or imported.member not in _FUNCTIONS.get(imported.module, ()):
        return
    library = "EventSource" if imported.member == "useEventSource" else "WebSocket"
    options = module.members(site.arguments[0], site.scope)  # rxjs takes `{url}` too
    url = options.values.get("url") if options is not None else site.arguments[0]
    if url is not None:
        expression = module.expression(url, site.scope)
        span = module.text.span_of(url)
        module.requests.append(call(site, module, expression, span, GET, library=library, protocol=_PROTOCOLS[library]))


def _library(site: CallSite, module: Module) -> str | None:
    if site.callee is None:
        return None
    meaning = module.meaning(site.callee, site.scope)
    if meaning.bound is not None and meaning.bound.imported is not None:
        member = meaning.bound.imported.member or "default"
        return _PACKAGES.get(meaning.bound.imported.module) if _CONNECTION.fullmatch(member) else None
    name = module.global_name(site.callee, site.scope)
    return name if name in _PROTOCOLS else None
