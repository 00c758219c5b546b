"""Values that only a call gives: which function gives them, or of which class a view is made."""

from tree_sitter import Node

from wirelens.model.expression import Expression, Result
from wirelens.scan.python.syntax import arguments_of, called_name, dotted_name, unwrapped
from wirelens.scan.python.values import known_value, result_of
from wirelens.scan.text import LineIndex

_DEEPEST = 12
"""Decorators around each other."""


def value_or_result(node: Node, text: LineIndex) -> Expression | None:
    """The value of an expression; of a call that nothing else is known of, which function gives it."""
    node = unwrapped(node)
    value = known_value(node, text)
    made = _made_view(node, text) if value is None and node.type == "call" else None
    function = made.child_by_field_name("function") if made is not None else None
    dotted = called_name(function, text) if function is not None else None
    if made is None or dotted is None:
        return value
    of_view = dotted.removesuffix(".as_view")
    is_class = of_view != dotted or dotted.rpartition(".")[2][:1].isupper()
    return Result(of_view) if is_class else result_of(dotted, arguments_of(made, text), text)


def _made_view(call: Node, text: LineIndex) -> Node:
    """The call that makes a view of a class, out of the decorators around it: `login_required(View.as_view())`; else the call itself."""
    inner: Node | None = call
    for _ in range(_DEEPEST):
        function = inner.child_by_field_name("function") if inner is not None and inner.type == "call" else None
        if inner is None or function is None:
            break
        if (dotted_name(function, text) or "").endswith(".as_view"):
            return inner
        inner = next(iter(arguments_of(inner, text).positional), None)
    return call
