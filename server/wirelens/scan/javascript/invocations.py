"""Calls by a name that may lead to a function of the workspace."""

from tree_sitter import Node

from wirelens.model.expression import Expression
from wirelens.model.facts import Invocation
from wirelens.scan.javascript.module import CallSite, Module
from wirelens.scan.javascript.scopes import lookup
from wirelens.scan.javascript.syntax import CLASSES, FUNCTIONS, unwrapped

_LEADING = FUNCTIONS | CLASSES | {"object", "identifier", "member_expression", "new_expression"}


def invocations_of(module: Module, calls: list[CallSite]) -> tuple[Invocation, ...]:
    """The calls of names that are defined here, imported, or `this`'s.

    Left out are globals and methods of values that nothing is known of: they lead nowhere, and are most of a file's calls.
    """
    found: list[Invocation] = []
    for site in calls:
        if site.callee is not None and _may_lead_on(site, site.callee.partition(".")[0]):
            arguments = tuple(_argument(argument, site, module) for argument in site.arguments)
            found.append(Invocation(site.scope.name, site.callee, module.span(site), arguments))
    return tuple(found)


def _argument(argument: Node, site: CallSite, module: Module) -> Expression:
    written = unwrapped(argument)
    return module.object_members(written, site.scope) if written.type == "object" else module.expression(argument, site.scope)


def _may_lead_on(site: CallSite, root: str) -> bool:
    bound = lookup(root, site.scope)
    if bound is None:
        return root == "this"
    return bound.imported is not None or (bound.value is not None and unwrapped(bound.value).type in _LEADING)
