"""The dialect of Django's URL configuration: `urlpatterns`, `path`, `include`, `ROOT_URLCONF`."""

from typing import NamedTuple

from tree_sitter import Node

from wirelens.model.expression import EMPTY, Expression, Literal, Name
from wirelens.model.facts import Answer, Include, Manifest, ModuleMember, Reference, Route, Router
from wirelens.scan.python.module import Assignment, CallSite, Module, is_standard_library
from wirelens.scan.python.paths import angles_path, regular_expression_path
from wirelens.scan.python.scopes import Scope
from wirelens.scan.python.syntax import arguments_of, dotted_name, elements, operands, unwrapped
from wirelens.scan.python.templates import joined
from wirelens.scan.python.values import expression, plain_text, written_span

_PORT = 8000
"""Of `manage.py runserver` (django-admin's documentation, "runserver")."""

_LISTS = frozenset({"list", "tuple"})
_PATHS = {"path": angles_path, "re_path": regular_expression_path, "url": regular_expression_path}
_LIST_MAKERS = frozenset({"i18n_patterns", "format_suffix_patterns"})
_DEEPEST = 8
"""How many lists of routes are read inside each other."""


def read(module: Module) -> None:
    """Find the routes of a URL configuration, and where a project's settings say it begins."""
    if module.file.rpartition("/")[2] == "manage.py":
        module.manifest = Manifest(("django",))
    if not any(word in module.text.source for word in (b"ROOT_URLCONF", b"urlpatterns", b"path", b"url")):
        return
    reader = _Reader(module)
    for assignment in module.assignments:
        if assignment.target.name == "ROOT_URLCONF":
            reader.root(assignment)
        else:
            reader.patterns(assignment)
    for call in module.calls_of(("append", "extend")):
        reader.added(call)


class _Place(NamedTuple):
    """Where a list of routes stands: what they hang on, behind which path, inside how many other lists."""

    scope: Scope
    router: str
    prefix: Expression = EMPTY
    depth: int = 0


