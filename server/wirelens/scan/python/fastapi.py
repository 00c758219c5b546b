"""The dialect of FastAPI and Starlette: applications, routers, routes, background tasks."""

import re
from typing import NamedTuple

from tree_sitter import Node

from wirelens.model.expression import EMPTY, Expression, Hole, Literal, Name, Result
from wirelens.model.facts import DECORATED, Include, Route, Router, Send, SlashRule
from wirelens.model.span import Span
from wirelens.scan.python.fastapi_users import routes_made
from wirelens.scan.python.module import CallSite, FunctionSite, Module, is_standard_library
from wirelens.scan.python.paths import braces_path, without_slash
from wirelens.scan.python.route_decorators import applied_calls, decorates_for_another, is_decorated, wrapped_calls
from wirelens.scan.python.router_classes import UVICORN_PORT
from wirelens.scan.python.router_loops import part_of_row, tell_loops
from wirelens.scan.python.scopes import Bound, Scope
from wirelens.scan.python.starlette_routes import makes_router
from wirelens.scan.python.string_literals import written_span
from wirelens.scan.python.syntax import alternatives, arguments_of, dotted_name, elements, unwrapped
from wirelens.scan.python.templates import joined
from wirelens.scan.python.values import expression, plain_text

_KINDS = {"FastAPI": "application", "Starlette": "application", "APIRouter": "router", "Router": "router"}
_UNMISTAKABLE = frozenset({"FastAPI", "APIRouter"})
"""Classes that are FastAPI's wherever they are imported from: projects re-export them."""

_VERBS = frozenset({"get", "post", "put", "patch", "delete", "head", "options", "trace"})
_WITH_METHODS = frozenset({"api_route", "route"})
_WEBSOCKETS = frozenset({"websocket", "websocket_route"})
_ADDERS = {"add_api_route": "http", "add_route": "http", "add_api_websocket_route": "websocket", "add_websocket_route": "websocket"}
_ADAPTERS = frozenset({"WSGIMiddleware", "WsgiToAsgi"})
"""Make an ASGI application of a WSGI one (starlette.middleware.wsgi, a2wsgi, asgiref)."""
_TASKS = frozenset({"BackgroundTasks", "BackgroundTask"})
_WORD = re.compile(r"\w+")


def read(module: Module) -> None:
    """Find what FastAPI and Starlette do in a file."""
    reader = _Reader(module)
    for call in module.calls_of(_KINDS):
        reader.router(call)
    for function in module.functions:
        for decorator in function.decorators:
            reader.decorator(decorator, function)
    for call in wrapped_calls(module, _VERBS | _WITH_METHODS | _WEBSOCKETS):
        reader.wrapped_route(call)
    for call, function in applied_calls(module, _VERBS | _WITH_METHODS | _WEBSOCKETS):
        reader.applied_route(call, function)
    for call in module.calls_of(_ADDERS):
        reader.added_route(call)
    for call in module.calls_of(("include_router", "mount")):
        reader.include(call)
    for call in module.calls_of(("add_task", "BackgroundTask")):
        reader.background_task(call)
    for function in module.functions:
        reader.cached(function)


class _Handler(NamedTuple):
    """What a route leads to, and where it is defined if that is right there."""

    name: str
    span: Span | None


