"""Routes that are not seen where they are registered: `api.add_resource(View, *paths)`, `app.add_url_rule(**rule)`."""

from collections.abc import Mapping

from wirelens.model.expression import EMPTY, Result
from wirelens.model.facts import Include
from wirelens.scan.python.module import CallSite, Module
from wirelens.scan.python.syntax import dotted_name

_NEEDED: Mapping[str, tuple[tuple[int, str], ...]] = {
    "add_resource": ((0, "resource"),),
    "add_api_route": ((0, "path"), (1, "endpoint")),
    "add_url_rule": ((0, "rule"), (2, "view_func")),
    "add_namespace": ((0, "ns"),),
    "include_router": ((0, "router"),),
    "register_blueprint": ((0, "blueprint"),),
}
"""What has to be seen of a registration so that it says which routes there are."""


def read(module: Module) -> None:
    """Tell of registrations with starred arguments that hide what they add: as of a router of an installed package, it may be anything."""
    for call in module.calls_of(_NEEDED):
        owner = (call.callee or "").rpartition(".")[0]
        # A router's own method passes on what it is given: that is seen where it is called.
        if owner and owner not in {"self", "cls"} and call.callee is not None and _hides_routes(module, call):
            span = module.text.span_of(call.node)
            module.includes.append(Include(call.scope.name, owner, Result(call.callee), EMPTY, span))


def _hides_routes(module: Module, call: CallSite) -> bool:
    listed = call.node.child_by_field_name("arguments")
    starred = [each for each in listed.named_children if each.type.endswith("_splat")] if listed is not None else []
    if listed is None or not starred:
        return False
    if call.name == "add_resource":
        paths = next((each for each in starred if each.type == "list_splat"), None)
        if paths is not None:  # the parts of a row that is passed on whole are known to linking
            return listed.named_children[0] != paths or dotted_name(paths.named_children[0], module.text) is None
    given = module.arguments(call)
    return any(given.get(*each) is None for each in _NEEDED[call.name])
