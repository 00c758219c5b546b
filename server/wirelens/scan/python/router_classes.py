"""Classes of routers: a project's own ones are derived from those of FastAPI, Starlette and Flask."""

from collections.abc import Mapping

from tree_sitter import Node

from wirelens.model.facts import RouterKind
from wirelens.scan.python.module import ClassSite, Module
from wirelens.scan.python.paths import angles_path, braces_path
from wirelens.scan.python.syntax import arguments_of
from wirelens.scan.python.values import expression

UVICORN_PORT = 8000
"""Of uvicorn (its settings, "--port")."""

FLASK_PORT = 5000
"""Of `flask run` (Flask's documentation, "Development Server")."""

_ASGI = RouterKind("fastapi", "application", UVICORN_PORT)
_FLASK = RouterKind("flask", "application", FLASK_PORT)
_BLUEPRINT = RouterKind("flask", "router")

KINDS: Mapping[tuple[str, str], RouterKind] = {
    ("fastapi", "FastAPI"): _ASGI,
    ("fastapi", "APIRouter"): RouterKind("fastapi", "router"),
    ("starlette", "Starlette"): RouterKind("starlette", "application", UVICORN_PORT),
    ("starlette", "Router"): RouterKind("starlette", "router"),
    ("flask", "Flask"): _FLASK,
    ("flask", "Blueprint"): _BLUEPRINT,
    ("quart", "Quart"): _FLASK,
    ("quart", "Blueprint"): _BLUEPRINT,
    ("apiflask", "APIFlask"): _FLASK,
    ("apiflask", "APIBlueprint"): _BLUEPRINT,
    ("flask_openapi3", "OpenAPI"): _FLASK,
    ("flask_openapi3", "APIBlueprint"): _BLUEPRINT,
    ("flask_smorest", "Blueprint"): _BLUEPRINT,
    ("flask_smorest", "Api"): _BLUEPRINT,
    ("flask_restful", "Api"): _BLUEPRINT,
    ("flask_restx", "Api"): _BLUEPRINT,
    ("flask_restplus", "Api"): _BLUEPRINT,
    ("flask_restx", "Namespace"): _BLUEPRINT,
    ("flask_restplus", "Namespace"): _BLUEPRINT,
}
"""By package and class, what the instances are."""


def kind_of(qualified: str | None) -> RouterKind | None:
    """What instances of an installed class are, by its full name; None where those are no routers."""
    package, _, rest = (qualified or "").partition(".")
    return KINDS.get((package, rest.rpartition(".")[2]))


def read(module: Module) -> None:
    """Find classes that are derived from one, and the prefix that `super().__init__(prefix=…)` passes on."""
    constructors: dict[str, ClassSite] = {}
    for site in module.classes:
        constructors[f"{site.inner.name}.__init__"] = site
        for base in site.inner.bases:
            qualified = module.qualified(base.partition("[")[0], site.scope, site.name_node.start_byte)
            site.router_kind = site.router_kind or kind_of(qualified)
    for call in module.calls_of(("__init__",)):
        site = constructors.get(call.scope.name)
        if site is None or not _is_of_base(call.node, module):
            continue
        given = arguments_of(call.node, module.text).keywords
        if "prefix" in given:
            site.prefix = braces_path(expression(given["prefix"], module.text))
        elif "url_prefix" in given:
            site.prefix = angles_path(expression(given["url_prefix"], module.text))


def _is_of_base(call: Node, module: Module) -> bool:
    """`super().__init__(…)`, `Base.__init__(self, …)`."""
    function = call.child_by_field_name("function")
    called_on = function.child_by_field_name("object") if function is not None else None
    return called_on is not None and module.text.text_of(called_on) != "self"
