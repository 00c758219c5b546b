"""Interceptors that make other URLs of those that a client is asked for."""

from dataclasses import replace

from tree_sitter import Node

from wirelens.model.expression import Expression, Join, Name
from wirelens.model.facts import Client
from wirelens.scan.javascript.libraries import library_of
from wirelens.scan.javascript.module import CallSite, Module
from wirelens.scan.javascript.syntax import FUNCTIONS

_USES = ".interceptors.request.use"
_URLS = frozenset({"url", "baseURL"})


def read(module: Module) -> None:
    """Mark the clients of a file, and those that it imports, whose interceptors assign to a request's URL."""
    for site in module.calls_of(("use",)):
        if site.callee is None or not site.callee.endswith(_USES) or not site.arguments:
            continue
        function = module.value(site.arguments[0], site.scope)
        rewritten = _rewritten(function, module) if function.type in FUNCTIONS else []
        if rewritten:
            _mark(site, site.callee.removesuffix(_USES), _prefix(rewritten), module)


def _mark(site: CallSite, receiver: str, prefix: Expression | None, module: Module) -> None:
    client = module.client(receiver, site.scope)
    if client is not None:
        index = module.clients.index(client)
        module.clients[index] = replace(client, rewrites_urls=True, prefix=prefix)
        return
    after = library_of(receiver, site.scope, module)
    name = f"{after[0].name}.defaults" if after is not None and not after[1] else f"{receiver}.defaults"
    library = after[0].name if after is not None else ""
    module.clients.append(Client("", name, library, module.span(site), rewrites_urls=True, prefix=prefix))


def _rewritten(function: Node, module: Module) -> list[tuple[str, Expression]]:
    """What is assigned to a request's URL inside a function: the name, and the value."""
    return [
        (target.name, module.expression(value, target.scope))
        for target, value in module.assignments
        if target.name.rpartition(".")[2] in _URLS and function.start_byte <= target.node.start_byte < function.end_byte
    ]


def _prefix(rewritten: list[tuple[str, Expression]]) -> Expression | None:
    """What is put before the path, where that is all that happens to it: `config.url = prefix + config.url`."""
    (name, value), *others = rewritten
    if others or not isinstance(value, Join) or value.parts[-1] != Name(name) or not name.endswith(".url"):
        return None
    return value.parts[0] if len(value.parts[:-1]) == 1 else Join(value.parts[:-1])
