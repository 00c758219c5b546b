"""The dialect of Flask: applications, blueprints, their routes and views."""

import re
from typing import NamedTuple

from tree_sitter import Node

from wirelens.model.expression import EMPTY, Expression, Hole, Name
from wirelens.model.facts import DECORATED, Include, Route, Router
from wirelens.model.span import Span
from wirelens.scan.python.module import CallSite, FunctionSite, Module, is_standard_library
from wirelens.scan.python.paths import without_slash
from wirelens.scan.python.route_decorators import applied_calls, decorates_for_another, is_decorated, wrapped_calls
from wirelens.scan.python.router_classes import KINDS, kind_of
from wirelens.scan.python.router_loops import part_of_row, tell_loops
from wirelens.scan.python.scopes import Scope
from wirelens.scan.python.string_literals import written_span
from wirelens.scan.python.syntax import alternatives, dotted_name, elements, unwrapped
from wirelens.scan.python.url_rules import url_rule
from wirelens.scan.python.values import expression, plain_text

_VERBS = frozenset({"get", "post", "put", "patch", "delete"})
_WORDS = _VERBS | {"route", "websocket"}
_PACKAGES = frozenset({"flask", "apiflask", "quart", "flask_openapi3", "flask_smorest"})
_CLASSES = frozenset(name for package, name in KINDS if package in _PACKAGES)

_LENIENT = re.compile(rb"^[ \t]*[\w.]+\.url_map\.strict_slashes[ \t]*=[ \t]*False\b", re.MULTILINE)


def read(module: Module) -> None:
    """Find what Flask does in a file."""
    reader = _Reader(module)
    for call in module.calls_of(_CLASSES):
        reader.router(call)
    for function in module.functions:
        for decorator in function.decorators:
            reader.decorator(decorator, function)
    for call in wrapped_calls(module, _WORDS):
        reader.wrapped_route(call)
    for call, function in applied_calls(module, _WORDS):
        reader.applied_route(call, function)
    for call in module.calls_of(("add_url_rule",)):
        reader.rule(call)
    for call in module.calls_of(("register_blueprint",)):
        reader.include(call)


class _Handler(NamedTuple):
    """What a route leads to, and where it is defined if that is right there."""

    name: str
    span: Span | None = None


