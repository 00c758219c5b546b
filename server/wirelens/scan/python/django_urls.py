"""The dialect of Django's URL configuration: where a project's begins, and the names that its lists of patterns go by."""

from wirelens.model.expression import Literal
from wirelens.model.facts import Include, Manifest, ModuleMember, Router, SlashRule
from wirelens.scan.python.django_patterns import PATTERNS, PatternLists, Place
from wirelens.scan.python.loops import turns_around
from wirelens.scan.python.module import Assignment, CallSite, Module
from wirelens.scan.python.scopes import Scope
from wirelens.scan.python.string_literals import written_span
from wirelens.scan.python.syntax import elements, unwrapped
from wirelens.scan.python.values import expression, plain_text

_PORT = 8000
"""Of `manage.py runserver` (django-admin's documentation, "runserver")."""

_ADDING = {"append": 0, "extend": 0, "insert": 1}
"""Which argument of a list's method is added to it."""


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
        elif assignment.target.name == "ASGI_APPLICATION":
            reader.asgi(assignment)
        else:
            reader.patterns(assignment)
    for call in module.calls_of(_ADDING):
        reader.added(call)


class _Reader:
    def __init__(self, module: Module) -> None:
        self._module = module
        self._text = module.text
        self._lists = PatternLists(module)
        self._routers: set[tuple[Scope, str]] = set()

    def root(self, assignment: Assignment) -> None:
        """`ROOT_URLCONF = "config.urls"`."""
        configuration = plain_text(expression(assignment.value, self._text))
        if not configuration:
            return
        scope, span = assignment.target.scope.name, self._text.span_of(assignment.target.node)
        slash = self._slash()
        router = Router(scope, "ROOT_URLCONF", "django", "application", span, port=_PORT, slash=slash, precedence="first-path")
        self._module.routers.append(router)
        written = written_span(assignment.value, self._text)
        self._module.includes.append(Include(scope, "ROOT_URLCONF", ModuleMember(configuration, PATTERNS), Literal("/"), written))

    def asgi(self, assignment: Assignment) -> None:
        """`ASGI_APPLICATION = "config.asgi.application"`: it may have WebSocket routes."""
        module, _, member = (plain_text(expression(assignment.value, self._text)) or "").rpartition(".")
        if module:
            scope, span = assignment.target.scope.name, written_span(assignment.value, self._text)
            child = ModuleMember(module, member)
            self._module.includes.append(Include(scope, "ROOT_URLCONF", child, Literal("/"), span, is_optional=True))

    def _slash(self) -> SlashRule | None:
        """`APPEND_SLASH = False`: a path without its slash is no longer redirected."""
        given = [each.value for each in self._module.assignments if each.target.name == "APPEND_SLASH"]
        return "exact" if given and given[-1].type == "false" else None

    def _namespace(self) -> str:
        """`app_name = "shop"`."""
        bound = self._module.meaning("app_name", self._module.scope).bound
        return plain_text(expression(bound.value, self._text)) or "" if bound is not None and bound.value is not None else ""

    def patterns(self, assignment: Assignment) -> None:
        """`urlpatterns = [path("x/", view)]`, or a list by another name that holds the same; `(patterns, "namespace")` too."""
        target, value = assignment.target, unwrapped(assignment.value)
        key = (target.scope, target.name)
        if value.type == "tuple" and elements(value) and self._lists.has_path(elements(value)[0], target.scope):
            value = unwrapped(elements(value)[0])
        if target.name != PATTERNS and key not in self._routers and not self._lists.has_path(value, target.scope):
            return
        if self._is_below_a_setting(assignment):
            return
        if key not in self._routers:
            self._routers.add(key)
            span, namespace = self._text.span_of(target.node), self._namespace()
            self._module.routers.append(Router(target.scope.name, target.name, "django", "router", span, namespace=namespace))
        self._lists.listed(value, Place(target.scope, target.name))

    def _is_below_a_setting(self, assignment: Assignment) -> bool:
        """`if settings.PREFIX: urlpatterns = [path(settings.PREFIX, include(…))]`, beside what the list is where no prefix is set."""
        node, target = assignment.target.node.parent, assignment.target
        while node is not None and node.type not in {"if_statement", "function_definition", "class_definition"}:
            node = node.parent
        others = [each for each in self._module.assignments if each.target.name == target.name and each is not assignment]
        is_choice = node is not None and node.type == "if_statement" and any(not each.adds for each in others)
        return is_choice and not assignment.adds and self._lists.is_below_a_value(assignment.value, target.scope)

    def added(self, call: CallSite) -> None:
        """`urlpatterns.append(path("x/", view))`."""
        name = call.callee.rpartition(".")[0] if call.callee is not None else ""
        if name != PATTERNS and (call.scope, name) not in self._routers:
            return
        argument = self._module.arguments(call).get(_ADDING[call.name], "object")
        if argument is None:
            return
        for turn in turns_around(call.node, self._module, call.scope):
            place = Place(call.scope, name, turn=turn)
            if call.name == "extend":
                self._lists.listed(argument, place)
            else:
                self._lists.element(argument, place)
