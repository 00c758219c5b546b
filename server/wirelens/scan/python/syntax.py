"""The shape of Python's syntax tree: names, calls and their arguments, read without deep recursion."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import tree_sitter_python
from tree_sitter import Language, Node, Parser, Tree

from wirelens.scan.text import LineIndex
from wirelens.scan.trees import Trees

WRAPPERS = frozenset({"parenthesized_expression", "await"})
"""Nodes that stand for the one expression inside them."""


@cache
def language() -> Language:
    """Python's grammar."""
    return Language(tree_sitter_python.language())


def parse(source: bytes, file: str = "", trees: Trees | None = None) -> Tree:
    """The syntax tree of UTF-8 text; what is no Python is an error node in it. `trees` may hold the file's last one."""
    parser = Parser(language())
    return parser.parse(source) if trees is None else trees.parse(file, parser, source)


def unwrapped(node: Node) -> Node:
    """The expression inside parentheses and `await`."""
    while node.type in WRAPPERS:
        inner = [child for child in node.named_children if child.type != "comment"]
        if len(inner) != 1:
            break
        node = inner[0]
    return node


def dotted_name(node: Node, text: LineIndex) -> str | None:
    """`a.b.c` for a name or a chain of attributes, None for anything else."""
    if node.type == "identifier":
        return text.text_of(node)
    words: list[str] = []
    while node.type == "attribute":
        attribute, inner = node.child_by_field_name("attribute"), node.child_by_field_name("object")
        if attribute is None or inner is None:
            return None
        words.append(text.text_of(attribute))
        node = inner
    if node.type != "identifier":
        return None
    return ".".join([text.text_of(node), *reversed(words)])


def called_name(function: Node, text: LineIndex) -> str | None:
    """What is called: a dotted name, what another call gives (`maker()`), or a method of that (`Client().open`)."""
    method = function.child_by_field_name("attribute")
    made = unwrapped(function.child_by_field_name("object") or function)
    maker = made.child_by_field_name("function") if made.type == "call" else None
    dotted = dotted_name(maker, text) if maker is not None else None
    if dotted is None:
        return dotted_name(function, text)
    return f"{dotted}().{text.text_of(method)}" if method is not None else f"{dotted}()"


@dataclass(slots=True)
class Arguments:
    """A call's arguments. `complete` is False where `*` or `**` pass more that cannot be seen."""

    positional: list[Node] = field(default_factory=list[Node])
    keywords: dict[str, Node] = field(default_factory=dict[str, Node])
    complete: bool = True

    def get(self, index: int, keyword: str) -> Node | None:
        """The argument passed at `index` or as `keyword`."""
        if index < len(self.positional):
            return self.positional[index]
        return self.keywords.get(keyword)


def arguments_of(call: Node, text: LineIndex) -> Arguments:
    """The arguments of a call. Those after a `*` have no known index and are left out."""
    arguments = Arguments()
    listed = call.child_by_field_name("arguments")
    if listed is None or listed.type != "argument_list":
        return arguments
    for child in listed.named_children:
        if child.type == "keyword_argument":
            name, value = child.child_by_field_name("name"), child.child_by_field_name("value")
            if name is not None and value is not None:
                arguments.keywords[text.text_of(name)] = value
        elif child.type in {"list_splat", "dictionary_splat"}:
            arguments.complete = False
        elif arguments.complete and child.type not in {"comment", "ERROR"}:
            arguments.positional.append(child)
    return arguments


def elements(node: Node) -> list[Node]:
    """The elements of a list, tuple or set display."""
    return [child for child in node.named_children if child.type != "comment"]


def operands(node: Node) -> list[Node]:
    """The operands of `a + b + c`, left to right; just the node itself where it is no sum."""
    found: list[Node] = []
    node = unwrapped(node)
    while node.type == "binary_operator" and (operator := node.child_by_field_name("operator")) is not None and operator.type == "+":
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None:
            break
        found.append(unwrapped(right))
        node = unwrapped(left)
    found.append(node)
    found.reverse()
    return found


def alternatives(value: Node) -> Iterator[Node]:
    """The expressions of which one becomes the value: both sides of `or`, both branches of a conditional."""
    pending = [value]
    while pending:
        node = unwrapped(pending.pop())
        if node.type == "boolean_operator":
            pending.extend(reversed(node.named_children))
        elif node.type == "conditional_expression":
            pending.extend(reversed(node.named_children[::2]))
        else:
            yield node


def enclosing(node: Node, *types: str) -> Iterator[Node]:
    """The nodes of these types around `node`, innermost first."""
    outer = node.parent
    while outer is not None:
        if outer.type in types:
            yield outer
        outer = outer.parent