class _Reader:
    def __init__(self, module: Module) -> None:
        self._module = module
        self._text = module.text
        self._is_of_another = "flask" not in module.packages and not module.packages.isdisjoint({"fastapi", "starlette"})

    def router(self, call: CallSite) -> None:
        """`app = Flask(__name__)`, `bp = Blueprint("auth", __name__, url_prefix="/auth")`."""
        target = self._module.target(call.node)
        if call.callee is None or target is None:
            return
        qualified = self._module.qualified(call.callee, call.scope, call.node.start_byte) or ""
        kind = kind_of(qualified) if qualified.partition(".")[0] in _PACKAGES else None
        if kind is None or call.name == "Api":
            return
        self._module.made[call.node.id] = "flask"
        arguments = self._module.arguments(call)
        prefix = without_slash(self._path(arguments.keywords.get("url_prefix")))
        namespace = self._plain(arguments.get(0, "name")) if kind.kind == "router" else ""
        span = self._text.span_of(target.node)
        slash = "either" if kind.kind == "application" and self._is_lenient_everywhere() else None
        scope, name = target.scope.name, target.name
        self._module.routers.append(Router(scope, name, "flask", kind.kind, span, prefix, kind.port, slash, "most-exact", namespace))

    def _is_lenient_everywhere(self) -> bool:
        """`app.url_map.strict_slashes = False`, wherever the file says so."""
        return _LENIENT.search(self._text.source) is not None

    def decorator(self, call: Node, function: FunctionSite) -> None:
        """`@bp.route("/x", methods=["POST"])`, `@bp.post("/x")`."""
        called = call.child_by_field_name("function") if call.type == "call" else None
        dotted = dotted_name(called, self._text) if called is not None else None
        router, _, word = (dotted or "").rpartition(".")
        if not router or word not in _WORDS:
            return
        handler = _Handler(function.inner.name, self._text.span_of(function.name_node))
        if decorates_for_another(function, router, self._module):
            handler = _Handler(DECORATED.dotted)
        self._add_by_word(CallSite(call, function.scope, word, dotted), handler)

    def wrapped_route(self, call: CallSite) -> None:
        """`return bp.route(path)` in a decorator of the project's own."""
        self._add_by_word(call, _Handler(DECORATED.dotted))

    def applied_route(self, call: CallSite, function: str) -> None:
        """`app.route("/x")(function)`."""
        self._add_by_word(call, _Handler(function))

    def _add_by_word(self, call: CallSite, handler: _Handler) -> None:
        if call.name == "websocket" and self._module.packages.isdisjoint({"quart"}):
            return
        listed = self._module.arguments(call).keywords.get("methods")
        methods = (call.name.upper(),) if call.name in _VERBS else self._methods(listed) or ("GET",)
        self._add(call, handler, methods, "websocket" if call.name == "websocket" else "http")

    def rule(self, call: CallSite) -> None:
        """`app.add_url_rule("/x", view_func=view)`, `… view_func=ItemView.as_view("item")`."""
        arguments = self._module.arguments(call)
        view = arguments.get(2, "view_func")
        view = unwrapped(view) if view is not None else None
        methods = self._methods(arguments.keywords.get("methods"))
        name = dotted_name(view, self._text) if view is not None else None
        bound = self._module.meaning(name, call.scope, call.node.start_byte).bound if name is not None else None
        if bound is not None and bound.value is not None:
            view = unwrapped(bound.value)
        function = view.child_by_field_name("function") if view is not None and view.type == "call" else None
        made_by = (dotted_name(function, self._text) or "") if function is not None else ""
        if made_by.endswith(".as_view"):
            self._add(call, _Handler(made_by.removesuffix(".as_view")), methods)
        elif name is not None:
            name = DECORATED.dotted if is_decorated(name, call.scope, self._module) else name
            self._add(call, _Handler(name), methods or ("GET",))

    def include(self, call: CallSite) -> None:
        """`app.register_blueprint(bp, url_prefix="/x")`: a prefix given here takes the place of the blueprint's own."""
        arguments = self._module.arguments(call)
        child, written = arguments.get(0, "blueprint"), arguments.keywords.get("url_prefix")
        reference = (part_of_row(child, self._text) or self._module.reference(child)) if child is not None else None
        parent = call.callee.rpartition(".")[0] if call.callee is not None else ""
        if reference is None or not parent:
            return
        tell_loops(call, self._module)
        is_hidden = written is None and not arguments.complete  # `register_blueprint(bp, **options)`
        prefix = Hole("prefix") if is_hidden else without_slash(self._path(written))
        is_given = is_hidden or (written is not None and written.type != "none")
        span = self._text.span_of(call.node)
        self._module.includes.append(Include(call.scope.name, parent, reference, prefix, span, replaces_prefix=is_given))

    def _add(self, call: CallSite, handler: _Handler, methods: tuple[str, ...], protocol: str = "http") -> None:
        router = (call.callee or "").rpartition(".")[0]
        arguments = self._module.arguments(call)
        written = arguments.get(0, "rule")
        path = self._path(written)
        # Werkzeug refuses a rule that does not begin with a slash; what looks like one without is something else.
        if (
            written is None
            or not (plain_text(path) or "/").startswith("/")
            or not self._is_router(router, call.scope, call.node.start_byte)
        ):
            return
        tell_loops(call, self._module)
        self._module.routes.append(
            Route(
                scope=call.scope.name,
                framework="flask",
                router=router,
                methods=methods if protocol == "http" else (),
                path=path,
                handler=Name(handler.name),
                span=written_span(written, self._text),
                handler_span=handler.span,
                protocol=protocol,
                slash="either" if self._is_lenient(call) else "added",
                name=self._plain(arguments.keywords.get("endpoint")) or handler.name.rpartition(".")[2].removeprefix("@"),
            )
        )

    def _is_router(self, router: str, scope: Scope, start: int) -> bool:
        """Whether routes hang on a name. One that another file defines or a function gives is taken for a router: linking knows."""
        meaning = self._module.meaning(router, scope, start)
        bound = self._module.unwrapped(meaning.bound) if meaning.bound is not None else None
        if bound is None:
            return bool(self._module.wildcard_modules) and not self._is_of_another
        if bound.imported is not None:
            return not is_standard_library(bound.imported.module) and not self._is_of_another
        if bound.annotation is not None and ("Flask" in bound.annotation or "Blueprint" in bound.annotation):
            return True
        for value in alternatives(bound.value) if bound.value is not None else ():
            if value.id in self._module.made:
                return self._module.made[value.id] == "flask" and not meaning.rest
            if self._module.is_made_elsewhere(value, bound.scope) or self._module.is_instance(value, bound.scope):
                return not self._is_of_another
        return bound.is_parameter and not self._is_of_another

    def _plain(self, written: Node | None) -> str:
        return plain_text(expression(written, self._text)) or "" if written is not None else ""

    def _is_lenient(self, call: CallSite) -> bool:
        strict = self._module.arguments(call).keywords.get("strict_slashes")
        return strict is not None and strict.type == "false"

    def _path(self, written: Node | None) -> Expression:
        if written is None or written.type == "none":
            return EMPTY
        return part_of_row(written, self._text) or url_rule(written, self._text)

    def _methods(self, listed: Node | None) -> tuple[str, ...]:
        if listed is None or listed.type not in {"list", "tuple", "set"}:
            return ()
        methods = (plain_text(expression(element, self._text)) for element in elements(listed))
        return tuple(method.upper() for method in methods if method)
