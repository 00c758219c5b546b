"""Python expressions that may make a URL, a path or a name, kept symbolic."""

import re
from collections.abc import Callable

from tree_sitter import Node

from wirelens.model.expression import Choice, Environment, Expression, Hole, Join, Literal, Name, Result
from wirelens.scan.python.format_templates import brace_formatted, percent_formatted
from wirelens.scan.python.string_literals import literal_text, string_content
from wirelens.scan.python.syntax import Arguments, alternatives, arguments_of, dotted_name, elements, operands, unwrapped
from wirelens.scan.python.templates import joined
from wirelens.scan.python.url_texts import below, stripped, url_joined
from wirelens.scan.python.url_texts import plain_text as plain_text  # noqa: PLC0414 (all dialects take it from here, with expression)
from wirelens.scan.text import LineIndex

_DEEPEST = 12
_LONGEST_TEXT = 2_000
"""Longer text is a prompt or a document, never a URL; facts stay small without it."""

_WORD = re.compile(r"[^\W\d]\w*")
_ENVIRONMENT_CALLS = frozenset({"os.getenv", "getenv", "os.environ.get", "environ.get"})
_ENVIRONMENT_MAPS = frozenset({"os.environ", "environ"})
_ENVIRONMENT_READERS = frozenset({"config", "env", "env.str", "env.url", "environ.str", "environ.Env.str", "decouple.config", "env_config"})
"""What python-decouple, django-environ and environs call a function that reads a variable; one without its name in capitals is another."""
_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*")
_FIELDS = frozenset({"Field", "pydantic.Field", "field", "dataclasses.field"})
_SAME_VALUE_CALLS = frozenset(
    {"str", "int", "float", "quote", "urllib.parse.quote", "httpx.URL", "URL", "yarl.URL", "furl", "furl.furl", "AnyHttpUrl", "HttpUrl"}
)
_STRIPPING = {
    "strip": (True, True),
    "lstrip": (True, False),
    "rstrip": (False, True),
    "removeprefix": (True, False),
    "removesuffix": (False, True),
}
"""Which ends a method strips."""

_READ_CALLS = frozenset(
    {"urljoin", "Field", "field", "format", "join", "getattr", *_STRIPPING}
    | {name.rpartition(".")[2] for name in _ENVIRONMENT_CALLS | _ENVIRONMENT_READERS | _SAME_VALUE_CALLS}
)
"""The last words of calls whose value may be known."""
_COLLECTIONS = frozenset({"dictionary", "list", "tuple", "set"})
_FORMATTED = re.compile(r"^[a-zA-Z]*[fFtT]")


def expression(node: Node, text: LineIndex, depth: int = 0) -> Expression:
    """The value of an expression as far as it can be written down; what cannot be is a hole named after the source's last word."""
    node = unwrapped(node)
    value = known_value(node, text, depth)
    return value if value is not None else _hole(node, text)


_MOST_ARGUMENTS = 4
"""A function that is given more makes no text of them."""


def known_value(node: Node, text: LineIndex, depth: int = 0) -> Expression | None:
    """The value of an expression, None where nothing of it can be written down."""
    node = unwrapped(node)
    reader = _READERS.get(node.type)
    if reader is None or depth > _DEEPEST or node.end_byte - node.start_byte > _LONGEST_TEXT:
        return None
    return reader(node, text, depth + 1)


def value_of_call(node: Node, text: LineIndex, depth: int = 0) -> Expression:
    """The value of an expression where text is expected; of a call that nothing else is known of, what a function of that name gives."""
    value = known_value(node, text, depth)
    node = unwrapped(node)
    function = node.child_by_field_name("function") if value is None and node.type == "call" else None
    dotted = dotted_name(function, text) if function is not None else None
    if dotted is None or depth > _DEEPEST:
        return value if value is not None else _hole(node, text)
    return result_of(dotted, arguments_of(node, text), text, depth + 1)


def result_of(function: str, arguments: Arguments, text: LineIndex, depth: int = 0) -> Result:
    """What a function gives for arguments, of which texts are kept: they may be paths, or the names of variables."""
    leading = next(iter((*arguments.positional, *arguments.keywords.values())), None)
    first = expression(leading, text, depth) if leading is not None else None
    if not isinstance(first, Literal | Join | Environment | Name) or len(arguments.positional) > _MOST_ARGUMENTS:
        return Result(function)
    positional = tuple(expression(each, text, depth) for each in arguments.positional)
    return Result(function, positional, tuple((name, expression(each, text, depth)) for name, each in arguments.keywords.items()))


def formatted(template: Node, call: Node, text: LineIndex) -> Expression:
    """What `call`, of `format` on a text, makes of it."""
    return _format(expression(template, text), arguments_of(call, text), text)


