"""The dialect of Django REST framework's routers: `router.register("movies", MovieViewSet)`, nested ones of drf-nested-routers too."""

from tree_sitter import Node

from wirelens.model.expression import EMPTY, Expression, Hole, Literal, Name
from wirelens.model.facts import RESOURCE, Answer, Include, Registered, Route, Router
from wirelens.scan.python.django_expressions import pattern_path
from wirelens.scan.python.loops import Turn, in_turn, turns_around
from wirelens.scan.python.module import CallSite, Module, Target, is_standard_library
from wirelens.scan.python.scopes import Bound
from wirelens.scan.python.string_literals import written_span
from wirelens.scan.python.syntax import alternatives, dotted_name, unwrapped
from wirelens.scan.python.templates import joined
from wirelens.scan.python.values import expression, plain_text
from wirelens.scan.text import LineIndex

_PLAIN = frozenset({"DefaultRouter", "SimpleRouter"})
_NESTED = frozenset({"NestedDefaultRouter", "NestedSimpleRouter"})

_TEXTS = frozenset({"string", "concatenated_string", "binary_operator", "identifier", "attribute"})

_ALL = (Answer("GET", "list"), Answer("POST", "create"))
_ONE = (Answer("GET", "retrieve"), Answer("PUT", "update"), Answer("PATCH", "partial_update"), Answer("DELETE", "destroy"))


def read(module: Module) -> None:
    """Find routers and what is registered at them."""
    reader = _Reader(module)
    own = {name for name in module.calls if name.endswith("Router")} if "register" in module.calls else set[str]()
    for call in module.calls_of(_PLAIN | own - _NESTED):
        reader.router(call, EMPTY)
    for call in sorted(module.calls_of(_NESTED), key=lambda call: call.node.start_byte):
        reader.nested(call)
    for call in module.calls_of(("register",)):
        for turn in turns_around(call.node, module, call.scope):
            reader.registration(call, turn)
    for call in module.calls_of(("extend",)):
        reader.extension(call)


