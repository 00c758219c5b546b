"""The routers that FastAPI Users makes, each with the routes that its documentation lists ("Routes").

https://fastapi-users.github.io/fastapi-users/latest/usage/routes/
"""

from collections.abc import Mapping

from tree_sitter import Node

from wirelens.model.expression import Name
from wirelens.scan.python.module import Module
from wirelens.scan.python.scopes import Scope
from wirelens.scan.python.syntax import dotted_name, unwrapped

_PACKAGE = "fastapi_users"

_Routes = tuple[tuple[tuple[str, ...], str], ...]
"""Methods and paths."""

_MADE: Mapping[str, _Routes] = {
    "get_auth_router": ((("POST",), "/login"), (("POST",), "/logout")),
    "get_register_router": ((("POST",), "/register"),),
    "get_reset_password_router": ((("POST",), "/forgot-password"), (("POST",), "/reset-password")),
    "get_verify_router": ((("POST",), "/request-verify-token"), (("POST",), "/verify")),
    "get_users_router": ((("GET", "PATCH"), "/me"), (("GET", "PATCH", "DELETE"), "/{id}")),
    "get_oauth_router": ((("GET",), "/authorize"), (("GET",), "/callback")),
    "get_oauth_associate_router": ((("GET",), "/authorize"), (("GET",), "/callback")),
}


def routes_made(child: Node, scope: Scope, module: Module) -> _Routes:
    """The routes of a router that FastAPI Users makes, `fastapi_users.get_auth_router(backend)`; none of any other."""
    child = unwrapped(child)
    dotted = dotted_name(child, module.text)
    bound = module.meaning(dotted, scope, child.start_byte).bound if dotted is not None else None
    made = unwrapped(bound.value) if bound is not None and bound.value is not None else child
    function = made.child_by_field_name("function") if made.type == "call" else None
    maker, _, word = (dotted_name(function, module.text) or "").rpartition(".") if function is not None else ("", "", "")
    return _MADE[word] if maker and word in _MADE and _is_theirs(maker, scope, module) else ()


def _is_theirs(maker: str, scope: Scope, module: Module) -> bool:
    """Whether an object is one of FastAPI Users: by what makes it here, else by what the file imports or it is called."""
    bound = module.meaning(maker, scope).bound
    made = unwrapped(bound.value) if bound is not None and bound.value is not None else None
    if bound is not None and made is not None and made.type == "call":
        by = module.reference(made.child_by_field_name("function") or made)
        qualified = module.qualified(by.dotted, bound.scope) if isinstance(by, Name) else None
        return (qualified or "").partition(".")[0] == _PACKAGE or module.is_instance(made, bound.scope)
    return _PACKAGE in module.packages or _PACKAGE in maker.lower()
