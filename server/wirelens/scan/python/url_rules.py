"""The rules of Flask's routes as they are written: texts, and what a function makes of one (`scoped("/items/<int:id>")`)."""

from tree_sitter import Node

from wirelens.model.expression import Expression, Result
from wirelens.scan.python.paths import angles_path
from wirelens.scan.python.syntax import arguments_of, dotted_name, unwrapped
from wirelens.scan.python.values import expression, known_value
from wirelens.scan.text import LineIndex


def url_rule(written: Node, text: LineIndex) -> Expression:
    """A rule; what a function makes of a text is for linking to say."""
    written = unwrapped(written)
    made = arguments_of(written, text) if written.type == "call" and known_value(written, text) is None else None
    function = written.child_by_field_name("function") if made is not None else None
    dotted = dotted_name(function, text) if function is not None else None
    given = made.positional[0] if made is not None and made.complete and len(made.positional) == 1 and not made.keywords else None
    if dotted is None or given is None:
        return angles_path(expression(written, text))
    return Result(dotted, (angles_path(expression(given, text)),))
