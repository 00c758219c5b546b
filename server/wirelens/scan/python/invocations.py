"""Calls by a name that may lead to a function of the workspace."""

import builtins
import sys

from wirelens.model.facts import Invocation
from wirelens.scan.python.module import CallSite, Module, is_standard_library
from wirelens.scan.python.scopes import Bound, Scope, lookup
from wirelens.scan.python.values import expression


def invocations_of(module: Module, calls: list[CallSite]) -> tuple[Invocation, ...]:
    """The calls of names that are defined here, imported, or `self`'s.

    Left out are builtins, the standard library and methods of values that nothing is known of: they lead nowhere, and are most of a
    file's calls.
    """
    leads: dict[tuple[Scope, str], bool] = {}
    found: list[Invocation] = []
    for call in calls:
        if call.callee is None:
            continue
        root = call.callee.partition(".")[0]
        key = (call.scope, root)
        if key not in leads:
            leads[key] = _may_lead_on(lookup(root, call.scope, sys.maxsize), root, module)
        if leads[key]:
            given = module.arguments(call)
            arguments = tuple(expression(argument, module.text) for argument in given.positional)
            keywords = tuple((name, expression(argument, module.text)) for name, argument in given.keywords.items())
            found.append(Invocation(call.scope.name, call.callee, module.text.span_of(call.node), arguments, keywords))
    return tuple(found)


def _may_lead_on(bound: Bound | None, root: str, module: Module) -> bool:
    if bound is None:
        return root in {"self", "cls"} or (bool(module.wildcard_modules) and not hasattr(builtins, root))
    if bound.imported is not None:
        return not is_standard_library(bound.imported.module)
    if bound.defined is not None:
        return True
    if bound.value is not None:
        return bound.value.type in {"identifier", "attribute"}
    return root in {"self", "cls"}