class _Reader:
    def __init__(self, module: Module) -> None:
        self._module = module
        self._text = module.text
        self._is_of_flask = "flask" in module.packages and module.packages.isdisjoint({"fastapi", "starlette"})

    def router(self, call: CallSite) -> None:
        """`app = FastAPI()`."""
        target = self._module.target(call.node)
        if call.callee is None or target is None:
            return
        qualified = self._module.qualified(call.callee, call.scope, call.node.start_byte)
        if qualified is None or not (qualified.partition(".")[0] in {"fastapi", "starlette"} or call.name in _UNMISTAKABLE):
            return
        framework = "fastapi" if call.name in _UNMISTAKABLE else "starlette"
        self._module.made[call.node.id] = framework
        prefix = self._prefix(self._module.arguments(call).keywords.get("prefix"))
        span = self._text.span_of(target.node)
        kind = _KINDS[call.name]
        port, slash = (UVICORN_PORT, self._slash_rule(call)) if kind == "application" else (None, None)
        root_path = self._prefix(self._module.arguments(call).keywords.get("root_path"))
        self._module.routers.append(Router(target.scope.name, target.name, framework, kind, span, prefix, port, slash, root_path=root_path))

    def cached(self, function: FunctionSite) -> None:
        """`if key in cache: return cache[key]`: what is kept there is what the function made before."""
        made = [node for node in function.returned if self._is_made(node, function)]
        if made and all(node in made or node.type == "subscript" for node in function.returned):
            function.returned[:] = made

    def _is_made(self, node: Node, function: FunctionSite) -> bool:
        dotted = dotted_name(node, self._text)
        bound = self._module.meaning(dotted, function.inner, node.start_byte).bound if dotted is not None else None
        return bound is not None and bound.value is not None and bound.value.id in self._module.made

    def _slash_rule(self, call: CallSite) -> SlashRule | None:
        redirects = self._module.arguments(call).keywords.get("redirect_slashes")
        return "exact" if redirects is not None and redirects.type == "false" else None

    def decorator(self, call: Node, function: FunctionSite) -> None:
        """`@router.get("/x")`."""
        called = call.child_by_field_name("function") if call.type == "call" else None
        dotted = dotted_name(called, self._text) if called is not None else None
        if dotted is None:
            return
        word = dotted.rpartition(".")[2]
        handler = _Handler(function.inner.name, self._text.span_of(function.name_node))
        if word not in _VERBS | _WITH_METHODS | _WEBSOCKETS:
            self._given_method(CallSite(call, function.scope, word, dotted), handler)
            return
        if decorates_for_another(function, dotted, self._module):
            handler = _Handler(DECORATED.dotted, None)
        self._add_by_word(CallSite(call, function.scope, word, dotted), handler)

    def _given_method(self, call: CallSite, handler: _Handler) -> None:
        """`@protected(router.get, "/x")`: a decorator of the project's own that is given the router's and its path."""
        given = self._module.arguments(call).positional
        method = dotted_name(given[0], self._text) if len(given) > 1 and given[1].type in {"string", "concatenated_string"} else None
        if method is not None and method.rpartition(".")[2] in _VERBS:
            self._add(CallSite(call.node, call.scope, "", method), handler, (method.rpartition(".")[2].upper(),), "http", given[1])

    def wrapped_route(self, call: CallSite) -> None:
        """`return router.get(path)` in a decorator of the project's own."""
        self._add_by_word(call, _Handler(DECORATED.dotted, None))

    def applied_route(self, call: CallSite, function: str) -> None:
        """`app.get("/x")(function)`."""
        self._add_by_word(call, _Handler(function, None))

    def _add_by_word(self, call: CallSite, handler: _Handler) -> None:
        protocol = "websocket" if call.name in _WEBSOCKETS else "http"
        listed = self._module.arguments(call).keywords.get("methods")
        methods = self._methods(listed) if call.name in _WITH_METHODS else (call.name.upper(),)
        self._add(call, handler, methods, protocol)

    def added_route(self, call: CallSite) -> None:
        """`app.add_api_route("/x", handler)`."""
        arguments = self._module.arguments(call)
        handler = arguments.get(1, "endpoint") or arguments.keywords.get("route")
        name = self._named_handler(handler) if handler is not None else None
        if call.callee is None or name is None:
            return
        name = DECORATED.dotted if is_decorated(name, call.scope, self._module) else name
        methods = self._methods(arguments.keywords.get("methods") or (arguments.get(2, "methods") if call.name == "add_route" else None))
        self._add(call, _Handler(name, None), methods, _ADDERS[call.name])

    def _named_handler(self, handler: Node) -> str | None:
        """`handler`, `wrapped(handler)`, or what makes one: `ItemView.as_view()`."""
        reference = self._module.reference(handler)
        if not isinstance(reference, Result):
            return reference.dotted if reference is not None else None
        given = arguments_of(unwrapped(handler), self._text).positional
        return (dotted_name(unwrapped(given[0]), self._text) if given else None) or reference.function

    def include(self, call: CallSite) -> None:
        """`app.include_router(router, prefix="/x")`, `app.mount("/x", other)`."""
        arguments = self._module.arguments(call)
        if call.name == "mount":
            prefix, child = arguments.get(0, "path"), arguments.get(1, "app")
        else:
            prefix, child = arguments.keywords.get("prefix"), arguments.get(0, "router")
        reference = self._child(child) if child is not None else None
        parent = call.callee.rpartition(".")[0] if call.callee is not None else ""
        if reference is None or not parent:
            return
        if call.name == "mount" and (
            not self._framework(parent, call.scope, call.node.start_byte)
            or (child is not None and makes_router(child, call.scope, self._module))  # its table is read where tables are
        ):
            return
        span = self._text.span_of(call.node)
        tell_loops(call, self._module)
        is_hidden = prefix is None and not arguments.complete  # `include_router(router, **options)`
        at = Hole("prefix") if is_hidden else self._prefix(prefix)
        at = without_slash(at) if call.name == "mount" else at
        known = routes_made(child, call.scope, self._module) if child is not None else ()
        for methods, path in known:
            whole = joined([at, braces_path(Literal(path))])
            handler = Name(reference.dotted if isinstance(reference, Name) else reference.function)
            self._module.routes.append(Route(call.scope.name, "fastapi", parent, methods, whole, handler, span, slash="either"))
        if known:
            return
        self._module.includes.append(Include(call.scope.name, parent, reference, at, span))

    def _child(self, child: Node) -> Name | Result | None:
        """What is included: a name, what a call gives, or an attribute of that (`Views(prefix="/x").router`)."""
        reference = part_of_row(child, self._text) or self._module.reference(child)
        if isinstance(reference, Result) and reference.function.rpartition(".")[2] in _ADAPTERS:
            adapted = arguments_of(unwrapped(child), self._text).get(0, "app")
            return self._module.reference(adapted) if adapted is not None else reference
        called_on, attribute = child.child_by_field_name("object"), child.child_by_field_name("attribute")
        if reference is None and called_on is not None and attribute is not None:
            made = self._module.reference(called_on)
            return Name(f"{made.function}.{self._text.text_of(attribute)}") if isinstance(made, Result) else None
        return reference

    def background_task(self, call: CallSite) -> None:
        """`background_tasks.add_task(function, …)`, `BackgroundTask(function, …)`."""
        if call.callee is None:
            return
        handed_over = self._module.arguments(call).get(0, "func")
        name = dotted_name(unwrapped(handed_over), self._text) if handed_over is not None else None
        is_task = (
            self._is_background_tasks(call.callee.rpartition(".")[0], call)
            if call.name == "add_task"
            else (self._module.qualified(call.callee, call.scope) or "").startswith(("starlette.", "fastapi."))
        )
        if name is not None and is_task:
            self._module.sends.append(Send(call.scope.name, "background-task", Name(name), self._text.span_of(call.node)))

    def _is_background_tasks(self, tasks: str, call: CallSite) -> bool:
        meaning = self._module.meaning(tasks, call.scope, call.node.start_byte)
        bound = meaning.bound
        if bound is None or meaning.rest:
            return False
        if bound.annotation is not None:
            return not _TASKS.isdisjoint(_WORD.findall(bound.annotation))
        made_by = bound.value.child_by_field_name("function") if bound.value is not None and bound.value.type == "call" else None
        dotted = dotted_name(made_by, self._text) if made_by is not None else None
        return dotted is not None and dotted.rpartition(".")[2] in _TASKS

    def _add(self, call: CallSite, handler: _Handler, methods: tuple[str, ...], protocol: str, path_written: Node | None = None) -> None:
        router = (call.callee or "").rpartition(".")[0]
        framework = self._framework(router, call.scope, call.node.start_byte) if router else None
        written = path_written or self._module.arguments(call).get(0, "path")
        path = expression(written, self._text) if written is not None else EMPTY
        # Starlette refuses a path that does not begin with a slash; what looks like one without is something else (`mock.patch("a.b")`).
        if framework is None or not (plain_text(path) or "/").startswith("/"):
            return
        tell_loops(call, self._module)
        self._module.routes.append(
            Route(
                scope=call.scope.name,
                framework=framework,
                router=router,
                methods=() if protocol == "websocket" else methods,
                path=braces_path(path),
                handler=Name(handler.name),
                span=self._text.span_of(call.node) if written is None else written_span(written, self._text),
                handler_span=handler.span,
                protocol=protocol,
                slash="either" if protocol == "http" else "exact",
            )
        )

    def _framework(self, router: str, scope: Scope, start: int) -> str | None:
        """The framework of a router, None where it is none. One that another file defines is taken for FastAPI's: linking knows."""
        meaning = self._module.meaning(router, scope, start)
        bound = meaning.bound
        unknown = None if self._is_of_flask else "fastapi"
        if bound is None:
            return unknown if self._module.wildcard_modules and router.partition(".")[0] not in {"self", "cls"} else None
        if bound.imported is not None:
            return None if is_standard_library(bound.imported.module) else unknown
        return self._own_framework(bound) if meaning.rest in {(), ("router",)} else None

    def _own_framework(self, bound: Bound) -> str | None:
        bound = self._module.unwrapped(bound)
        for result in alternatives(bound.value) if bound.value is not None else ():
            if result.id in self._module.made:
                return self._module.made[result.id]
            if self._module.is_made_elsewhere(result, bound.scope) or self._module.is_instance(result, bound.scope):
                return None if self._is_of_flask else "fastapi"
        declared = set(_WORD.findall(bound.annotation or ""))
        if not _UNMISTAKABLE.isdisjoint(declared):
            return "fastapi"
        if "Starlette" in declared:
            return "starlette"
        return "fastapi" if bound.is_parameter and bound.annotation is None and not self._is_of_flask else None

    def _prefix(self, written: Node | None) -> Expression:
        if written is None:
            return EMPTY
        return part_of_row(written, self._text) or braces_path(expression(written, self._text))

    def _methods(self, listed: Node | None) -> tuple[str, ...]:
        if listed is None:
            return ("GET",)
        dotted = dotted_name(listed, self._text)
        bound = self._module.meaning(dotted, self._module.scope).bound if dotted is not None else None
        listed = unwrapped(bound.value) if bound is not None and bound.value is not None else listed
        if listed.type not in {"list", "tuple", "set"}:
            return ()
        methods = (plain_text(expression(element, self._text)) for element in elements(listed))
        return tuple(method.upper() for method in methods if method)