def _format(template: Expression, arguments: Arguments, text: LineIndex, depth: int = 1) -> Expression:
    positional = [expression(each, text, depth) for each in arguments.positional]
    return brace_formatted(template, positional, {name: expression(each, text, depth) for name, each in arguments.keywords.items()})


def _hole(node: Node, text: LineIndex) -> Hole:
    if node.type in _COLLECTIONS:
        return Hole("value")
    name = _named_after(node, text)
    if name is not None:
        return Hole(name)
    # A long expression's last word stands in its tail; reading all of it would cost most where it says least.
    words: list[str] = _WORD.findall(text.text(max(node.start_byte, node.end_byte - 200), node.end_byte))
    return Hole(words[-1] if words else "value")


def _named_after(node: Node, text: LineIndex) -> str | None:
    """What `row.get("path")` and `row["path"]` are called: the key; None where there is none."""
    key = node.child_by_field_name("subscript") if node.type == "subscript" else None
    if node.type == "call":
        function = node.child_by_field_name("function")
        word = function.child_by_field_name("attribute") if function is not None else None
        listed = arguments_of(node, text).positional if word is not None and text.text_of(word) in {"get", "pop", "getlist"} else []
        key = listed[0] if listed else None
    content = string_content(key) if key is not None else None
    word = text.text(*content) if content is not None else ""
    return word if _WORD.fullmatch(word) else None


def _string(node: Node, text: LineIndex, depth: int) -> Expression:
    opening = text.text_of(node.child(0)) if node.child_count else ""
    is_raw = "r" in opening.lower()
    is_formatted = _FORMATTED.match(opening) is not None
    parts: list[Expression] = []
    for child in node.named_children:
        if child.type == "string_content":
            parts.append(literal_text(child, text, is_raw=is_raw, is_formatted=is_formatted))
        elif child.type == "interpolation":
            inner = child.child_by_field_name("expression")
            parts.append(value_of_call(inner, text, depth) if inner is not None else _hole(child, text))
    return joined(parts)


def _concatenated(node: Node, text: LineIndex, depth: int) -> Expression:
    return joined([expression(child, text, depth) for child in elements(node)])


def _operator(node: Node, text: LineIndex, depth: int) -> Expression | None:
    operator, left, right = (node.child_by_field_name(name) for name in ("operator", "left", "right"))
    if operator is None or left is None or right is None:
        return None
    if operator.type == "+":
        return joined([expression(operand, text, depth) for operand in operands(node)])
    if operator.type == "/":
        return below(expression(left, text, depth), expression(right, text, depth))
    if operator.type == "%" and unwrapped(left).type in {"string", "concatenated_string"}:
        given = elements(unwrapped(right)) if unwrapped(right).type == "tuple" else [right]
        return percent_formatted(expression(left, text, depth), [expression(each, text, depth) for each in given])
    return None


def _call(node: Node, text: LineIndex, depth: int) -> Expression | None:
    function = node.child_by_field_name("function")
    word = (function.child_by_field_name("attribute") or function) if function is not None else None
    name = text.text_of(word) if word is not None else ""
    if function is None or name not in _READ_CALLS:
        return None
    arguments = arguments_of(node, text)
    callee = dotted_name(function, text)
    if callee in _ENVIRONMENT_CALLS | _ENVIRONMENT_READERS:
        return _read_variable(callee, arguments, text, depth)
    if callee in _SAME_VALUE_CALLS and arguments.positional:
        return expression(arguments.positional[0], text, depth)
    if name == "urljoin" and len(arguments.positional) == 2:  # noqa: PLR2004 (base and path)
        return url_joined(*(expression(argument, text, depth) for argument in arguments.positional))
    if callee in _FIELDS:
        default = arguments.get(0, "default")
        return expression(default, text, depth) if default is not None else None
    called_on = function.child_by_field_name("object")
    return (
        _read_attribute(name, arguments, text, depth) if called_on is None else _method(unwrapped(called_on), name, arguments, text, depth)
    )


def _read_variable(callee: str, arguments: Arguments, text: LineIndex, depth: int) -> Expression | None:
    variable, default = arguments.get(0, "key"), arguments.get(1, "default")
    if callee not in _ENVIRONMENT_CALLS:
        name = plain_text(expression(variable, text, depth)) if variable is not None else None
        if name is None or _VARIABLE.fullmatch(name) is None:
            return None
    return _environment(variable, default, text, depth)


def _read_attribute(name: str, arguments: Arguments, text: LineIndex, depth: int) -> Expression | None:
    """`getattr(settings, "BASE_URL", "http://…")`: linking knows whether there is such an attribute."""
    values = [expression(each, text, depth) for each in arguments.positional]
    is_named = name == "getattr" and len(values) > 1 and isinstance(values[0], Name) and plain_text(values[1]) is not None
    return Result("getattr", tuple(values)) if is_named else None


