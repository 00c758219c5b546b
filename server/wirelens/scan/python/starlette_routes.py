"""The dialect of Starlette's route tables: `Starlette(routes=[Route("/x", handler), Mount("/y", routes=[…]), WebSocketRoute(…)])`.

A table that has a name of its own is a router, so that other files may put it into theirs.
"""

from typing import NamedTuple

from tree_sitter import Node

from wirelens.model.expression import EMPTY, Expression, Name, Result
from wirelens.model.facts import Include, Route, Router
from wirelens.scan.python.module import CallSite, Module
from wirelens.scan.python.paths import braces_path, without_slash
from wirelens.scan.python.scopes import Scope
from wirelens.scan.python.string_literals import written_span
from wirelens.scan.python.syntax import Arguments, arguments_of, dotted_name, elements, operands, unwrapped
from wirelens.scan.python.templates import joined
from wirelens.scan.python.values import expression, plain_text

_TABLES = frozenset({"Starlette", "FastAPI", "Router"})
_ROWS = frozenset({"Route", "WebSocketRoute", "Mount", "Host", "APIRoute", "APIWebSocketRoute"})
_SOCKETS = frozenset({"WebSocketRoute", "APIWebSocketRoute"})
_GROWING = frozenset({"append", "extend", "insert"})
_LISTS = frozenset({"list", "tuple"})
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
    """Find the tables that have names, those that applications and routers are made with, and what is added to them."""
    if module.packages.isdisjoint({"starlette", "fastapi"}):
        return
    for assignment in module.assignments:
        if any(_kind(row, assignment.target.scope, module) for row in _listed(assignment.value)):
            scope, name = assignment.target.scope, assignment.target.name
            if not assignment.adds:
                module.routers.append(Router(scope.name, name, "starlette", "router", module.text.span_of(assignment.target.node)))
            _read_table(assignment.value, _Place(scope, name, "starlette"), module)
    for call in module.calls_of(_TABLES):
        _read_router(call, module)
    for call in module.calls_of(_GROWING):
        _read_added(call, module)
    for call in module.calls_of(("mount",)):
        _read_mounted(call, module)


def _listed(table: Node) -> list[Node]:
    return [row for part in operands(table) if part.type in _LISTS for row in map(unwrapped, elements(part))]


def _kind(row: Node, scope: Scope, module: Module) -> str:
    """Which of Starlette's rows a call makes, "" for anything else."""
    function = row.child_by_field_name("function") if row.type == "call" else None
    dotted = dotted_name(function, module.text) if function is not None else None
    qualified = module.qualified(dotted, scope) or "" if dotted is not None else ""
    package, _, name = qualified.partition(".")
    kind = name.rpartition(".")[2]
    return kind if kind in _ROWS and package in {"starlette", "fastapi"} else ""


def _read_router(call: CallSite, module: Module) -> None:
    target, framework = module.targets.get(call.node.id), module.made.get(call.node.id)
    arguments = module.arguments(call)
    table = arguments.get(0, "routes") if call.name == "Router" else arguments.keywords.get("routes")
    if target is not None and framework is not None and table is not None:
        _read_table(table, _Place(call.scope, target.name, framework), module)


def _read_added(call: CallSite, module: Module) -> None:
    """`app.routes.append(Route(…))`, `routes.extend([Route(…)])`."""
    given = module.arguments(call).positional
    owner = (call.callee or "").rpartition(".")[0]
    for suffix in (".routes", ".router"):
        owner = owner.removesuffix(suffix)
    rows = _listed(given[-1]) or [unwrapped(given[-1])] if given else []
    framework = _framework(owner, call, module)
    for row in rows:
        _read_row(row, _Place(call.scope, owner, framework), module)


def _read_mounted(call: CallSite, module: Module) -> None:
    """`app.mount("/x", Starlette(routes=[…]))`: an application that has no name."""
    arguments = module.arguments(call)
    path, child = arguments.get(0, "path"), arguments.get(1, "app")
    owner = (call.callee or "").rpartition(".")[0]
    if path is None or child is None or not owner or not makes_router(child, call.scope, module):
        return
    table = arguments_of(unwrapped(child), module.text).keywords.get("routes")
    if table is not None:
        prefix = without_slash(braces_path(expression(path, module.text)))
        _read_table(table, _Place(call.scope, owner, _framework(owner, call, module), prefix), module)


def _framework(owner: str, call: CallSite, module: Module) -> str:
    bound = module.meaning(owner, call.scope, call.node.start_byte).bound if owner else None
    return module.made.get(bound.value.id, "starlette") if bound is not None and bound.value is not None else "starlette"


def _read_table(table: Node, place: _Place, module: Module) -> None:
    for part in operands(table) if place.depth < _DEEPEST else ():
        if part.type in _LISTS:
            for row in elements(part):
                if row.type == "list_splat":
                    _include(unwrapped(row.named_children[0]), row, place, module)
                else:
                    _read_row(unwrapped(row), place, module)
        else:
            _include(part, part, place, module)


def _include(child: Node, row: Node, place: _Place, module: Module) -> None:
    """What is put in from elsewhere: a table with a name, or one that a function gives."""
    reference = module.reference(child)
    if reference is not None:
        span = module.text.span_of(row)
        module.includes.append(Include(place.scope.name, place.router, reference, place.prefix, span, is_optional=True))


def _read_row(row: Node, place: _Place, module: Module) -> None:
    kind = _kind(row, place.scope, module)
    arguments = arguments_of(row, module.text)
    written = arguments.get(0, "path")
    if kind == "Host":
        _read_mount(row, arguments, place._replace(depth=place.depth + 1), module)
        return
    if not kind or written is None:
        return
    path = joined([place.prefix, braces_path(expression(written, module.text))])
    if kind == "Mount":
        _read_mount(row, arguments, place._replace(prefix=without_slash(path), depth=place.depth + 1), module)
        return
    handler = arguments.get(1, "endpoint")
    reference = module.reference(handler) if handler is not None else None
    if reference is None:
        return
    is_http = kind not in _SOCKETS
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
    if child is None:
        return
    inner = arguments_of(unwrapped(child), module.text)
    its_table = inner.get(0, "routes") if makes_router(child, place.scope, module) else None
    if its_table is not None:  # an application that has no name
        _read_table(its_table, place, module)
        return
    reference = module.reference(child)
    if reference is not None:
        span = module.text.span_of(row)
        module.includes.append(Include(place.scope.name, place.router, reference, place.prefix, span))


def makes_router(child: Node, scope: Scope, module: Module) -> bool:
    """Whether an application or a router is made right there, which so has no name."""
    function = unwrapped(child).child_by_field_name("function")
    dotted = dotted_name(function, module.text) if function is not None else None
    qualified = module.qualified(dotted, scope) if dotted is not None else None
    return (qualified or "").rpartition(".")[2] in _TABLES and (qualified or "").partition(".")[0] in {"starlette", "fastapi"}


def _methods(handler: Name | Result, arguments: Arguments, module: Module) -> tuple[str, ...]:
    """A function answers GET alone if the route says nothing, a class whatever it has methods for; by its name is told which it is."""
    listed = arguments.get(2, "methods")
    if listed is None or listed.type not in {"list", "tuple", "set"}:
        is_class = isinstance(handler, Name) and handler.dotted.rpartition(".")[2][:1].isupper()
        return () if is_class else ("GET",)
    methods = (plain_text(expression(each, module.text)) for each in elements(listed))
    return tuple(method.upper() for method in methods if method)
