"""The dialect of class-based views: what Django's, Django REST framework's, Flask's and Starlette's own classes answer, and `@action`."""

from collections import defaultdict
from collections.abc import Mapping

from tree_sitter import Node

from wirelens.model.expression import Expression, Hole, Literal
from wirelens.model.facts import Action, Inherited, Registered
from wirelens.scan.python.django_expressions import pattern_path
from wirelens.scan.python.module import ClassSite, FunctionSite, Module
from wirelens.scan.python.package_views import PACKAGE_VIEWS
from wirelens.scan.python.paths import parameter_kind
from wirelens.scan.python.scopes import Scope
from wirelens.scan.python.syntax import arguments_of, dotted_name, elements
from wirelens.scan.python.values import expression, plain_text

_Given = Mapping[str, tuple[str, ...]]

_READ, _CHANGE, _FORM = ("get",), ("put", "patch"), ("get", "post", "put")

_DJANGO: _Given = {
    "View": (),
    "TemplateView": _READ,
    "RedirectView": ("get", "post", *_CHANGE, "delete"),
    "ListView": _READ,
    "DetailView": _READ,
    "FormView": _FORM,
    "CreateView": _FORM,
    "UpdateView": _FORM,
    "DeleteView": ("get", "post", "delete"),
    "ArchiveIndexView": _READ,
    "YearArchiveView": _READ,
    "MonthArchiveView": _READ,
    "WeekArchiveView": _READ,
    "DayArchiveView": _READ,
    "TodayArchiveView": _READ,
    "DateDetailView": _READ,
    "LoginView": _FORM,
    "LogoutView": ("get", "post"),
    "PasswordChangeView": _FORM,
    "PasswordResetView": _FORM,
    "PasswordResetConfirmView": _FORM,
}
_REST_FRAMEWORK: _Given = {
    "APIView": (),
    "GenericAPIView": (),
    "CreateAPIView": ("post",),
    "ListAPIView": _READ,
    "RetrieveAPIView": _READ,
    "DestroyAPIView": ("delete",),
    "UpdateAPIView": _CHANGE,
    "ListCreateAPIView": ("get", "post"),
    "RetrieveUpdateAPIView": (*_READ, *_CHANGE),
    "RetrieveDestroyAPIView": (*_READ, "delete"),
    "RetrieveUpdateDestroyAPIView": (*_READ, *_CHANGE, "delete"),
    "ViewSet": (),
    "GenericViewSet": (),
    "ReadOnlyModelViewSet": ("list", "retrieve"),
    "ModelViewSet": ("list", "create", "retrieve", "update", "partial_update", "destroy"),
    "CreateModelMixin": ("create",),
    "ListModelMixin": ("list",),
    "RetrieveModelMixin": ("retrieve",),
    "UpdateModelMixin": ("update", "partial_update"),
    "DestroyModelMixin": ("destroy",),
    "ObtainAuthToken": ("post",),
}
_SIMPLE_JWT: _Given = dict.fromkeys(
    ("TokenViewBase", "TokenObtainPairView", "TokenRefreshView", "TokenVerifyView", "TokenBlacklistView"), ("post",)
)
_FLASK: _Given = {"View": (), "MethodView": ()}
_RESOURCE: _Given = {"Resource": ()}
_STARLETTE: _Given = {"HTTPEndpoint": (), "WebSocketEndpoint": ()}
_NOTHING: _Given = {"object": (), "ABC": (), "Generic": (), "Protocol": ()}

INHERITED: Mapping[str, _Given] = {
    "django": _DJANGO,
    "rest_framework": _REST_FRAMEWORK,
    "rest_framework_simplejwt": _SIMPLE_JWT,
    "flask": _FLASK,
    "flask_restful": _RESOURCE,
    "flask_restx": _RESOURCE,
    "flask_restplus": _RESOURCE,
    "fastapi_utils": _RESOURCE,
    "fastapi_restful": _RESOURCE,
    "starlette": _STARLETTE,
    "builtins": _NOTHING,
    "abc": _NOTHING,
    "typing": _NOTHING,
}
"""What classes of installed packages give to those that are derived from them: the names of the methods that answer requests."""

_VIEWS = ("View", "ViewSet", "Resource", "Endpoint")
"""How classes are called that answer requests: a package's other classes (mixins, paginators) answer nothing."""

_FRAMEWORKS = {
    "rest_framework": "drf",
    "rest_framework_simplejwt": "drf",
    "dj_rest_auth": "drf",
    "rest_auth": "drf",
    "knox": "drf",
    "rest_framework_jwt": "drf",
}


_LOOKUP = ("lookup_url_kwarg", "lookup_field", "lookup_value_regex")

_VERBS = frozenset({"get", "post", "put", "patch", "delete"})


def package_methods(dotted: str, scope: Scope, module: Module) -> tuple[str, ...]:
    """The HTTP methods that a class of an installed package answers, as it is used here; () where that is not known."""
    package, _, name = (module.qualified(dotted, scope) or "").partition(".")
    known = INHERITED.get(package, PACKAGE_VIEWS.get(package, {})).get(name.rpartition(".")[2], ())
    return tuple(method.upper() for method in known if method in _VERBS)