class _Reader:
    def __init__(self, module: Module) -> None:
        self._module = module
        self._text = module.text
        self._routers: set[tuple[Scope, str]] = set()

    def root(self, assignment: Assignment) -> None:
        """`ROOT_URLCONF = "config.urls"`."""
        configuration = plain_text(expression(assignment.value, self._text))
        if not configuration:
            return
        scope, span = assignment.target.scope.name, self._text.span_of(assignment.target.node)
        self._module.routers.append(Router(scope, "ROOT_URLCONF", "django", "application", span, port=_PORT))
        child = ModuleMember(configuration, "urlpatterns")
        self._module.includes.append(Include(scope, "ROOT_URLCONF", child, Literal("/"), written_span(assignment.value, self._text)))

    def patterns(self, assignment: Assignment) -> None:
        """`urlpatterns = [path("x/", view)]`, or a list by another name that holds the same."""
        target = assignment.target
        lists = [operand for operand in operands(assignment.value) if self._is_pattern_list(operand, target.scope)]
        if target.name != "urlpatterns" and not any(self._has_path(each, target.scope) for each in lists):
            return
        key = (target.scope, target.name)
        if key not in self._routers:
            self._routers.add(key)
            self._module.routers.append(Router(target.scope.name, target.name, "django", "router", self._text.span_of(target.node)))
        for operand in operands(assignment.value):
            dotted = dotted_name(operand, self._text)
            if dotted is not None and target.name == "urlpatterns":
                span = self._text.span_of(operand)
                self._module.includes.append(Include(target.scope.name, target.name, Name(dotted), EMPTY, span))
        for each in lists:
            self._list(each, _Place(target.scope, target.name))

    def added(self, call: CallSite) -> None:
        """`urlpatterns.append(path("x/", view))`."""
        if call.callee not in {"urlpatterns.append", "urlpatterns.extend"}:
            return
        place = _Place(call.scope, "urlpatterns")
        for argument in self._module.arguments(call).positional:
            self._element(argument, place)

    def _is_pattern_list(self, node: Node, scope: Scope) -> bool:
        return node.type in _LISTS or self._called(node, scope) in _LIST_MAKERS

    def _has_path(self, listed: Node, scope: Scope) -> bool:
        return any(self._called(element, scope) in _PATHS for element in self._elements(listed) if self._is_imported(element, scope))

    def _is_imported(self, element: Node, scope: Scope) -> bool:
        function = element.child_by_field_name("function") if element.type == "call" else None
        dotted = dotted_name(function, self._text) if function is not None else None
        qualified = self._module.qualified(dotted, scope) if dotted is not None else None
        return qualified is not None and not is_standard_library(qualified)

    def _called(self, node: Node, scope: Scope) -> str:
        """The own name of the function that is called, whatever it is imported as; "" for what is no call of a name."""
        function = node.child_by_field_name("function") if node.type == "call" else None
        dotted = dotted_name(function, self._text) if function is not None else None
        if dotted is None:
            return ""
        return (self._module.qualified(dotted, scope) or dotted).rpartition(".")[2]

    def _elements(self, listed: Node) -> list[Node]:
        return elements(listed) if listed.type in _LISTS else arguments_of(listed, self._text).positional

    def _list(self, listed: Node, place: _Place) -> None:
        if place.depth < _DEEPEST:
            for element in self._elements(listed):
                self._element(element, place._replace(depth=place.depth + 1))

    def _element(self, element: Node, place: _Place) -> None:
        element = unwrapped(element)
        if element.type in _LISTS:
            self._list(element, place)
            return
        if element.type == "list_splat":
            starred = dotted_name(element.named_children[0], self._text) if element.named_children else None
            if starred is not None:
                self._module.includes.append(
                    Include(place.scope.name, place.router, Name(starred), place.prefix, self._text.span_of(element))
                )
            return
        called = self._called(element, place.scope)
        if called not in _PATHS:
            return
        arguments = arguments_of(element, self._text)
        written, view = arguments.get(0, "route"), arguments.get(1, "view")
        if written is None or view is None:
            return
        place = place._replace(prefix=joined([place.prefix, _PATHS[called](expression(written, self._text))]))
        view = unwrapped(view)
        if self._called(view, place.scope) == "include":
            self._include(view, place, element)
            return
        span, dotted = written_span(written, self._text), dotted_name(view, self._text) or ""
        if dotted.endswith(".urls"):  # `admin.site.urls`: routes, in place of a view
            self._module.includes.append(Include(place.scope.name, place.router, Name(dotted), place.prefix, span))
            return
        for handler, answers in self._handlers(view, place.scope):
            methods = tuple(answer.method for answer in answers)
            self._module.routes.append(
                Route(
                    place.scope.name,
                    "django",
                    place.router,
                    methods,
                    place.prefix,
                    handler,
                    span,
                    slash="added-if-safe",
                    answers=answers,
                )
            )

    def _include(self, call: Node, place: _Place, element: Node) -> None:
        included = arguments_of(call, self._text).get(0, "arg")
        included = unwrapped(included) if included is not None else None
        if included is not None and included.type == "tuple" and elements(included):
            included = unwrapped(elements(included)[0])
        if included is None:
            return
        if included.type == "list":
            self._list(included, place)
            return
        dotted, written = dotted_name(included, self._text), plain_text(expression(included, self._text))
        child: Reference | None = ModuleMember(written, "urlpatterns") if written else Name(dotted) if dotted else None
        if child is not None:
            span = self._text.span_of(element)
            self._module.includes.append(Include(place.scope.name, place.router, child, place.prefix, span))

    def _handlers(self, view: Node, scope: Scope) -> list[tuple[Reference, tuple[Answer, ...]]]:
        """The view, out of the decorators around it: `csrf_exempt(views.x)`, `cache_page(60)(view)`, `View.as_view()`."""
        for _ in range(_DEEPEST):
            dotted = dotted_name(view, self._text)
            made_here = self._made_here(dotted, scope) if dotted is not None else None
            if dotted is not None and made_here is None:
                return [(Name(dotted), ())]
            view = made_here or view
            module, _, member = (plain_text(expression(view, self._text)) or "").rpartition(".")
            if module:
                return [(ModuleMember(module, member), ())]
            function = view.child_by_field_name("function") if view.type == "call" else None
            called = (dotted_name(function, self._text) or "") if function is not None else ""
            arguments = arguments_of(view, self._text).positional
            if called.endswith(".as_view"):
                return [(Name(called.removesuffix(".as_view")), self._answers(arguments))]
            if not arguments:
                break
            view = unwrapped(arguments[0])
        return []

    def _made_here(self, dotted: str, scope: Scope) -> Node | None:
        """What `movie_list = MovieViewSet.as_view(…)` binds, where that is in this file."""
        meaning = self._module.meaning(dotted, scope)
        value = meaning.bound.value if meaning.bound is not None and not meaning.rest else None
        return unwrapped(value) if value is not None and unwrapped(value).type == "call" else None

    def _answers(self, arguments: list[Node]) -> tuple[Answer, ...]:
        """What a viewset is told to do for each method: `as_view({"get": "list"})`."""
        if not arguments or arguments[0].type != "dictionary":
            return ()
        found: list[Answer] = []
        for pair in arguments[0].named_children:
            key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
            method, action = (plain_text(expression(each, self._text)) if each is not None else None for each in (key, value))
            if method and action:
                found.append(Answer(method.upper(), action))
        return tuple(found)
