"""Connections that stay open: the dialects of websockets, websocket-client, httpx-sse and sseclient."""

import re

from tree_sitter import Node

from wirelens.model.facts import Call
from wirelens.model.test_files import is_test_file
from wirelens.scan.python.flow import value_here
from wirelens.scan.python.module import CallSite, Module
from wirelens.scan.python.values import expression, plain_text

_SOCKETS = {"websockets": frozenset({"connect"}), "websocket": frozenset({"create_connection", "WebSocketApp"})}
_EVENTS = {"httpx_sse": frozenset({"connect_sse", "aconnect_sse"}), "sseclient": frozenset({"SSEClient"})}
_ANSWER = re.compile(r"(?:^|_)(?:r|res|resp|response|stream|event_source)$", re.IGNORECASE)
"""What variables with an answer that has come are called: one of two packages named `sseclient` reads it, the other is given a URL."""
_NAMES = frozenset[str]().union(*_SOCKETS.values(), *_EVENTS.values())


def read(module: Module) -> None:
    """Find the connections that a file opens."""
    if module.packages.isdisjoint({*_SOCKETS, *_EVENTS}) or is_test_file(module.file):
        return
    for call in module.calls_of(_NAMES):
        qualified = module.qualified(call.callee, call.scope, call.node.start_byte) if call.callee is not None else None
        package = (qualified or "").partition(".")[0]
        if call.name in _SOCKETS.get(package, ()):
            _read_connection(call, module, package, "websocket")
        elif call.name in _EVENTS.get(package, ()):
            _read_connection(call, module, package, "sse")


def _read_connection(call: CallSite, module: Module, package: str, protocol: str) -> None:
    arguments = module.arguments(call)
    is_through_client = package == "httpx_sse"
    url = arguments.get(2, "url") if is_through_client else arguments.get(0, "uri" if package == "websockets" else "url")
    if url is None or (package == "sseclient" and _is_answer(url, module)):
        return
    method = arguments.get(1, "method") if is_through_client else None
    written = plain_text(expression(method, module.text)) if method is not None else "GET"
    module.requests.append(
        Call(
            scope=call.scope.name,
            client="",
            library=package,
            method=written.upper() if written else None,
            url=value_here(url, call.scope, module),
            span=module.text.span_of(call.node),
            url_span=module.text.span_of(url),
            protocol=protocol,
        )
    )


def _is_answer(given: Node, module: Module) -> bool:
    """Whether a connection reads what a request that was already made is answered."""
    return given.type == "identifier" and _ANSWER.search(module.text.text_of(given)) is not None
