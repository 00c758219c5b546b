"""The shape of the syntax trees of JavaScript and TypeScript: names, members and arguments, read without recursion."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from tree_sitter import Node

from wirelens.scan.text import LineIndex

FUNCTIONS = frozenset(
    {"function_declaration", "generator_function_declaration", "function_expression", "generator_function", "arrow_function"}
)
"""Functions that take their name from a declaration or from what they are bound to; methods are apart."""

CLASSES = frozenset({"class_declaration", "abstract_class_declaration", "class"})

_DEEPEST_PATTERN = 8
_WRAPPERS = frozenset({"parenthesized_expression", "await_expression", "as_expression", "satisfies_expression", "non_null_expression"})


def children(node: Node) -> list[Node]:
    """The named children that are not comments."""
    return [child for child in node.named_children if child.type != "comment"]


def unwrapped(node: Node) -> Node:
    """The expression inside parentheses, `await` and assertions about its type."""
    while True:
        if node.type in _WRAPPERS:
            inner = children(node)[:1]
        elif node.type == "type_assertion":
            inner = children(node)[-1:]
        else:
            return node
        if not inner:
            return node
        node = inner[0]


def dotted_name(node: Node, text: LineIndex) -> str | None:
    """`a.b.c` for a name or a chain of members (`a?.b`, `a["b"]` and `import.meta.env` too), None for anything else."""
    words: list[str] = []
    node = unwrapped(node)
    while node.type in {"member_expression", "subscript_expression"}:
        inner = node.child_by_field_name("object")
        word = _member(node, text)
        if inner is None or word is None:
            return None
        words.append(word)
        node = unwrapped(inner)
    if node.type not in {"identifier", "this", "meta_property"}:
        return None
    return ".".join([text.text_of(node), *reversed(words)])


def method_of_new(function: Node, text: LineIndex) -> str | None:
    """`Page().load` for a method that is called on a new object, `new Page(…).load`; None for anything else."""
    made = function.child_by_field_name("object") if function.type == "member_expression" else None
    constructor = unwrapped(made).child_by_field_name("constructor") if made is not None else None
    name = dotted_name(constructor, text) if constructor is not None else None
    return f"{name}().{_member(function, text)}" if name is not None else None


def _member(node: Node, text: LineIndex) -> str | None:
    if node.type == "member_expression":
        member = node.child_by_field_name("property")
        return text.text_of(member) if member is not None else None
    index = node.child_by_field_name("index")
    return plain_string(index, text) if index is not None else None


def plain_string(node: Node, text: LineIndex) -> str | None:
    """The text of a string without escapes, None for anything else."""
    node = unwrapped(node)
    if node.type != "string":
        return None
    parts = node.named_children
    if not parts:
        return ""
    return text.text_of(parts[0]) if len(parts) == 1 and parts[0].type == "string_fragment" else None


def key_of(node: Node, text: LineIndex) -> str | None:
    """The name of a member as its key spells it; None where the key is computed."""
    key = node.child_by_field_name("key") or node.child_by_field_name("name") or node.child_by_field_name("property")
    if key is None or key.type == "computed_property_name":
        return None
    return plain_string(key, text) if key.type == "string" else text.text_of(key)


def arguments_of(call: Node) -> list[Node]:
    """The arguments of a call, up to the first spread one: what follows it has no known place."""
    listed = call.child_by_field_name("arguments")
    if listed is None or listed.type != "arguments":
        return []
    found: list[Node] = []
    for child in children(listed):
        if child.type == "spread_element":
            break
        if child.type != "ERROR":
            found.append(child)
    return found


@dataclass(slots=True)
class ObjectMembers:
    """The members of an object literal by name. `complete` is False where a spread or a computed key adds what cannot be seen."""

    values: dict[str, Node] = field(default_factory=dict[str, Node])
    complete: bool = True
    spread: Node | None = None
    """What is spread into it first: what its members are that are not spelled."""
    overridden: dict[str, Node | None] = field(default_factory=dict[str, "Node | None"])
    """The members that a later spread may set anew, each with what is spread in there."""


def members_of(node: Node, text: LineIndex) -> ObjectMembers:
    """The members of an object literal. A shorthand's value is its own name."""
    members = ObjectMembers()
    for child in children(node):
        value = child if child.type in {"shorthand_property_identifier", "method_definition"} else child.child_by_field_name("value")
        key = text.text_of(child) if child.type == "shorthand_property_identifier" else key_of(child, text)
        if key is None or value is None:
            spread = children(child)[0] if child.type == "spread_element" and children(child) else None
            members.spread = spread if members.complete else members.spread
            members.complete = False
            members.overridden = dict.fromkeys(members.values, spread)
        else:
            members.values[key] = value
            members.overridden.pop(key, None)
    return members


