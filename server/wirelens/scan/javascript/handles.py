"""What a timer is kept under, so that it can be cleared."""

import re

from tree_sitter import Node

from wirelens.scan.javascript.module import CallSite, Module
from wirelens.scan.javascript.scopes import Scope, lookup
from wirelens.scan.javascript.syntax import dotted_name, unwrapped

Handle = tuple[str, Scope | None]
"""A name, or a member of one, and the scope whose name that is."""

_TRANSPARENT = frozenset({"parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression", "type_assertion"})
_ROOT = re.compile(r"[\w$]+")
_MOST_ALIASES = 4


def handle(node: Node, scope: Scope, module: Module) -> Handle | None:
    """What a timer is called where it is used: `timer`, `ref.current`, `this.timer`, `timers[id]`."""
    node = unwrapped(node)
    written = dotted_name(node, module.text) or (module.text.text_of(node) if node.type == "subscript_expression" else "")
    root = _ROOT.match(written)
    if root is None:
        return None
    owner = (scope.enclosing_class() or module.scope) if root[0] == "this" else scope.holding(root[0])
    return written, owner


def handles(site: CallSite, module: Module) -> set[Handle]:
    """All that what a call gives is kept under; empty where it is given away, or dropped."""
    node = kept(site.node)
    holder = node.parent
    first = None
    if holder is not None and holder.type in {"variable_declarator", "assignment_expression"}:
        name = holder.child_by_field_name("name") or holder.child_by_field_name("left")
        first = handle(name, site.scope, module) if name is not None else None
    elif holder is not None and holder.type == "arguments":
        setter = next((each for sites in _setters(module) for each in sites if each.arguments[:1] == [node]), None)
        first = _state(setter) if setter is not None else None
    known = {first} if first is not None else set[Handle]()
    for _ in range(_MOST_ALIASES if known else 0):
        found = _aliases(known, site.scope, module)
        if found <= known:
            break
        known |= found
    return known


def kept(node: Node) -> Node:
    """A value with the parentheses and assertions around it."""
    while node.parent is not None and node.parent.type in _TRANSPARENT:
        node = node.parent
    return node


def is_dropped(site: CallSite, module: Module) -> bool:
    """Whether nobody can get at what a call gives: it is bound to nothing, or to a name that is never used."""
    node = kept(site.node)
    holder = node.parent
    if holder is None or holder.type != "variable_declarator":
        return holder is not None and holder.type == "expression_statement"
    name = holder.child_by_field_name("name")
    exported = holder.parent is not None and holder.parent.parent is not None and holder.parent.parent.type == "export_statement"
    return name is not None and name.type == "identifier" and not exported and module.mentions(module.text.text_of(name)) == 1


def meant(node: Node, scope: Scope, module: Module) -> set[Handle]:
    """What a name stands for as a handle: itself, and what it was copied from (`const timer = ref.current`)."""
    itself = handle(node, scope, module)
    bound = lookup(itself[0], scope) if itself is not None and itself[0].isidentifier() else None
    copied = handle(bound.value, bound.scope, module) if bound is not None and bound.value is not None and not bound.keys else None
    return {each for each in (itself, copied) if each is not None}


def _aliases(known: set[Handle], scope: Scope, module: Module) -> set[Handle]:
    """What else a handle is kept under: `ref.current = id`, `this.timer = id`, `setTimer(id)`."""
    names = {name for name, _ in known}

    def is_known(value: Node, scope: Scope) -> bool:
        return module.text.text_of(value) in names and handle(value, scope, module) in known

    found = {handle(target.node, target.scope, module) for target, value in module.assignments if is_known(value, target.scope)}
    owner = scope.enclosing_class() or module.scope
    for name, bounds in owner.names.items():
        if name.startswith("this.") and any(each.value is not None and is_known(each.value, each.scope) for each in bounds):
            found.add((name, owner))
    for sites in _setters(module):
        found |= {_state(each) for each in sites if each.arguments and is_known(each.arguments[0], each.scope)}
    return {each for each in found if each is not None}


def _setters(module: Module) -> list[list[CallSite]]:
    return [sites for word, sites in module.calls.items() if word.startswith("set") and word[3:4].isupper()]


def setter_of(state: str) -> str:
    """What React calls the function that sets a state: `setTimer` for `timer`."""
    return f"set{state[:1].upper()}{state[1:]}"


def _state(setter: CallSite) -> Handle | None:
    """The state that `setTimer(…)` sets, as React names both: `timer`."""
    name = setter.callee or ""
    state = name[3:4].lower() + name[4:]
    owner = setter.scope.holding(name)
    return (state, owner) if owner is not None and state in owner.names else None


def is_about(written: str, known: set[Handle]) -> bool:
    """Whether a condition only asks if there is a timer."""
    for name, _ in known:
        rest = written.replace("?.", ".").replace(name, "")
        if rest != written and not re.sub(r"null|undefined|typeof|[!=()\s]|\bvoid 0\b", "", rest):
            return True
    return False
