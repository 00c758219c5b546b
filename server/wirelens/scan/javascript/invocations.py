"""Calls by a name that may lead to a function of the workspace."""

from tree_sitter import Node

from wirelens.model.expression import Expression
from wirelens.model.facts import Invocation
from wirelens.scan.javascript.module import CallSite, Module
from wirelens.scan.javascript.scopes import Scope, lookup
from wirelens.scan.javascript.syntax import CLASSES, FUNCTIONS, dotted_name, unwrapped

_LEADING = FUNCTIONS | CLASSES | {"object", "identifier", "member_expression", "new_expression"}
_OWN_MODULES = (".", "@/", "~", "src/", "$", "#", "/")
"""How paths begin that lead into a project, among them the aliases of Vite, Nuxt and SvelteKit."""


def invocations_of(module: Module, calls: list[CallSite]) -> tuple[Invocation, ...]:
    """The calls of names that are defined here, imported, or `this`'s.

    Left out are globals and methods of values that nothing is known of: they lead nowhere, and are most of a file's calls.
    """
    found: list[Invocation] = []
    for site in calls:
        if site.callee is not None and _may_lead_on(site, site.callee.partition(".")[0].removesuffix("()"), module):
            arguments = tuple(_argument(argument, site, module) for argument in site.arguments)
            found.append(Invocation(site.scope.name, site.callee, module.span(site), arguments))
    return tuple(found)


def _argument(argument: Node, site: CallSite, module: Module) -> Expression:
    written = unwrapped(argument)
    return module.object_members(written, site.scope) if written.type == "object" else module.expression(argument, site.scope)


def _may_lead_on(site: CallSite, root: str, module: Module) -> bool:
    bound = lookup(root, site.scope)
    if bound is None:
        return root in {"this", "super"}
    if bound.imported is not None or bound.value is None:
        return bound.imported is not None
    value = unwrapped(bound.value)
    return value.type in _LEADING or (value.type == "call_expression" and _is_own(value, bound.scope, module))


def _is_own(call: Node, scope: Scope, module: Module) -> bool:
    """Whether what is called is the workspace's own, as far as its import says: `useApi` of a hook beside, not of a package."""
    function = call.child_by_field_name("function")
    dotted = dotted_name(function, module.text) if function is not None else None
    bound = lookup(dotted.partition(".")[0], scope) if dotted is not None else None
    if bound is None or bound.imported is None:
        return bound is not None and bound.value is not None
    return bound.imported.module.startswith(_OWN_MODULES)
