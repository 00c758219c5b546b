"""What a variable holds where it is used: of several assignments, those that reach the place."""

from typing import NamedTuple

from tree_sitter import Node

from wirelens.model.expression import Choice, Environment, Expression, Hole, Join, Name
from wirelens.scan.python.module import Module
from wirelens.scan.python.scopes import Scope
from wirelens.scan.python.syntax import dotted_name, unwrapped
from wirelens.scan.python.templates import joined
from wirelens.scan.python.url_texts import plain_text, stripped
from wirelens.scan.python.values import expression, formatted, value_of_call

_LONGEST_CHAIN = 8
_MOST_CHOICES = 4
_BRANCHING = 4
"""How many steps of the chain a choice costs: each may lead to choices again."""

_MOST_ASSIGNMENTS = 200
"""A variable that is bound more often is followed by nobody."""

_BLOCKS = frozenset({"block", "module"})


class _Assigned(NamedTuple):
    """A value given to a variable at byte `start`; None: it is not known. `adds`: behind what it held (`+=`)."""

    start: int
    value: Node | None
    adds: bool
    is_parameter: bool


def value_here(node: Node, scope: Scope, module: Module) -> Expression:
    """The value of an expression where it stands, each variable of its function as the last assignments before say."""
    return _at(_spelled(node, scope, module), node.start_byte, scope, module, 0)


def _spelled(node: Node, scope: Scope, module: Module) -> Expression:
    """The expression as written; `TEMPLATE.format(x)` filled in where this file has the template."""
    node = unwrapped(node)
    template = _template(node, scope, module)
    return formatted(template, node, module.text) if template is not None else value_of_call(node, module.text)


def _template(node: Node, scope: Scope, module: Module) -> Node | None:
    """The text that `TEMPLATE.format(x)` or `self.template.format(x)` fills in, where this file has it; None for all else."""
    function = node.child_by_field_name("function") if node.type == "call" else None
    word = function.child_by_field_name("attribute") if function is not None else None
    given = function.child_by_field_name("object") if function is not None else None
    if word is None or given is None or module.text.text_of(word) != "format":
        return None
    dotted = dotted_name(given, module.text)
    if dotted is None or not _is_bound_once(dotted, scope):
        return None
    found = module.meaning(dotted, scope, node.start_byte)
    value = unwrapped(found.bound.value) if found.bound is not None and found.bound.value is not None and not found.rest else None
    return value if value is not None and value.type in {"string", "concatenated_string"} else None


def _is_bound_once(dotted: str, scope: Scope) -> bool:
    """Whether an attribute of `self` has one value in its class; other names are looked up where they stand."""
    first, _, attribute = dotted.partition(".")
    owner = scope.enclosing_class() if first in {"self", "cls"} else None
    return owner is None or len(owner.names.get(f"self.{attribute}", [])) + len(owner.names.get(attribute, [])) == 1


def _at(value: Expression, start: int, scope: Scope, module: Module, depth: int) -> Expression:
    match value:
        case Join(parts):
            return joined([_at(part, start, scope, module, depth) for part in parts])
        case Choice(options):
            return Choice(tuple(_at(option, start, scope, module, depth) for option in options))
        case Environment(variable, default) if default is not None:
            return Environment(variable, _at(default, start, scope, module, depth))
        case Name(dotted) if "." not in dotted and depth < _LONGEST_CHAIN:
            return _variable(dotted, start, scope, module, depth + 1)
        case _:
            return value


def _variable(name: str, start: int, scope: Scope, module: Module, depth: int) -> Expression:
    assigned = _assignments(name, scope, module)
    before = [each for each in assigned if each.start < start]
    if not assigned or len(assigned) > _MOST_ASSIGNMENTS or not before or before[-1].is_parameter:
        return Name(name)
    only = before[0].value if len(assigned) == 1 else None
    if len(assigned) == 1 and (only is None or _template(unwrapped(only), scope, module) is None):  # linking follows the name
        return Name(name)
    found: list[Expression] = []
    is_straight = before[-1].value is None or _reaches(before[-1].value, start)
    for each in reversed(before):
        if len(found) > _MOST_CHOICES:
            return Hole(name)
        found.append(_given(name, each, scope, module, depth if is_straight else depth + _BRANCHING))
        # A slash that is added where it lacks is there either way.
        if each.value is None or _reaches(each.value, start) or (each.adds and plain_text(expression(each.value, module.text)) == "/"):
            break
    options = tuple(dict.fromkeys(found))
    return options[0] if len(options) == 1 else Choice(options) if len(options) <= _MOST_CHOICES else Hole(name)


def _given(name: str, assigned: _Assigned, scope: Scope, module: Module, depth: int) -> Expression:
    if assigned.is_parameter:
        return Name(name)
    if assigned.value is None:
        return Hole(name)
    value = _at(_spelled(assigned.value, scope, module), assigned.start, scope, module, depth)
    if not assigned.adds:
        return value
    before = _variable(name, assigned.start, scope, module, depth + 1) if depth < _LONGEST_CHAIN else Hole(name)
    return joined([stripped(before, "/", left=False, right=True), value]) if plain_text(value) == "/" else joined([before, value])


def _assignments(name: str, scope: Scope, module: Module) -> list[_Assigned]:
    """All that a scope binds a name to, in the order of the source; none where that is too much."""
    if len(scope.names.get(name, ())) + len(module.additions.get((scope, name), ())) > _MOST_ASSIGNMENTS:
        return []
    found = [_Assigned(each.start, each.value, False, each.is_parameter) for each in scope.names.get(name, ())]
    found += [_Assigned(each.target.node.start_byte, each.value, True, False) for each in module.additions.get((scope, name), ())]
    return sorted(found, key=lambda each: each.start)


def _reaches(value: Node, start: int) -> bool:
    """Whether whoever comes to byte `start` has come by an assignment: it stands in a block around."""
    block = value.parent
    while block is not None and block.type not in _BLOCKS:
        block = block.parent
    return block is None or block.start_byte <= start < block.end_byte
