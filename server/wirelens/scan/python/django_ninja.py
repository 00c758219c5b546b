"""The dialect of Django Ninja: `NinjaAPI`, `Router`, operations by decorator, routers below each other."""

from tree_sitter import Node

from wirelens.model.expression import EMPTY, Name
from wirelens.model.facts import Include, ModuleMember, Reference, Route, Router
from wirelens.scan.python.module import CallSite, FunctionSite, Module
from wirelens.scan.python.ninja_paths import below, operation_path
from wirelens.scan.python.string_literals import written_span
from wirelens.scan.python.syntax import arguments_of, dotted_name, elements
from wirelens.scan.python.values import expression, plain_text

_FRAMEWORK = "django-ninja"
_KINDS = frozenset({"NinjaAPI", "Router", "NinjaExtraAPI"})
_PACKAGES = frozenset({"ninja", "ninja_extra"})
_VERBS = frozenset({"get", "post", "put", "patch", "delete"})


def read(module: Module) -> None:
    """Find APIs, routers, operations, and which router hangs where."""
    if module.packages.isdisjoint(_PACKAGES | {"django"}):
        return
    for call in module.calls_of(_KINDS):
        _router(call, module)
    for function in module.functions:
        for decorator in function.decorators:
            if decorator.type == "call":
                _operation(decorator, function, module)
    for call in module.calls_of(("add_router",)):
        _added(call, module)


def _router(call: CallSite, module: Module) -> None:
    target = module.targets.get(call.node.id)
    qualified = module.qualified(call.callee, call.scope, call.node.start_byte) if call.callee is not None else None
    if target is not None and (qualified or "").partition(".")[0] in _PACKAGES:
        span = module.text.span_of(target.node)
        module.made[call.node.id] = _FRAMEWORK
        module.routers.append(Router(target.scope.name, target.name, _FRAMEWORK, "router", span))


def _operation(decorator: Node, function: FunctionSite, module: Module) -> None:
    """`@router.get("/x")`, `@api.api_operation(["POST", "PATCH"], "/x")`. A name of another file is left to linking."""
    called = decorator.child_by_field_name("function")
    dotted = dotted_name(called, module.text) if called is not None else None
    router, _, word = (dotted or "").rpartition(".")
    if not router or (word not in _VERBS and word != "api_operation"):
        return
    arguments = arguments_of(decorator, module.text)
    written = arguments.get(int(word == "api_operation"), "path")
    listed = arguments.get(0, "methods") if word == "api_operation" else None
    if written is None:
        return
    methods = (plain_text(expression(each, module.text)) for each in elements(listed)) if listed is not None else [word]
    path = operation_path(expression(written, module.text))
    module.routes.append(
        Route(
            scope=function.scope.name,
            framework=_FRAMEWORK,
            router=router,
            methods=tuple(method.upper() for method in methods if method),
            path=path,
            handler=Name(function.name),
            span=written_span(written, module.text),
            handler_span=module.text.span_of(function.name_node),
            slash="either" if path == EMPTY else "added-if-safe",
        )
    )


def _added(call: CallSite, module: Module) -> None:
    """`api.add_router("/events/", events_router)`, `api.add_router("/events/", "events.api.router")`."""
    arguments = module.arguments(call)
    written, given = arguments.get(0, "prefix"), arguments.get(1, "router")
    parent = call.callee.rpartition(".")[0] if call.callee is not None else ""
    if written is None or given is None or not parent:
        return
    path, _, member = (plain_text(expression(given, module.text)) or "").rpartition(".")
    child: Reference | None = ModuleMember(path, member) if path else module.reference(given)
    if child is not None:
        prefix = below(expression(written, module.text))
        module.includes.append(Include(call.scope.name, parent, child, prefix, written_span(written, module.text)))