def read(module: Module) -> None:
    """Find what classes inherit from installed packages, which methods they let through, and their actions."""
    classes: dict[str, ClassSite] = {}
    for site in module.classes:
        classes[site.inner.name] = site
        for base in site.inner.bases:
            _read_base(base, site, module)
    _read_limits(classes, module)
    _read_lookups(classes, module)
    for function in module.functions:
        owner = classes.get(function.scope.name)
        if owner is not None and function.scope.kind == "class":
            for decorator in function.decorators:
                _read_action(decorator, function, owner, module)


def _read_limits(classes: Mapping[str, ClassSite], module: Module) -> None:
    """Which methods a class lets through at all: Django's and Flask's views have an attribute for it; Flask's plain ones answer GET."""
    of_flask = {name: bases for name, site in classes.items() if (bases := _flask_bases(site, module))}
    for assignment in module.assignments:
        owner = classes.get(assignment.target.scope.name)
        limits = "methods" if assignment.target.scope.name in of_flask else "http_method_names"
        if owner is not None and assignment.target.scope.kind == "class" and assignment.target.name == limits:
            owner.accepts = _methods(assignment.value, module)
    for name, bases in of_flask.items():
        if "flask.views.View" in bases:
            classes[name].accepts = classes[name].accepts or ("GET",)


def _read_lookups(classes: Mapping[str, ClassSite], module: Module) -> None:
    """What stands for one resource in the paths of a viewset: `lookup_url_kwarg`, else `lookup_field`, as `lookup_value_regex` says."""
    said: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for assignment in module.assignments:
        scope, name = assignment.target.scope, assignment.target.name
        text = plain_text(expression(assignment.value, module.text)) if name in _LOOKUP and scope.kind == "class" else None
        if text:
            said[scope.name][name] = text
    for owner, values in said.items():
        if owner in classes:
            name, pattern = next((values[each] for each in _LOOKUP[:2] if each in values), "pk"), values.get(_LOOKUP[2])
            classes[owner].lookup = Hole(name, parameter_kind(pattern) if pattern is not None else "segment")


def _flask_bases(site: ClassSite, module: Module) -> set[str]:
    """The full names of a class's bases that are Flask's."""
    names = (module.qualified(base.partition("[")[0], site.scope, site.name_node.start_byte) or "" for base in site.inner.bases)
    return {name for name in names if name.partition(".")[0] == "flask"}


def _read_base(base: str, site: ClassSite, module: Module) -> None:
    dotted = base.partition("[")[0]
    meaning = module.meaning(dotted, site.scope, site.name_node.start_byte)
    qualified = meaning.qualified if meaning.bound is not None else f"builtins.{dotted}"
    package, name = (qualified or "").partition(".")[0], (qualified or "").rpartition(".")[2]
    known = INHERITED.get(package, PACKAGE_VIEWS.get(package))
    if known is None:
        # A package that derives REST framework's classes calls them the same; a class of the workspace says itself what it answers.
        if _REST_FRAMEWORK.get(name) and qualified is not None:
            site.inherited.append(Inherited(base, _REST_FRAMEWORK[name]))
        return
    site.framework = site.framework or _FRAMEWORKS.get(package, "")
    if name in known or (package != "builtins" and not name.endswith(_VIEWS)):
        site.inherited.append(Inherited(base, known.get(name, ())))


def _read_action(node: Node, function: FunctionSite, owner: ClassSite, module: Module) -> None:
    called = node.child_by_field_name("function") if node.type == "call" else node
    dotted = dotted_name(called, module.text) if called is not None else None
    if dotted is None:
        return
    action, mapping, verb = dotted.partition(".mapping.")
    if mapping:  # `@publish.mapping.delete`: another method at the path of the action `publish`
        same = next((each for each in owner.actions if each.function == action), None)
        if same is not None:
            owner.actions.append(Action(function.name, (verb.upper(),), same.path, same.below))
        return
    if node.type != "call" or module.qualified(dotted, function.scope, node.start_byte) != "rest_framework.decorators.action":
        return
    arguments = arguments_of(node, module.text)
    detail, listed, written = arguments.get(1, "detail"), arguments.get(0, "methods"), arguments.get(2, "url_path")
    below: Registered = "one" if detail is not None and detail.type == "true" else "all"
    methods = _methods(listed, module) if listed is not None else ("GET",)
    path: Expression = Literal(function.name)
    if written is not None and written.type != "none":
        path = pattern_path(expression(written, module.text), function.scope, module)
    owner.actions.append(Action(function.name, methods, path, below))


def _methods(listed: Node, module: Module) -> tuple[str, ...]:
    if listed.type not in {"list", "tuple", "set"}:
        return ()
    methods = (plain_text(expression(element, module.text)) for element in elements(listed))
    return tuple(method.upper() for method in methods if method)