def _method(called_on: Node, name: str, arguments: Arguments, text: LineIndex, depth: int) -> Expression | None:
    if name in _STRIPPING:
        characters = plain_text(expression(arguments.positional[0], text, depth)) if arguments.positional else None
        if name.startswith("remove") and len(characters or "") != 1:
            return None  # what is taken off as a whole
        return stripped(expression(called_on, text, depth), characters, left=_STRIPPING[name][0], right=_STRIPPING[name][1])
    if called_on.type not in {"string", "concatenated_string"}:
        return None
    template = expression(called_on, text, depth)
    if name == "format":
        return _format(template, arguments, text, depth)
    if name == "join" and len(arguments.positional) == 1 and arguments.positional[0].type in {"list", "tuple"}:
        parts: list[Expression] = []
        for element in elements(arguments.positional[0]):
            parts.extend((template, expression(element, text, depth)))
        return joined(parts[1:])
    return None


def _environment(variable: Node | None, default: Node | None, text: LineIndex, depth: int) -> Expression | None:
    name = plain_text(expression(variable, text, depth)) if variable is not None else None
    if name is None and variable is not None and variable.type == "identifier":
        name = f"{{{text.text_of(variable)}}}"
    if name is None:
        return None
    return Environment(name, expression(default, text, depth) if default is not None and default.type != "none" else None)


def _subscript(node: Node, text: LineIndex, depth: int) -> Expression | None:
    subscripted, key = node.child_by_field_name("value"), node.child_by_field_name("subscript")
    name = dotted_name(subscripted, text) if subscripted is not None else None
    if name in _ENVIRONMENT_MAPS:
        return _environment(key, None, text, depth)
    is_index = key is not None and key.type in {"identifier", "integer", "unary_operator"}
    if name is not None and is_index:
        return Name(f"{name}.[]")
    word = plain_text(expression(key, text, depth)) if key is not None and key.type == "string" else None
    return Name(f"{name}.{word}") if name is not None and word is not None and _WORD.fullmatch(word) else None


def _conditional(node: Node, text: LineIndex, depth: int) -> Expression | None:
    """`a if x else b`: one of both, where both are known."""
    options = [known_value(each, text, depth) for each in alternatives(node)]
    known = tuple(dict.fromkeys(each for each in options if each is not None))
    if len(known) < len(set(options)):
        return None
    set_outside = [each for each in known if isinstance(each, Environment) and each.default is None]
    if len(known) == 2 and len(set_outside) == 1:  # noqa: PLR2004 (a variable where it is set, else the other)
        return Environment(set_outside[0].variable, next(each for each in known if each is not set_outside[0]))
    return known[0] if len(known) == 1 else Choice(known)


def _alternative(node: Node, text: LineIndex, depth: int) -> Expression | None:
    left, operator, right = (node.child_by_field_name(name) for name in ("left", "operator", "right"))
    if left is None or right is None or operator is None or operator.type != "or":
        return None
    value = expression(left, text, depth)
    if isinstance(value, Environment) and value.default is None:
        return Environment(value.variable, expression(right, text, depth))
    # What is falsy gives way: a parameter or a setting that is usually not given.
    other = known_value(right, text, depth)
    return Choice((value, other)) if isinstance(value, Name) and other is not None else None


def _named(node: Node, text: LineIndex, _depth: int) -> Expression | None:
    dotted = dotted_name(node, text)
    return Name(dotted) if dotted is not None else _attribute_of_result(node, text)


def _attribute_of_result(node: Node, text: LineIndex) -> Expression | None:
    """`get_settings().base_url`: the name says whose result it is of."""
    given, attribute = node.child_by_field_name("object"), node.child_by_field_name("attribute")
    given = unwrapped(given) if given is not None else None
    function = given.child_by_field_name("function") if given is not None and given.type == "call" else None
    called = dotted_name(function, text) if function is not None else None
    if called is None or attribute is None or given is None or arguments_of(given, text).positional:
        return None
    return Name(f"{called}().{text.text_of(attribute)}")


def _integer(node: Node, text: LineIndex, _depth: int) -> Expression | None:
    digits = text.text_of(node)
    return Literal(digits, text.span_of(node)) if digits.isdecimal() else None


_READERS: dict[str, Callable[[Node, LineIndex, int], Expression | None]] = {
    "string": _string,
    "concatenated_string": _concatenated,
    "binary_operator": _operator,
    "boolean_operator": _alternative,
    "conditional_expression": _conditional,
    "call": _call,
    "subscript": _subscript,
    "identifier": _named,
    "attribute": _named,
    "integer": _integer,
}
