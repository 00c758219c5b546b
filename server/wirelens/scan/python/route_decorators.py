"""A project's own decorators that hang what they decorate on a router: `def get(path): return router.get("/v1" + path)`."""

from collections.abc import Iterable, Iterator

from tree_sitter import Node

from wirelens.scan.python.module import CallSite, FunctionSite, Module
from wirelens.scan.python.scopes import Scope
from wirelens.scan.python.syntax import dotted_name, unwrapped

_FRAMEWORKS = frozenset({"fastapi", "starlette", "flask", "quart"})


def wrapped_calls(module: Module, words: Iterable[str]) -> Iterator[CallSite]:
    """The calls `router.get(path)` that are returned by a function, or applied to what another function decorates."""
    if module.packages.isdisjoint(_FRAMEWORKS):
        return
    for call in module.calls_of(words):
        outer = call.node.parent
        is_method = call.callee is not None and "." in call.callee and call.scope.kind == "function"
        if not is_method or call.node.id in module.decorators or outer is None:
            continue
        if outer.type == "return_statement":
            if _takes_path(call, module):
                yield call
        elif outer.type == "call" and outer.child_by_field_name("function") == call.node:
            given = module.arguments(CallSite(outer, call.scope, "", None)).positional
            if given and is_decorated(dotted_name(unwrapped(given[0]), module.text), call.scope, module):
                yield call


def applied_calls(module: Module, words: Iterable[str]) -> Iterator[tuple[CallSite, str]]:
    """The calls `app.get(path)` that are applied to a function by hand: `app.get("/x")(function)`, each with the function's name."""
    if module.packages.isdisjoint(_FRAMEWORKS):
        return
    for call in module.calls_of(words):
        outer = call.node.parent
        if call.callee is None or "." not in call.callee or outer is None or outer.child_by_field_name("function") != call.node:
            continue
        given = module.arguments(CallSite(outer, call.scope, "", None)).positional
        name = dotted_name(unwrapped(given[0]), module.text) if given else None
        if name is not None and not is_decorated(name, call.scope, module):
            yield call, name


def _takes_path(call: CallSite, module: Module) -> bool:
    """Whether the path is told by a parameter; what sends requests is called in the same way, mostly with a path of its own."""
    given = module.arguments(call).get(0, "path")
    names = (node for node in _within(given) if node.type == "identifier") if given is not None else ()
    return any(bound[0].is_parameter for node in names if (bound := call.scope.names.get(module.text.text_of(node))))


def _within(node: Node) -> Iterator[Node]:
    yield node
    for child in node.named_children:
        yield from _within(child)


def is_decorated(name: str | None, scope: Scope, module: Module) -> bool:
    """Whether a name is the parameter of a decorator that a function makes and gives."""
    bound = scope.names.get(name or "")
    return bool(bound) and bound[0].is_parameter and is_given(scope, module)


def decorates_for_another(function: FunctionSite, router: str, module: Module) -> bool:
    """Whether a function with a route stands for what a decorator of the project's own decorates.

    What is given the application itself, and gives it back, decorates the application.
    """
    is_of_parameter = any(bound.is_parameter for bound in function.scope.names.get(router.partition(".")[0], ()))
    return function.scope.kind == "function" and not is_of_parameter and is_given(function.scope, module)


def is_given(scope: Scope, module: Module) -> bool:
    """Whether a function is what the function around it returns."""
    around = _site(scope.parent, module) if scope.parent is not None and scope.parent.kind == "function" else None
    own = scope.name.rpartition(".")[2]
    return around is not None and any(dotted_name(unwrapped(node), module.text) == own for node in around.returned)


def _site(scope: Scope, module: Module) -> FunctionSite | None:
    return next((site for site in module.functions if site.inner is scope), None)
