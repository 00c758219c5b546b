"""The dialect of `urllib.request`: `urlopen(url)`, `urlopen(Request(url, data=…))`."""

from tree_sitter import Node

from wirelens.model.facts import Call
from wirelens.model.test_files import is_test_file
from wirelens.scan.python.flow import value_here
from wirelens.scan.python.module import CallSite, Module
from wirelens.scan.python.syntax import Arguments, dotted_name, unwrapped
from wirelens.scan.python.values import expression, plain_text

_OPENING = frozenset({"urlopen", "urlretrieve"})
_DATA = {"urlopen": (1, "data"), "Request": (1, "data"), "urlretrieve": (3, "data")}


def read(module: Module) -> None:
    """Find the requests of a file; one that is made first and opened later counts where it is made."""
    if "urllib" not in module.packages or is_test_file(module.file):
        return
    for call in module.calls_of((*_OPENING, "Request")):
        qualified = module.qualified(call.callee, call.scope, call.node.start_byte) if call.callee is not None else None
        if qualified == f"urllib.request.{call.name}":
            _read_request(call, module)


def _read_request(call: CallSite, module: Module) -> None:
    arguments = module.arguments(call)
    url = arguments.get(0, "url")
    if url is None or (call.name in _OPENING and _is_request(unwrapped(url), call, module)):
        return
    module.requests.append(
        Call(
            scope=call.scope.name,
            client="",
            library="urllib",
            method=_method(call, arguments, module),
            url=value_here(url, call.scope, module),
            span=module.text.span_of(call.node),
            url_span=module.text.span_of(url),
        )
    )


def _is_request(url: Node, call: CallSite, module: Module) -> bool:
    """Whether what is opened is a request that was made before: it is told there."""
    if url.type == "call":
        function = url.child_by_field_name("function")
        return function is not None and (dotted_name(function, module.text) or "").rpartition(".")[2] == "Request"
    dotted = dotted_name(url, module.text)
    bound = module.meaning(dotted, call.scope, call.node.start_byte).bound if dotted is not None else None
    return bound is not None and bound.value is not None and _is_request(unwrapped(bound.value), call, module)


def _method(call: CallSite, arguments: Arguments, module: Module) -> str | None:
    """What `method` says; POST where there is data, else GET (urllib.request.Request, "get_method")."""
    written = arguments.keywords.get("method")
    if written is not None:
        return (plain_text(expression(written, module.text)) or "").upper() or None
    data = arguments.get(*_DATA[call.name])
    return "GET" if data is None or data.type == "none" else "POST"
