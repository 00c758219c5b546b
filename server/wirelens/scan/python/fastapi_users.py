"""The routers that FastAPI Users makes, each with the routes that its documentation lists ("Routes").

https://fastapi-users.github.io/fastapi-users/latest/usage/routes/
"""

from collections.abc import Mapping

from tree_sitter import Node

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
    is_theirs = _PACKAGE in module.packages or _PACKAGE in maker.lower()
    return _MADE.get(word, ()) if maker and is_theirs else ()
