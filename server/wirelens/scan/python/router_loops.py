"""Routers in lists and in loops over them."""

from collections.abc import Iterable, Iterator

from tree_sitter import Node

from wirelens.model.expression import Expression, Hole, Literal, Members, Name
from wirelens.model.facts import Listing, Loop
from wirelens.scan.python.module import CallSite, Module
from wirelens.scan.python.results import value_or_result
from wirelens.scan.python.scopes import Scope
from wirelens.scan.python.syntax import arguments_of, dotted_name, elements, unwrapped
from wirelens.scan.python.values import expression, plain_text
from wirelens.scan.text import LineIndex

_LISTS = frozenset({"list", "tuple", "set"})
_PATTERNS = frozenset({"pattern_list", "tuple_pattern", "list_pattern"})
_FUNCTIONS = frozenset({"function_definition", "class_definition", "lambda", "module"})
_MOST_ROWS = 256
"""More are a table of data."""

_Rows = tuple[tuple[Expression, ...], ...]


def read(module: Module) -> None:
    """Find the lists that name things, and the loops over lists around what hangs routers on routers."""
    for assignment in module.assignments:
        rows = _rows(assignment.value, module)
        if any(not isinstance(part, Literal | Hole) for row in rows for part in row):
            module.listings.append(Listing(assignment.target.scope.name, assignment.target.name, rows))


def tell_loops(call: CallSite, module: Module) -> None:
    """Tell of the loops around something that hangs on a router."""
    for loop in _loops_around(call.node):
        _tell(loop, call.scope, module)


def _tell(loop: Node, scope: Scope, module: Module) -> None:
    left, right = loop.child_by_field_name("left"), loop.child_by_field_name("right")
    extent = _extent(loop)
    if left is None or right is None or any(each.extent == module.text.span_of(extent) for each in module.loops):
        return
    names = [left] if left.type == "identifier" else elements(left) if left.type in _PATTERNS else []
    over = unwrapped(right)
    called = over.child_by_field_name("function") if over.type == "call" else None
    word = module.text.text_of(called).rpartition(".")[2] if called is not None else ""
    if word == "enumerate" and len(names) == 2:  # noqa: PLR2004 (index and element)
        listed = over.child_by_field_name("arguments")
        over, names = (unwrapped(listed.named_children[0]) if listed is not None and listed.named_children else over), names[1:]
        names = elements(names[0]) if names[0].type in _PATTERNS else names
    elif word in {"items", "values", "list", "tuple", "sorted", "reversed"} and called is not None:
        inner = called.child_by_field_name("object") if word in {"items", "values"} else None
        listed = over.child_by_field_name("arguments")
        first = listed.named_children[0] if listed is not None and listed.named_children else None
        over = unwrapped(inner or first or over)
    dotted = dotted_name(over, module.text)
    rows = _rows(over, module)
    if names and (dotted is not None or rows):
        variables = tuple(module.text.text_of(each) for each in names)
        rows = tuple(row[-1:] for row in rows) if word == "values" else rows
        module.loops.append(Loop(scope.name, variables, Name(dotted) if dotted else None, rows, module.text.span_of(extent)))


def _loops_around(node: Node) -> Iterator[Node]:
    """The loops around a node within its own function, outermost first."""
    found: list[Node] = []
    outer = node.parent
    while outer is not None and outer.type not in _FUNCTIONS:
        if outer.type == "for_statement":
            found.append(outer)
        elif outer.type in {"list_comprehension", "generator_expression", "set_comprehension"}:
            found.extend(child for child in outer.named_children if child.type == "for_in_clause")
        outer = outer.parent
    return reversed(found)


def _extent(loop: Node) -> Node:
    return loop if loop.type == "for_statement" or loop.parent is None else loop.parent


def _rows(listed: Node, module: Module) -> _Rows:
    """The rows of a list, tuple, set or dictionary that is spelled out."""
    if listed.type == "dictionary":
        pairs = [child for child in listed.named_children if child.type == "pair"]
        both = [(pair.child_by_field_name("key"), pair.child_by_field_name("value")) for pair in pairs]
        rows = [_values((key, value), module) for key, value in both if key is not None and value is not None]
    elif listed.type in _LISTS:
        rows = [
            _values(elements(each) if each.type in {"tuple", "list"} else (each,), module)
            if (members := _members(each, module)) is None
            else (members,)
            for each in map(unwrapped, elements(listed))
            if each.type != "list_splat"
        ]
    else:
        return ()
    return tuple(rows) if len(rows) <= _MOST_ROWS else ()


def _members(row: Node, module: Module) -> Members | None:
    """The members of a row that is a dictionary, `{"router": router}` or `dict(router=router)`."""
    if row.type == "call":
        function = row.child_by_field_name("function")
        given = arguments_of(row, module.text).keywords if function is not None and module.text.text_of(function) == "dict" else {}
        return Members(tuple((key, _values((value,), module)[0]) for key, value in given.items())) if given else None
    if row.type != "dictionary":
        return None
    pairs = ((pair.child_by_field_name("key"), pair.child_by_field_name("value")) for pair in row.named_children if pair.type == "pair")
    written = ((plain_text(expression(key, module.text)), value) for key, value in pairs if key is not None and value is not None)
    return Members(tuple((key, _values((value,), module)[0]) for key, value in written if key is not None))


def part_of_row(node: Node, text: LineIndex) -> Name | None:
    """`row["router"]` and `row.get("router")`: a member of a row that is a dictionary."""
    if node.type == "subscript":
        row, key = node.child_by_field_name("value"), node.child_by_field_name("subscript")
    else:
        function = node.child_by_field_name("function") if node.type == "call" else None
        row = function.child_by_field_name("object") if function is not None else None
        method = function.child_by_field_name("attribute") if function is not None else None
        is_read = method is not None and text.text_of(method) in {"get", "pop"}
        key = next(iter(arguments_of(node, text).positional), None) if is_read else None
    word = plain_text(expression(key, text)) if key is not None and key.type == "string" else None
    is_name = row is not None and row.type == "identifier" and word is not None and word.isidentifier()
    return Name(f"{text.text_of(row)}.{word}") if is_name and row is not None else None


def _values(parts: Iterable[Node], module: Module) -> tuple[Expression, ...]:
    return tuple(value_or_result(part, module.text) or Hole("value") for part in parts)
