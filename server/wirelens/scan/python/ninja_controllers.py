"""The dialect of Django Ninja Extra: classes of operations, `@api_controller("/users")`, and the APIs that they are registered at."""

from collections.abc import Iterator

from tree_sitter import Node

from wirelens.model.expression import EMPTY, Expression, Name
from wirelens.model.facts import Include, ModuleMember, Route, Router
from wirelens.scan.python.module import ClassSite, FunctionSite, Module
from wirelens.scan.python.ninja_paths import below, operation_path
from wirelens.scan.python.scopes import Scope
from wirelens.scan.python.string_literals import written_span
from wirelens.scan.python.syntax import Arguments, arguments_of, dotted_name, elements, unwrapped
from wirelens.scan.python.templates import joined
from wirelens.scan.python.values import expression, plain_text

_FRAMEWORK = "django-ninja"

_VERBS = frozenset({"get", "post", "put", "patch", "delete"})
_DISCOVERED = Name("controllers")
"""What an API finds by itself in the project's applications: not followed."""


def read(module: Module) -> None:
    """Find controllers, their operations, and which API has which."""
    if "ninja_extra" in module.packages:
        prefixes = {site.inner: prefix for site in module.classes if (prefix := _controller(site, module)) is not None}
        for function in module.functions:
            if function.scope in prefixes:
                _operations(function, prefixes[function.scope], module)
    for call in module.calls_of(("register_controllers", "auto_discover_controllers")):
        api = (call.callee or "").rpartition(".")[0]
        for child in _registered(module.arguments(call), module) if call.name == "register_controllers" else [_DISCOVERED]:
            module.includes.append(Include(call.scope.name, api, child, EMPTY, module.text.span_of(call.node)))


def _registered(arguments: Arguments, module: Module) -> Iterator[Name | ModuleMember]:
    for each in arguments.positional:
        path, _, member = (plain_text(expression(each, module.text)) or "").rpartition(".")
        dotted = dotted_name(unwrapped(each), module.text)
        yield ModuleMember(path, member) if path else Name(dotted or "controllers")


def _controller(site: ClassSite, module: Module) -> Expression | None:
    """What a controller puts before its paths; None for any other class. What its operations hang on goes by its name."""
    for decorator in (each for child in site.extent.children if child.type == "decorator" for each in child.named_children):
        called = decorator.child_by_field_name("function") or decorator
        if _word(called, site.scope, module) != "api_controller":
            continue
        written = arguments_of(decorator, module.text).get(0, "prefix_or_class") if decorator.type == "call" else None
        module.routers.append(Router(site.scope.name, site.name, _FRAMEWORK, "router", module.text.span_of(site.name_node)))
        return operation_path(expression(written, module.text)) if written is not None else EMPTY
    return None


def _operations(function: FunctionSite, prefix: Expression, module: Module) -> None:
    """`@http_get("/x")`, `@route.get("/x")`, `@route.generic("/x", methods=["PUT", "PATCH"])`."""
    for decorator in function.decorators:
        called = decorator.child_by_field_name("function") or decorator
        verb = _word(called, function.scope, module).removeprefix("http_")
        if verb not in _VERBS and verb != "generic":
            continue
        arguments = arguments_of(decorator, module.text) if decorator.type == "call" else Arguments()
        written, listed = arguments.get(0, "path"), arguments.get(1, "methods")
        methods = (
            [plain_text(expression(each, module.text)) for each in elements(listed)] if listed is not None and verb == "generic" else [verb]
        )
        path = expression(written, module.text) if written is not None else EMPTY
        module.routes.append(
            Route(
                scope=function.scope.name,
                framework=_FRAMEWORK,
                router=function.scope.name.rpartition(".")[2],
                methods=tuple(method.upper() for method in methods if method),
                path=prefix if path == EMPTY else joined([below(prefix), operation_path(path)]),
                handler=Name(function.name),
                span=written_span(written, module.text) if written is not None else module.text.span_of(decorator),
                handler_span=module.text.span_of(function.name_node),
                slash="added-if-safe",
            )
        )


def _word(called: Node, scope: Scope, module: Module) -> str:
    """The own name of what is called, where it is the package's."""
    dotted = dotted_name(called, module.text)
    qualified = (module.qualified(dotted, scope) or "") if dotted is not None else ""
    return qualified.rpartition(".")[2] if qualified.partition(".")[0] == "ninja_extra" else ""
