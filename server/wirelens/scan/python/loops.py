"""Loops over lists that are written out: what their variables are, one turn after another."""

from collections.abc import Iterator, Mapping
from itertools import product
from math import prod
from types import MappingProxyType

from tree_sitter import Node

from wirelens.model.expression import Choice, Environment, Expression, Hole, Join, Name
from wirelens.scan.python.module import Module
from wirelens.scan.python.scopes import Scope
from wirelens.scan.python.syntax import dotted_name, elements, unwrapped
from wirelens.scan.python.templates import joined
from wirelens.scan.python.values import expression

Turn = Mapping[str, Node | None]
"""What each variable stands for in one turn; None: that is only known when the program runs."""

NO_TURN: Turn = MappingProxyType({})
"""Outside of any loop."""

_LISTS = frozenset({"list", "tuple", "set"})
_PATTERNS = frozenset({"pattern_list", "tuple_pattern", "list_pattern"})
_MOST_TURNS = 64
"""More are a table of data; what stands in the loop is then told once, with holes."""


def turns_of(loop: Node, module: Module, scope: Scope) -> list[Turn]:
    """The turns of one `for`, of a statement or a comprehension."""
    left, right = loop.child_by_field_name("left"), loop.child_by_field_name("right")
    if left is None or right is None:
        return [{}]
    names = [left] if left.type == "identifier" else elements(left) if left.type in _PATTERNS else []
    written = [module.text.text_of(each) if each.type == "identifier" else "" for each in names]
    rows = _rows(unwrapped(right), module, scope)
    turns: list[Turn] = []
    for row in rows:
        values = list(row) if len(row) == len(written) else _parts(row[0])
        if len(values) != len(written):
            return [dict.fromkeys(written)]
        turns.append(dict(zip(written, values, strict=True)))
    return turns if 0 < len(turns) <= _MOST_TURNS else [dict.fromkeys(written)]


def turns_around(node: Node, module: Module, scope: Scope) -> Iterator[Turn]:
    """The turns of all loops around a node within its own function, the outermost changing last."""
    loops: list[list[Turn]] = []
    outer = node.parent
    while outer is not None and outer.type not in {"function_definition", "class_definition", "lambda"}:
        if outer.type == "for_statement":
            loops.append(turns_of(outer, module, scope))
        outer = outer.parent
    if not loops or prod(map(len, loops)) > _MOST_TURNS:
        yield {}
        return
    for turns in product(*reversed(loops)):
        yield {name: value for turn in turns for name, value in turn.items()}


def in_turn(value: Expression, turn: Turn, module: Module) -> Expression:
    """An expression with the variables of loops replaced by what they stand for in one turn."""
    match value:
        case Join(parts):
            return joined([in_turn(part, turn, module) for part in parts])
        case Choice(options):
            return Choice(tuple(in_turn(option, turn, module) for option in options))
        case Environment(variable, default) if default is not None:
            return Environment(variable, in_turn(default, turn, module))
        case Name(dotted) if dotted.partition(".")[0] in turn:
            return _variable(dotted, turn, module)
        case _:
            return value


def _variable(dotted: str, turn: Turn, module: Module) -> Expression:
    first, _, rest = dotted.partition(".")
    node = turn[first]
    if node is None or not rest:
        return expression(node, module.text) if node is not None else Hole(dotted.rpartition(".")[2])
    itself = dotted_name(unwrapped(node), module.text)
    return Name(f"{itself}.{rest}") if itself is not None else Hole(rest.rpartition(".")[2])


def _rows(listed: Node, module: Module, scope: Scope) -> list[tuple[Node, ...]]:
    """What a loop goes over: of each element the node, of a dictionary's items two; none where that is not written out."""
    if listed.type == "call":
        function = listed.child_by_field_name("function")
        called_on = function.child_by_field_name("object") if function is not None and function.type == "attribute" else None
        word = function.child_by_field_name("attribute") if function is not None and function.type == "attribute" else None
        if called_on is None or word is None or module.text.text_of(word) != "items":
            return []
        dictionary = _written(unwrapped(called_on), module, scope)
        pairs = [each for each in dictionary.named_children if each.type == "pair"] if dictionary.type == "dictionary" else []
        both = [(pair.child_by_field_name("key"), pair.child_by_field_name("value")) for pair in pairs]
        return [(key, value) for key, value in both if key is not None and value is not None]
    listed = _written(listed, module, scope)
    found = elements(listed) if listed.type in _LISTS else []
    return [] if any(each.type == "list_splat" for each in found) else [(unwrapped(each),) for each in found]


def _written(node: Node, module: Module, scope: Scope) -> Node:
    dotted = dotted_name(node, module.text)
    meaning = module.meaning(dotted, scope, node.start_byte) if dotted is not None else None
    bound = meaning.bound if meaning is not None and not meaning.rest else None
    return unwrapped(bound.value) if bound is not None and bound.value is not None else node


def _parts(row: Node) -> list[Node]:
    return [unwrapped(each) for each in elements(row)] if row.type in _LISTS else []
