"""The dialects of Flask-RESTful, Flask-RESTX, flask-smorest, fastapi-utils and fastapi-restful: classes as resources of an API.

An API, and a namespace of Flask-RESTX, is a router below the application or the blueprint that it is made with.
"""

from collections.abc import Iterator, Mapping

from tree_sitter import Node

from wirelens.model.expression import EMPTY, Expression, Literal, Name, Result
from wirelens.model.facts import Include, Reference, Route, Router
from wirelens.scan.python.module import CallSite, ClassSite, Module, is_standard_library
from wirelens.scan.python.paths import braces_path, without_slash
from wirelens.scan.python.resource_methods import ResourceMethod, resource_methods, uses
from wirelens.scan.python.router_loops import tell_loops
from wirelens.scan.python.scopes import Scope
from wirelens.scan.python.string_literals import written_span
from wirelens.scan.python.syntax import Arguments, arguments_of, dotted_name, unwrapped
from wirelens.scan.python.templates import joined
from wirelens.scan.python.url_rules import url_rule
from wirelens.scan.python.values import expression

_FRAMEWORKS: Mapping[str, str] = {
    "flask_restful": "flask",
    "flask_restx": "flask",
    "flask_restplus": "flask",
    "flask_smorest": "flask",
    "fastapi_utils": "fastapi",
    "fastapi_restful": "fastapi",
}
"""By the package of the API, the framework that its routes belong to."""

_MOST_PATHS = 4
"""A row of a table that has more of them is none that anybody wrote by hand."""

_PARENTS = ("app", "blueprint")
_VIEWS = frozenset({"route", "resource"})


def read(module: Module) -> None:
    """Find the APIs, namespaces and resources of a file."""
    reader = _Reader(module)
    for call in module.calls_of(("Api",)):
        reader.api(call)
    for call in module.calls_of(("Namespace", "namespace")):
        reader.namespace(call)
    for call in module.calls_of(("init_app",)):
        reader.late(call)
    for call in module.calls_of(("add_namespace",)):
        reader.include(call)
    for call in module.calls_of(("add_resource",)):
        reader.resource(call)
    for method in resource_methods(module):
        for call in uses(method, module):
            reader.passed_on(call, method)
    for site in module.classes:
        for decorator in _decorators(site):
            reader.decorated(decorator, site)


