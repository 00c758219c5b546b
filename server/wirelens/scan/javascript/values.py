"""JavaScript expressions that may make a URL or a path, kept symbolic."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tree_sitter import Node

from wirelens.model.expression import EMPTY, Choice, Environment, Expression, Hole, Join, Literal, Name, Result
from wirelens.scan.javascript.conditional_values import chosen, same_path
from wirelens.scan.javascript.joined_values import base_for, is_absolute, joined, speaks_of, with_default
from wirelens.scan.javascript.replaced_text import is_missing_value, replaced, without_slashes
from wirelens.scan.javascript.scopes import Bound, Scope, lookup
from wirelens.scan.javascript.syntax import arguments_of, dotted_name, operands, operator_of, plain_string, unwrapped
from wirelens.scan.javascript.written_text import filled_in, has_tag, unescaped, value_of
from wirelens.scan.text import LineIndex

_MOST_OPTIONS = 4
"""A name that is assigned to more often stands for nothing that can be told."""
_MOST_STEPS = 100
"""Of one expression. More nested ones are no URLs, and names that stand for each other twice over would grow without end."""
_LONGEST_TEXT = 2_000
"""Bytes. Longer text is a document, never a URL; facts stay small without it."""

_ENVIRONMENTS = ("process.env.", "import.meta.env.")
_ENVIRONMENT_OBJECTS = tuple(prefix.removesuffix(".") for prefix in _ENVIRONMENTS)
_WORD = re.compile(r"[^\W\d][\w$]*")
_TEXTS = frozenset({"string", "template_string", "identifier", "member_expression", "call_expression"})
_PLACEHOLDER = re.compile(r"""["'`](?::\w+|[{<]\S+[}>])["'`]""")
_COMPUTING_CALLS = frozenset({"computed", "useMemo"})
"""Give what the function gives that they are given (Vue, React)."""
_ENCODING_CALLS = frozenset({"encodeURIComponent", "encodeURI", "String", "Number", "parseInt"})


def expression(node: Node, scope: Scope, text: LineIndex, known: Mapping[str, Expression] | None = None) -> Expression:
    """The value of an expression as far as it can be written down; what cannot be is a hole named after the source's last word.

    A name of a block (`try { const url = …`) is replaced by its value, since facts know only the scopes of functions; so are those that
    are `known` to have one value there.
    """
    return _Reader(text, known or {}).read(node, scope)


def member_expression(source: Node, keys: tuple[str, ...], text: LineIndex) -> Expression | None:
    """The value that `const {a: {b}} = source` binds to the name at `keys`; None where the source has no name."""
    dotted = dotted_name(source, text)
    return None if dotted is None else _named(".".join((dotted, *keys)))


@dataclass(slots=True)
class _Reader:
    text: LineIndex
    known: Mapping[str, Expression]
    steps: int = _MOST_STEPS
    begun: set[tuple[int, str]] = field(default_factory=set[tuple[int, str]])
    """Names, by their scopes, whose values are being read."""

    def read(self, node: Node, scope: Scope) -> Expression:
        node = unwrapped(node)
        self.steps -= 1
        if self.steps < 0 or node.end_byte - node.start_byte > _LONGEST_TEXT:
            return self._hole(node)
        return self._read(node, scope) or self._hole(node)

    def _read(self, node: Node, scope: Scope) -> Expression | None:
        reader = _READERS.get(node.type)
        return reader(self, node, scope) if reader is not None else None

    def _hole(self, node: Node) -> Hole:
        # A long expression's last word stands in its tail; reading all of it would cost most where it says least.
        words: list[str] = _WORD.findall(self.text.text(max(node.start_byte, node.end_byte - 200), node.end_byte))
        return Hole(words[-1] if words else "value")

    def string(self, node: Node, scope: Scope) -> Expression:
        quote = len('"')
        if not node.named_children:
            return Literal("", self.text.span(node.start_byte + quote, node.start_byte + quote))
        parts: list[Expression] = []
        for child in node.named_children:
            if child.type == "template_substitution":
                inner = child.named_children[:1]
                parts.append(self.read(inner[0], scope) if inner else Hole("value"))
            else:
                written = self.text.text_of(child)
                is_plain = child.type == "string_fragment" and "\r" not in written
                before = parts[-1] if parts else None
                if is_plain and has_tag(written):
                    parts.extend(filled_in(child, self.text))
                elif isinstance(before, Literal):  # an escape parts them
                    parts[-1] = Literal(before.text + unescaped(written))
                else:
                    parts.append(Literal(written, self.text.span_of(child)) if is_plain else Literal(unescaped(written)))
        return joined(parts)

    def number(self, node: Node, _scope: Scope) -> Expression | None:
        digits = self.text.text_of(node)
        return Literal(digits, self.text.span_of(node)) if digits.isdecimal() else None

    def name(self, node: Node, scope: Scope) -> Expression:
        name = self.text.text_of(node)
        return value_of(name) if has_tag(name) else self._name(name, scope)

    def _name(self, name: str, scope: Scope) -> Expression:
        if name in self.known:
            return self.known[name]
        owner = scope.holding(name)
        if owner is not None and owner.kind == "function":
            return self._parameter(name, owner)
        if owner is None or owner.kind != "block" or (id(owner), name) in self.begun:
            return Name(name)
        bounds = owner.names[name]
        if not all(bound.is_known for bound in bounds) or not 0 < len(bounds) <= _MOST_OPTIONS:
            return Hole(name)
        self.begun.add((id(owner), name))
        values = dict.fromkeys(self._bound(bound, name) for bound in bounds)
        self.begun.discard((id(owner), name))
        if len(values) > 1:
            values.pop(Name(name), None)  # as it was before
        found = tuple(values) if not any(speaks_of(value, name) for value in values) or len(bounds) == 1 else (Hole(name),)
        return found[0] if len(found) == 1 else Hole(name) if any(isinstance(each, Hole) for each in found) else Choice(found)

    def _parameter(self, name: str, owner: Scope) -> Expression:
        """A name of a function. A parameter that is given its beginning there (`url = BASE + url`) has it."""
        bounds = owner.names[name]  # none, where it is declared without a value
        given, later = bounds if len(bounds) == 2 else (None, None)  # noqa: PLR2004 (as a parameter, and once more)
        is_begun = (id(owner), name) in self.begun
        if given is None or later is None or given.is_known or later.value is None or later.keys or is_begun:
            return Name(name)
        self.begun.add((id(owner), name))
        found = self.read(later.value, later.scope)
        self.begun.discard((id(owner), name))
        if isinstance(found, Hole) and self._is_replacing(later.value):
            return found
        return found if isinstance(found, Join) and found.parts[-1] == Name(name) else Name(name)

    def _is_replacing(self, node: Node) -> bool:
        """Whether a value is a text with something replaced in it."""
        function = unwrapped(node).child_by_field_name("function")
        method = function.child_by_field_name("property") if function is not None else None
        return method is not None and self.text.text_of(method) in {"replace", "replaceAll"}

    def _bound(self, bound: Bound, name: str) -> Expression:
        if bound.value is None:
            return Name(name)
        if not bound.keys:
            found = self.read(bound.value, bound.scope)
            return Hole(name) if isinstance(found, Hole) else found
        return member_expression(bound.value, bound.keys, self.text) or Hole(name)

    def member(self, node: Node, scope: Scope) -> Expression | None:
        dotted = dotted_name(node, self.text)
        if dotted is None:
            source, member = node.child_by_field_name("object"), node.child_by_field_name("property")
            if source is not None and member is not None and self.text.text_of(member) == "href":
                return self.read(source, scope)
            return self._variable(node, source)
        first, *rest = dotted.split(".")
        if (rest == ["href"] and self._is_url(first, scope)) or (rest == ["value"] and self._is_computed(first, scope)):
            return self._name(first, scope)
        owner = scope.holding(first)
        if owner is None or owner.kind != "block":
            return _named(dotted)
        value = self._name(first, scope)
        return _named(".".join((value.dotted, *rest))) if isinstance(value, Name) else Hole(rest[-1])

    def _variable(self, node: Node, source: Node | None) -> Expression | None:
        """The environment variable that a parameter names: `process.env[name]`."""
        index = node.child_by_field_name("index")
        if source is None or index is None or index.type != "identifier" or dotted_name(source, self.text) not in _ENVIRONMENT_OBJECTS:
            return None
        return Environment(f"{{{self.text.text_of(index)}}}")

    def _is_url(self, name: str, scope: Scope) -> bool:
        bound = lookup(name, scope)
        return bound is not None and bound.value is not None and unwrapped(bound.value).type == "new_expression"

    def _is_computed(self, name: str, scope: Scope) -> bool:
        bound = lookup(name, scope)
        function = unwrapped(bound.value).child_by_field_name("function") if bound is not None and bound.value is not None else None
        return function is not None and self.text.text_of(function) in _COMPUTING_CALLS

    def binary(self, node: Node, scope: Scope) -> Expression | None:
        operator = operator_of(node)
        if operator == "+":
            return joined([self.read(operand, scope) for operand in operands(node)])
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None:
            return None
        if operator == "&&":
            return same_path((EMPTY, self.read(right, scope)))
        if operator not in {"||", "??"}:
            return None
        value, other = self.read(left, scope), self.read(right, scope)
        if isinstance(value, Hole) and isinstance(other, Environment):  # what a page is given when it is deployed, or else
            return other
        return with_default(value, other) if isinstance(value, Environment) else value

    def ternary(self, node: Node, scope: Scope) -> Expression:
        branches = (node.child_by_field_name("consequence"), node.child_by_field_name("alternative"))
        values = tuple(self.read(branch, scope) for branch in branches if branch is not None)
        condition = node.child_by_field_name("condition")
        return chosen(values, self.text.text_of(unwrapped(condition)) if condition is not None else "")

    def call(self, node: Node, scope: Scope) -> Expression | None:
        function = node.child_by_field_name("function")
        if function is None:
            return None
        arguments = arguments_of(node)
        callee = dotted_name(function, self.text)
        given = self._given_back(callee, arguments[0], scope) if callee is not None and arguments else None
        if given is not None:
            return given
        source, method = function.child_by_field_name("object"), function.child_by_field_name("property")
        if source is not None and method is not None:
            made = self._made_of(self.text.text_of(method), source, arguments, scope)
            if made is not None:
                return made
        if callee is not None and _may_lead_on(callee.partition(".")[0], scope):
            return Result(callee, tuple(self.read(argument, scope) for argument in arguments))
        if source is None or method is None:
            return Hole(callee) if callee is not None else None
        # What a method makes of a value is still best called by the value's name.
        named = dotted_name(source, self.text)
        return Hole(named.rpartition(".")[2]) if named is not None and not arguments else None

    def _given_back(self, callee: str, argument: Node, scope: Scope) -> Expression | None:
        """What a call is given, where that is what it gives, too."""
        body = argument.child_by_field_name("body") if callee in _COMPUTING_CALLS else None
        if body is not None:
            return self.read(body, scope)
        if callee not in _ENCODING_CALLS:
            return None
        inner = self.read(argument, scope)
        return Hole(inner.dotted.rpartition(".")[2]) if isinstance(inner, Name) else inner

    def _made_of(self, method: str, source: Node, arguments: list[Node], scope: Scope) -> Expression | None:
        """What a method makes of a text, of those that make URLs."""
        match method:
            case "toString" | "trim" | "toLowerCase" if not arguments:
                return self.read(source, scope)
            case "concat" if source.type in _TEXTS:
                return joined([self.read(each, scope) for each in (source, *arguments)])
            case "join" if source.type == "array" and arguments and plain_string(arguments[0], self.text) == "/":
                return joined([part for each in source.named_children for part in (Literal("/"), self.read(each, scope))][1:])
            case "replace" | "replaceAll" if len(arguments) == len(("pattern", "replacement")):
                return self._replaced(source, arguments[0], arguments[1], method, scope)
            case _:
                return None

    def _replaced(self, source: Node, pattern: Node, replacement: Node, method: str, scope: Scope) -> Expression:
        """A text in which a value is put in the place of `:id` or `{id}`, which stays; or whose first or last slashes are taken off.

        Other text is replaced as far as both are known.

        What is replaced in a URL that a page has made of a route's name stands in for that route's parameter.
        """
        written = self.text.text_of(pattern)
        made = self.read(source, scope)
        if isinstance(made, Hole) and made.kind == "route":
            return made
        trimmed = without_slashes(made, written)
        if trimmed is not None:
            return trimmed
        is_removed = plain_string(replacement, self.text) == ""
        if _PLACEHOLDER.fullmatch(written) or (is_removed and is_missing_value(written)):
            return made
        old = plain_string(pattern, self.text)
        new = self.read(replacement, scope)
        found = replaced(made, old, new, everywhere=method == "replaceAll") if old is not None else None
        return joined([found]) if found is not None else self._hole(source)

    def url(self, node: Node, scope: Scope) -> Expression | None:
        constructor, arguments = node.child_by_field_name("constructor"), arguments_of(node)
        if constructor is None or self.text.text_of(constructor) != "URL" or not arguments:
            return None
        path = self.read(arguments[0], scope)
        if len(arguments) == 1:
            return path
        base = self.read(arguments[1], scope)
        if is_absolute(path):
            return path
        if isinstance(base, Literal):
            return joined([base_for(path, base), path])
        # `import.meta.url` is the script's own address: what is fetched from there is a file beside it.
        return None if base == Name("import.meta.url") else joined([base, path])


_READERS: dict[str, Callable[[_Reader, Node, Scope], Expression | None]] = {
    "string": _Reader.string,
    "template_string": _Reader.string,
    "number": _Reader.number,
    "identifier": _Reader.name,
    "shorthand_property_identifier": _Reader.name,
    "member_expression": _Reader.member,
    "subscript_expression": _Reader.member,
    "binary_expression": _Reader.binary,
    "ternary_expression": _Reader.ternary,
    "call_expression": _Reader.call,
    "new_expression": _Reader.url,
}


def _may_lead_on(root: str, scope: Scope) -> bool:
    """Whether a call through `root` may lead to a function of the workspace."""
    bound = lookup(root, scope)
    return root == "this" if bound is None else bound.is_known


def _named(dotted: str) -> Expression:
    for prefix in _ENVIRONMENTS:
        if dotted.startswith(prefix):
            return Environment(dotted.removeprefix(prefix))
    return Name(dotted)