def operands(node: Node) -> list[Node]:
    """The operands of `a + b + c`, left to right; just the node itself where it is no sum."""
    found: list[Node] = []
    node = unwrapped(node)
    while operator_of(node) == "+":
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None:
            break
        found.append(unwrapped(right))
        node = unwrapped(left)
    found.append(node)
    found.reverse()
    return found


def operator_of(node: Node) -> str:
    """The operator of a binary expression, "" for anything else."""
    operator = node.child_by_field_name("operator") if node.type == "binary_expression" else None
    return operator.type if operator is not None else ""


def first_token(node: Node) -> Node:
    """The first leaf of a tree."""
    while node.child_count:
        node = node.children[0]
    return node


class PatternName(NamedTuple):
    """A name that a pattern binds, with the keys that lead to its value.

    No keys: the name is bound to the whole value. None: the value is a part that no chain of members names (an element). `default` stands
    in where there is no such member. `taken` are the members that the pattern has bound before: `...rest` is the value without them.
    """

    node: Node
    keys: tuple[Node, ...] | None
    default: Node | None = None
    taken: tuple[Node, ...] = ()


def pattern_names(pattern: Node) -> Iterator[PatternName]:
    """The names that a pattern binds, in order."""
    pending = [PatternName(pattern, ())]
    while pending:
        each = pending.pop()
        if each.node.type == "identifier":
            yield each
        elif each.node.type == "shorthand_property_identifier_pattern":
            yield each._replace(keys=None if each.keys is None else (*each.keys, each.node))
        else:
            pending.extend(reversed(list(_inside(each))))


def _inside(pattern: PatternName) -> Iterator[PatternName]:
    """The patterns that one is made of."""
    node, keys = pattern.node, pattern.keys
    match node.type:
        case "pair_pattern":
            key, value = node.child_by_field_name("key"), node.child_by_field_name("value")
            if key is not None and value is not None:
                plain = key.type == "property_identifier" and keys is not None and len(keys) < _DEEPEST_PATTERN
                yield PatternName(value, (*keys, key) if keys is not None and plain else None)
        case "assignment_pattern" | "object_assignment_pattern":
            left = node.child_by_field_name("left")
            if left is not None:
                # Of what is taken apart further, the whole has the default.
                is_name = left.type in {"identifier", "shorthand_property_identifier_pattern"}
                yield PatternName(left, keys if is_name else None, node.child_by_field_name("right"))
        case "object_pattern":
            members = children(node)
            for child in members:
                yield PatternName(child, keys, taken=tuple(map(_key, members)) if child.type == "rest_pattern" else ())
        case "array_pattern" | "rest_pattern":
            for child in children(node):
                yield PatternName(child, keys if pattern.taken else None, taken=pattern.taken)
        case _:
            pass


def _key(member: Node) -> Node:
    """The key of a member of a pattern."""
    return member.child_by_field_name("key") or member.child_by_field_name("left") or member


def bases_of(declared: Node, text: LineIndex) -> Iterator[str]:
    """What a class extends, as written."""
    for heritage in declared.named_children:
        if heritage.type == "class_heritage":
            for base in children(heritage):
                value = base.child_by_field_name("value") if base.type == "extends_clause" else base
                if value is not None and base.type != "implements_clause":
                    yield text.text_of(value)