class _Reader:
    def __init__(self, module: Module) -> None:
        self._module = module
        self._text = module.text
        self._apis: set[tuple[Scope, str]] = set()

    def api(self, call: CallSite) -> None:
        """`api = Api(app, prefix="/v1")`."""
        framework = self._framework_of(call)
        target = self._module.targets.get(call.node.id)
        if framework is None or target is None:
            return
        arguments = self._module.arguments(call)
        self._module.made[call.node.id] = framework
        prefix = self._path(arguments.keywords.get("prefix"), framework)
        span = self._text.span_of(target.node)
        self._module.routers.append(Router(target.scope.name, target.name, framework, "router", span, prefix))
        self._apis.add((target.scope, target.name))
        parent = next((found for found in (arguments.get(0, keyword) for keyword in _PARENTS) if found is not None), None)
        self._hang(call, Name(target.name), parent)

    def namespace(self, call: CallSite) -> None:
        """`ns = Namespace("cats", path="/cats")`, `ns = api.namespace("cats")`."""
        target = self._module.targets.get(call.node.id)
        is_made = call.name == "Namespace" and self._framework_of(call) == "flask"
        owner = (call.callee or "").rpartition(".")[0]
        is_added = call.name == "namespace" and self._is_router(owner, call.scope, call.node.start_byte)
        if target is None or not (is_made or is_added):
            return
        arguments = self._module.arguments(call)
        named, path = arguments.get(0, "name"), arguments.keywords.get("path") or arguments.get(2, "path")
        prefix = without_slash(self._path(path, "flask") if path is not None and path.type != "none" else self._named(named))
        self._module.made[call.node.id] = "flask"
        span = self._text.span_of(target.node)
        self._module.routers.append(Router(target.scope.name, target.name, "flask", "router", span, prefix))
        if is_added:
            whole = self._text.span_of(call.node)
            self._module.includes.append(Include(call.scope.name, owner, Name(target.name), EMPTY, whole))

    def late(self, call: CallSite) -> None:
        """`api.init_app(app)`: only of what this file knows to be an API; other extensions have the same method."""
        owner = (call.callee or "").rpartition(".")[0]
        bound = self._module.meaning(owner, call.scope, call.node.start_byte).bound if owner else None
        is_api = bound is not None and bound.value is not None and bound.value.id in self._module.made
        may_be_one = bound is not None and bound.imported is not None and owner.rpartition(".")[2] in {"api", "rest_api", "restful_api"}
        arguments = self._module.arguments(call)
        if is_api or may_be_one:
            self._hang(call, Name(owner), arguments.get(0, "app"), is_optional=not is_api)

    def include(self, call: CallSite) -> None:
        """`api.add_namespace(ns, path="/cats")`: a path given here takes the place of the namespace's own."""
        arguments = self._module.arguments(call)
        child, path = arguments.get(0, "ns"), arguments.get(1, "path")
        reference = self._module.reference(child) if child is not None else None
        parent = (call.callee or "").rpartition(".")[0]
        if reference is None or not parent:
            return
        tell_loops(call, self._module)
        is_given = path is not None and path.type != "none"
        prefix, span = self._path(path, "flask"), self._text.span_of(call.node)
        self._module.includes.append(Include(call.scope.name, parent, reference, prefix, span, replaces_prefix=is_given))

    def resource(self, call: CallSite) -> None:
        """`api.add_resource(Todo, "/todos", "/todos/<int:id>")`."""
        owner = (call.callee or "").rpartition(".")[0]
        arguments = self._module.arguments(call)
        handler = self._module.reference(arguments.positional[0]) if arguments.positional else None
        framework = self._framework(owner, call.scope, call.node.start_byte)
        whole = self._passed_whole(call)
        if whole is not None and framework is not None:
            tell_loops(call, self._module)
            handled_by, span = Name(f"{whole}[0]"), self._text.span_of(call.node)
            for index in range(1, 1 + _MOST_PATHS):
                path = Name(f"{whole}[{index}]")
                self._module.routes.append(Route(call.scope.name, framework, owner, (), path, handled_by, span, slash="added"))
        if handler is not None and framework is not None:
            tell_loops(call, self._module)
            self._routes(owner, call.scope, handler, arguments.positional[1:], framework)

    def passed_on(self, call: CallSite, method: ResourceMethod) -> None:
        """`api.add(Todo, "/todos")` of the project's own API."""
        owner = (call.callee or "").rpartition(".")[0]
        arguments = self._module.arguments(call)
        handler = self._module.reference(arguments.positional[0]) if arguments.positional else None
        if handler is not None and self._is_router(owner, call.scope, call.node.start_byte):
            tell_loops(call, self._module)
            self._routes(owner, call.scope, handler, arguments.positional[1:], "flask", rule=method.rule)

    def _passed_whole(self, call: CallSite) -> str | None:
        """`add_resource(*row)`: the name of what holds class and path."""
        listed = call.node.child_by_field_name("arguments")
        first = listed.named_children[0] if listed is not None and listed.named_children else None
        return dotted_name(first.named_children[0], self._text) if first is not None and first.type == "list_splat" else None

    def decorated(self, node: Node, site: ClassSite) -> None:
        """`@ns.route("/", "/all")` and `@api.resource("/")` on a class."""
        called = node.child_by_field_name("function") if node.type == "call" else None
        dotted = dotted_name(called, self._text) if called is not None else None
        owner, _, word = (dotted or "").rpartition(".")
        if word in _VIEWS and owner and self._framework(owner, site.scope, node.start_byte) is not None:
            arguments: Arguments = arguments_of(node, self._text)
            rule = [found] if not arguments.positional and (found := arguments.keywords.get("rule")) is not None else []
            self._routes(owner, site.scope, Name(site.name), [*arguments.positional, *rule], "flask")

    def _routes(  # noqa: PLR0913  # a route is where, of what, on what, and in whose terms
        self, owner: str, scope: Scope, handler: Reference, paths: list[Node], framework: str, *, rule: str | None = None
    ) -> None:
        for path in paths:
            if path.type in {"dictionary", "list", "tuple"}:
                continue
            slash = "either" if framework == "fastapi" else "added"
            written = self._path(path, framework)
            written = Result(rule, (written,)) if rule is not None else written
            span = written_span(path, self._text)
            self._module.routes.append(Route(scope.name, framework, owner, (), written, handler, span, slash=slash))

    def _hang(self, call: CallSite, child: Name, parent: Node | None, *, is_optional: bool = False) -> None:
        """Below the application or the blueprint that an API is given; none where it is made without one."""
        name = dotted_name(unwrapped(parent), self._text) if parent is not None else None
        if name is not None:
            span = self._text.span_of(call.node)
            self._module.includes.append(Include(call.scope.name, name, child, EMPTY, span, is_optional=is_optional))

    def _framework_of(self, call: CallSite) -> str | None:
        qualified = self._module.qualified(call.callee, call.scope, call.node.start_byte) if call.callee is not None else None
        return _FRAMEWORKS.get((qualified or "").partition(".")[0])

    def _framework(self, owner: str, scope: Scope, start: int) -> str | None:
        """The framework of an API; one that another file defines or a function is given is taken for one of Flask's: linking knows."""
        bound = self._module.meaning(owner, scope, start).bound if owner else None
        if bound is None:
            return None
        if bound.value is not None and bound.value.id in self._module.made:
            return self._module.made[bound.value.id]
        if bound.imported is not None:
            return None if is_standard_library(bound.imported.module) else "flask"
        return "flask" if bound.is_parameter or bound.value is not None else None

    def _is_router(self, owner: str, scope: Scope, start: int) -> bool:
        return self._framework(owner, scope, start) == "flask"

    def _named(self, name: Node | None) -> Expression:
        return joined([Literal("/"), expression(name, self._text)]) if name is not None else EMPTY

    def _path(self, written: Node | None, framework: str) -> Expression:
        if written is None or written.type == "none":
            return EMPTY
        return braces_path(expression(written, self._text)) if framework == "fastapi" else url_rule(written, self._text)


def _decorators(site: ClassSite) -> Iterator[Node]:
    for child in site.extent.named_children:
        if child.type == "decorator" and child.named_children:
            yield unwrapped(child.named_children[0])
