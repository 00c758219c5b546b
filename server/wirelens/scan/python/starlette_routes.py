"""The dialect of Starlette's route tables: `Starlette(routes=[Route("/x", handler), Mount("/y", routes=[…]), WebSocketRoute(…)])`."""

from typing import NamedTuple

from tree_sitter import Node

from wirelens.model.expression import EMPTY, Expression, Name, Result
from wirelens.model.facts import Include, Route
from wirelens.scan.python.module import CallSite, Module
from wirelens.scan.python.paths import braces_path
from wirelens.scan.python.scopes import Scope
from wirelens.scan.python.syntax import Arguments, arguments_of, dotted_name, elements, operands, unwrapped
from wirelens.scan.python.templates import joined
from wirelens.scan.python.values import expression, plain_text, written_span

_TABLES = frozenset({"Starlette", "FastAPI", "Router"})
_DEEPEST = 8
"""How many mounts are read inside each other."""


class _Place(NamedTuple):
    """Where a table stands: in the words of `scope`, of which router, behind which path, inside how many mounts."""

    scope: Scope
    router: str
    framework: str
    prefix: Expression = EMPTY
    depth: int = 0


def read(module: Module) -> None:
    """Find the tables that applications and routers are made with."""
    if not module.packages.isdisjoint({"starlette", "fastapi"}):
        for call in module.calls_of(_TABLES):
            _read_router(call, module)


def _read_router(call: CallSite, module: Module) -> None:
    target, framework = module.targets.get(call.node.id), module.made.get(call.node.id)
    table = module.arguments(call).keywords.get("routes")
    if target is not None and framework is not None and table is not None:
        _read_table(table, _Place(call.scope, target.name, framework), module)


def _read_table(table: Node, place: _Place, module: Module) -> None:
    for part in operands(table) if place.depth < _DEEPEST else ():
        dotted = dotted_name(part, module.text)
        bound = module.meaning(dotted, place.scope).bound if dotted is not None else None
        listed = unwrapped(bound.value) if bound is not None and bound.value is not None else part
        for row in elements(listed) if listed.type in {"list", "tuple"} else ():
            _read_row(unwrapped(row), place, module)


def _read_row(row: Node, place: _Place, module: Module) -> None:
    function = row.child_by_field_name("function") if row.type == "call" else None
    dotted = dotted_name(function, module.text) if function is not None else None
    kind = (module.qualified(dotted, place.scope) or "").rpartition(".")[2] if dotted is not None else ""
    arguments = arguments_of(row, module.text)
    written = arguments.get(0, "path")
    if kind not in {"Route", "WebSocketRoute", "Mount"} or written is None:
        return
    path = joined([place.prefix, braces_path(expression(written, module.text))])
    if kind == "Mount":
        _read_mount(row, arguments, place._replace(prefix=path, depth=place.depth + 1), module)
        return
    handler = arguments.get(1, "endpoint")
    reference = module.reference(handler) if handler is not None else None
    if reference is None:
        return
    is_http = kind == "Route"
    module.routes.append(
        Route(
            scope=place.scope.name,
            framework=place.framework,
            router=place.router,
            methods=_methods(reference, arguments, module) if is_http else (),
            path=path,
            handler=reference,
            span=written_span(written, module.text),
            protocol="http" if is_http else "websocket",
            slash="either" if is_http else "exact",
        )
    )


def _read_mount(row: Node, arguments: Arguments, place: _Place, module: Module) -> None:
    table, child = arguments.keywords.get("routes"), arguments.get(1, "app")
    if table is not None:
        _read_table(table, place, module)
    reference = module.reference(child) if child is not None else None
    if reference is not None:
        span = module.text.span_of(row)
        module.includes.append(Include(place.scope.name, place.router, reference, place.prefix, span))


def _methods(handler: Name | Result, arguments: Arguments, module: Module) -> tuple[str, ...]:
    """A function answers GET alone if the route says nothing, a class whatever it has methods for; by its name is told which it is."""
    listed = arguments.get(2, "methods")
    if listed is None or listed.type not in {"list", "tuple", "set"}:
        is_class = isinstance(handler, Name) and handler.dotted.rpartition(".")[2][:1].isupper()
        return () if is_class else ("GET",)
    methods = (plain_text(expression(each, module.text)) for each in elements(listed))
    return tuple(method.upper() for method in methods if method)