class _Reader:
    def __init__(self, module: Module) -> None:
        self._module = module
        self._text = module.text
        self._prefixes: dict[int, Expression] = {}
        """What goes before the routes of each router made here, by the call that makes it."""
        self._endings: dict[int, str] = {}
        self._has_root: dict[str, bool] = {}
        """Whether something is registered with an empty prefix, by the router's name."""
        self._lenient: set[int] = set()
        """The routers of a project's own class: often made to take a path with the slash and without."""

    def router(self, call: CallSite, prefix: Expression, ending: str = "/") -> None:
        """`router = DefaultRouter(trailing_slash=False)`: its paths end as told, else as said here."""
        target = self._module.targets.get(call.node.id)
        package = (self._module.qualified(call.callee, call.scope, call.node.start_byte) or "") if call.callee is not None else ""
        is_own = not package.startswith("rest_framework")
        if target is None or (is_own and not self._is_registered_at(call, target, package)):
            return
        slash = self._module.arguments(call).keywords.get("trailing_slash")
        self._prefixes[call.node.id] = prefix
        if is_own:
            self._lenient.add(call.node.id)
        self._endings[call.node.id] = ending if slash is None else "" if slash.type == "false" else "/"
        span = self._text.span_of(target.node)
        self._module.routers.append(Router(target.scope.name, target.name, "django", "router", span, prefix))
        if call.name == "DefaultRouter" and not self._has_resource_at_root(target):
            root = Name("rest_framework.routers.APIRootView")
            self._module.routes.append(Route(target.scope.name, "django", target.name, ("GET",), EMPTY, root, span))

    def _is_registered_at(self, call: CallSite, target: Target, package: str) -> bool:
        """Whether a router of a project's own class is used as one of REST framework's: `router.register("movies", MovieViewSet)`."""
        if package.partition(".")[0] in {"fastapi", "starlette", "ninja"} or not (package or self._is_of_this_file(call)):
            return False
        if is_standard_library(package):
            return False
        return any(len(self._module.arguments(each).positional) > 1 for each in self._registrations(target))

    def _has_resource_at_root(self, target: Target) -> bool:
        """Whether something is registered with an empty prefix: it answers where the router's own overview would, and comes first."""
        if target.name not in self._has_root:
            written = [(self._module.arguments(each).get(0, "prefix"), each.scope) for each in self._registrations(target)]
            paths = [pattern_path(expression(prefix, self._text), scope, self._module) for prefix, scope in written if prefix is not None]
            self._has_root[target.name] = any(plain_text(path) == "" for path in paths)
        return self._has_root[target.name]

    def _registrations(self, target: Target) -> list[CallSite]:
        return [each for each in self._module.calls_of(("register",)) if each.callee == f"{target.name}.register"]

    def _is_of_this_file(self, call: CallSite) -> bool:
        return call.callee is not None and self._module.meaning(call.callee, call.scope, call.node.start_byte).bound is not None

    def nested(self, call: CallSite) -> None:
        """`NestedSimpleRouter(router, "movies", lookup="movie")`: its routes stand below one element of the parent's."""
        arguments = self._module.arguments(call)
        parent, written, lookup = arguments.get(0, "parent_router"), arguments.get(1, "parent_prefix"), arguments.get(2, "lookup")
        if parent is None or written is None:
            return
        dotted = dotted_name(unwrapped(parent), self._text)
        bound = self._module.meaning(dotted, call.scope, call.node.start_byte).bound if dotted is not None else None
        above = self._prefixes.get(_made(bound.value).id, EMPTY) if bound is not None and bound.value is not None else EMPTY
        name = (plain_text(expression(lookup, self._text)) if lookup is not None else None) or "nested"
        path = pattern_path(expression(written, self._text), call.scope, self._module)
        # Of an empty prefix there is no slash to write: `/{pk}/` would begin with one.
        prefix = [path, Literal("/")] if plain_text(path) != "" else []
        ending = self._endings.get(_made(bound.value).id, "/") if bound is not None and bound.value is not None else "/"
        self.router(call, joined([above, *prefix, Hole(f"{name}_pk", "segment"), Literal("/")]), ending)

    def extension(self, call: CallSite) -> None:
        """`router.registry.extend(other.registry)`: all that is registered at another router."""
        parent, _, called = (call.callee or "").partition(".registry.")
        given = self._module.arguments(call).get(0, "object")
        child, _, registry = ((dotted_name(unwrapped(given), self._text) if given is not None else None) or "").rpartition(".")
        if called == "extend" and registry == "registry":
            span = self._text.span_of(call.node)
            self._module.includes.append(Include(call.scope.name, parent, Name(child), EMPTY, span, is_optional=True))

    def registration(self, call: CallSite, turn: Turn) -> None:
        """`router.register(r"movies", MovieViewSet, basename="movie")`."""
        arguments = self._module.arguments(call)
        written, viewset = (_of_turn(arguments.get(index, name), turn, self._text) for index, name in enumerate(("prefix", "viewset")))
        handler = dotted_name(unwrapped(viewset), self._text) if viewset is not None else None
        router = call.callee.rpartition(".")[0] if call.callee is not None else ""
        if written is None or handler is None or not router or unwrapped(written).type not in _TEXTS:
            return
        bound = self._module.meaning(router, call.scope, call.node.start_byte).bound
        ending = self._ending(bound)
        is_lenient = bound is not None and bound.value is not None and _made(bound.value).id in self._lenient
        if ending is None:
            return
        path = pattern_path(in_turn(expression(written, self._text), turn, self._module), call.scope, self._module)
        start = [path, Literal("/")] if plain_text(path) != "" else []
        all_path = joined([path, Literal(ending)]) if plain_text(path) != "" else EMPTY
        one_path = joined([*start, RESOURCE, Literal(ending)])
        span, scope = written_span(written, self._text), call.scope.name
        registered: tuple[tuple[Registered, Expression, tuple[Answer, ...]], ...] = (("all", all_path, _ALL), ("one", one_path, _ONE))
        for below, its_path, answers in registered:
            self._module.routes.append(
                Route(
                    scope,
                    "django",
                    router,
                    (),
                    its_path,
                    Name(handler),
                    span,
                    slash="either" if is_lenient else "added-if-safe",
                    answers=answers,
                    below=below,
                )
            )

    def _ending(self, bound: Bound | None) -> str | None:
        """How the paths of a router end; None for what is no router. One of another file is taken for one: linking knows."""
        if bound is None:
            return "/" if self._module.wildcard_modules else None
        if bound.imported is not None:
            return "/" if not bound.imported.module.startswith("django.") else None
        return self._endings.get(_made(bound.value).id) if bound.value is not None else None


def _made(value: Node) -> Node:
    """The call that makes a router; of `DefaultRouter() if settings.DEBUG else SimpleRouter()` the first."""
    return next(alternatives(value), unwrapped(value))


def _of_turn(node: Node | None, turn: Turn, text: LineIndex) -> Node | None:
    """An argument, or what it stands for in one turn of a loop where it is the loop's variable."""
    dotted = dotted_name(unwrapped(node), text) if node is not None else None
    return turn.get(dotted) or node if dotted is not None else node
