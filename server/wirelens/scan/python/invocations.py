"""Calls by a name that may lead to a function of the workspace."""

import builtins
import re
import sys

from wirelens.model.facts import Invocation
from wirelens.model.span import Position
from wirelens.scan.python.module import CallSite, Module, is_standard_library
from wirelens.scan.python.scopes import Bound, Scope, lookup
from wirelens.scan.python.syntax import called_name
from wirelens.scan.python.values import expression

_DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")

_NEVER_OWN = frozenset(
    {
        *("fastapi", "starlette", "django", "rest_framework", "flask", "pydantic", "sqlalchemy", "sqlmodel", "redis", "celery", "pytest"),
        *("httpx", "requests", "aiohttp", "numpy", "pandas", "torch", "unittest", "mock", "graphene", "typing_extensions"),
    }
)
"""Packages whose objects have methods that lead nowhere in a workspace, and that are much used."""


def invocations_of(module: Module, calls: list[CallSite]) -> tuple[Invocation, ...]:
    """The calls of names that are defined here, imported, or `self`'s, with those that are handed over to others.

    Left out are builtins, the standard library and methods of values that nothing is known of: they lead nowhere, and are most of a
    file's calls.
    """
    leads: dict[tuple[Scope, str], bool] = {}

    def may_lead_on(callee: str, scope: Scope) -> bool:
        root = callee.partition(".")[0].removesuffix("()")
        key = (scope, root)
        if key not in leads:
            leads[key] = _may_lead_on(lookup(root, scope, sys.maxsize), root, module)
        return leads[key]

    found: list[Invocation] = []
    for call in calls:
        function = call.node.child_by_field_name("function")
        callee = called_name(function, module.text) if function is not None else None
        if callee is None:
            continue
        if callee.startswith("super()"):
            if callee == "super().__init__" and call.scope.name.endswith(".__init__"):
                found.append(_invocation(call, callee, module))
        elif may_lead_on(callee, call.scope):
            found.append(_invocation(call, callee, module))
    handed_over = [each for call, each in module.hand_overs if may_lead_on(each.callee, call.scope)]
    return tuple(sorted((*found, *handed_over), key=_start) if handed_over else found)


def _start(invocation: Invocation) -> Position:
    return invocation.span.start


def _invocation(call: CallSite, callee: str, module: Module) -> Invocation:
    given = module.arguments(call)
    arguments = tuple(expression(argument, module.text) for argument in given.positional)
    keywords = tuple((name, expression(argument, module.text)) for name, argument in given.keywords.items())
    return Invocation(call.scope.name, callee, module.text.span_of(call.node), arguments, keywords)


def _may_lead_on(bound: Bound | None, root: str, module: Module) -> bool:
    if bound is None:
        return root in {"self", "cls"} or (bool(module.wildcard_modules) and not hasattr(builtins, root))
    if bound.imported is not None:
        return not is_standard_library(bound.imported.module)
    if bound.defined is not None:
        return True
    if bound.value is not None and bound.value.type in {"identifier", "attribute"}:
        return True
    return root in {"self", "cls"} or _may_be_an_own_object(bound, module)


def _may_be_an_own_object(bound: Bound, module: Module) -> bool:
    """Whether a name may stand for an instance of a class of the workspace: by what makes it, or by what it is declared to be."""
    maker = bound.value.child_by_field_name("function") if bound.value is not None and bound.value.type == "call" else None
    made_by = called_name(maker, module.text) if maker is not None else None
    for word in (made_by or "", *_DOTTED.findall(bound.annotation or "")):
        known = lookup(word.partition(".")[0].removesuffix("()"), bound.scope, sys.maxsize) if word else None
        if known is None:
            continue
        if known.defined is not None:
            return True
        if known.imported is not None:
            package = known.imported.module.partition(".")[0]
            if package not in _NEVER_OWN and not is_standard_library(known.imported.module):
                return True
    return False
