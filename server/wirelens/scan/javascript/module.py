"""One JavaScript file as the dialects see it: its calls, functions and names, and the facts told of it so far."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tree_sitter import Node

from wirelens.model.expression import Expression, Members, Name
from wirelens.model.facts import Call, Client, Invocation, Receive, Repeat, Send
from wirelens.model.span import Span
from wirelens.scan.javascript.scopes import Bound, Scope, lookup
from wirelens.scan.javascript.syntax import ObjectMembers, dotted_name, members_of, unwrapped
from wirelens.scan.javascript.values import expression
from wirelens.scan.text import LineIndex

_LONGEST_CHAIN = 8
"""How many names are followed from one to the next (`const a = b`, `const b = c`, …) before giving up: chains may be circles."""


@dataclass(slots=True, eq=False)
class CallSite:
    """A call or a construction (`new X(…)`). `callee` is the dotted name of what is called, None where it is none: `f().g()`."""

    node: Node
    function: Node
    scope: Scope
    callee: str | None
    arguments: list[Node]
    start: int
    """The first byte of the expression, `await` excluded."""


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """Where a value is bound: `name` (`API.base` for a member of an object, `this.x` for one of a class) in `scope`."""

    scope: Scope
    name: str
    node: Node


@dataclass(frozen=True, slots=True, eq=False)
class Meaning:
    """What a dotted name means: the binding of its first word (None: the file binds it nowhere) and the words that follow."""

    bound: Bound | None
    words: tuple[str, ...]
    """The words as they stand after every alias was followed, the first one included."""


@dataclass(slots=True, eq=False)
class Module:
    """All of one file. Dialects read the upper half and add to the lower."""

    text: LineIndex
    scope: Scope
    calls: dict[str, list[CallSite]] = field(default_factory=dict[str, list[CallSite]])
    """By the last word of what is called; those of no name under ""."""
    constructions: list[CallSite] = field(default_factory=list[CallSite])
    assignments: list[tuple[Target, Node]] = field(default_factory=list[tuple[Target, Node]])
    """Values assigned to members of anything (`axios.defaults.baseURL = …`)."""
    targets: dict[int, Target] = field(default_factory=dict[int, Target])
    """Where a value is bound, by the value's node."""

    clients: list[Client] = field(default_factory=list[Client])
    requests: list[Call] = field(default_factory=list[Call])
    repeats: list[Repeat] = field(default_factory=list[Repeat])
    sends: list[Send] = field(default_factory=list[Send])
    receives: list[Receive] = field(default_factory=list[Receive])
    invoked: list[Invocation] = field(default_factory=list[Invocation])
    """Functions that a library calls for the file."""
    _clients_at: dict[tuple[Scope, str], Client] = field(default_factory=dict[tuple[Scope, str], Client])
    _calls_in_order: list[CallSite] = field(default_factory=list[CallSite])
    _mentions: dict[str, int] = field(default_factory=dict[str, int])

    def calls_of(self, names: Iterable[str]) -> Iterator[CallSite]:
        """The calls of anything whose last word is one of `names`."""
        for name in names:
            yield from self.calls.get(name, ())

    def calls_inside(self, node: Node) -> Iterator[CallSite]:
        """The calls of all that stands in a node, in the order of the source. To be asked when the walk is over."""
        if not self._calls_in_order:
            self._calls_in_order = sorted((site for sites in self.calls.values() for site in sites), key=_place)
        for index in range(bisect_left(self._calls_in_order, node.start_byte, key=_place), len(self._calls_in_order)):
            site = self._calls_in_order[index]
            if site.node.start_byte >= node.end_byte:
                return
            yield site

    def mentions(self, word: str) -> int:
        """How often the file has a word, wherever."""
        if word not in self._mentions:
            written = rb"(?<![\w$])" + re.escape(word).encode() + rb"(?![\w$])"
            self._mentions[word] = len(re.findall(written, self.text.source))
        return self._mentions[word]

    def expression(self, node: Node, scope: Scope) -> Expression:
        """What is written at `node`, kept symbolic."""
        return expression(node, scope, self.text)

    def object_members(self, node: Node, scope: Scope) -> Members:
        """What is known of the members of an object literal."""
        written = members_of(node, self.text)
        values = tuple((key, self.expression(value, scope)) for key, value in written.values.items())
        later = ((key, self.expression(spread, scope)) for key, spread in written.overridden.items() if spread is not None)
        anew = tuple((key, Name(f"{source.dotted}.{key}")) for key, source in later if isinstance(source, Name))
        source = self.expression(written.spread, scope) if written.spread is not None else None
        return Members(values, written.complete, anew, source if isinstance(source, Name) else None)

    def meaning(self, dotted: str, scope: Scope) -> Meaning:
        """What a dotted name means where it is used, followed through names that merely stand for others."""
        words = tuple(dotted.split("."))
        for _ in range(_LONGEST_CHAIN):
            bound = lookup(words[0], scope)
            if bound is None or bound.value is None:
                return Meaning(bound, words)
            other = dotted_name(bound.value, self.text)
            if other is None:
                return Meaning(bound, words)
            words = (*other.split("."), *bound.keys, *words[1:])
            scope = bound.scope
        return Meaning(None, ())

    def global_name(self, dotted: str, scope: Scope) -> str | None:
        """A name of the language's environment (`fetch`, also as `window.fetch`); None for what the file binds itself."""
        meaning = self.meaning(dotted, scope)
        if meaning.bound is not None or not meaning.words:
            return None
        words = meaning.words[1:] if meaning.words[0] in {"window", "globalThis", "self"} else meaning.words
        return ".".join(words)

    def members(self, node: Node | None, scope: Scope) -> ObjectMembers | None:
        """The members of an object literal, also where a name stands for it; None for anything else."""
        value = self._value(node, scope)
        return members_of(value, self.text) if value is not None and value.type == "object" else None

    def value(self, node: Node, scope: Scope) -> Node:
        """The expression that a name stands for as far as the file says, else the node itself."""
        return self._value(node, scope) or node

    def constant(self, node: Node, scope: Scope) -> Bound | None:
        """The one value of a name (`PERIOD`, `settings.period`); None where there is none, or several."""
        found = self._bounds(node, scope)
        return found[0] if len(found) == 1 and not found[0].keys else None

    def add_client(self, target: Target, client: Client) -> None:
        """Tell of a client, so that calls through it are known."""
        self.clients.append(client)
        self._clients_at[target.scope, target.name] = client

    def client(self, dotted: str, scope: Scope) -> Client | None:
        """The client of this file that a dotted name stands for."""
        if not self._clients_at:
            return None
        for _ in range(_LONGEST_CHAIN):
            first, *rest = dotted.split(".")
            owner = scope.enclosing_class() if first == "this" else scope.holding(first)
            if owner is None:
                return None
            found = self._clients_at.get((owner, dotted))
            bound = lookup(first, scope)
            other = dotted_name(bound.value, self.text) if bound is not None and bound.value is not None else None
            if found is not None or bound is None or other is None:
                return found
            dotted, scope = ".".join((other, *bound.keys, *rest)), bound.scope
        return None

    def span(self, site: CallSite) -> Span:
        """The whole expression of a call."""
        return self.text.span(site.start, site.node.end_byte)

    def _bounds(self, node: Node, scope: Scope) -> list[Bound]:
        """What a name, or a member of an object that the file spells out, is bound to."""
        dotted = self.text.text_of(node) if node.type == "shorthand_property_identifier" else dotted_name(node, self.text)
        if dotted is None:
            return []
        first = dotted.partition(".")[0]
        owner = scope.holding(dotted if first == "this" else first)
        return owner.names.get(dotted, []) if owner is not None else []

    def _value(self, node: Node | None, scope: Scope) -> Node | None:
        for _ in range(_LONGEST_CHAIN):
            if node is None:
                return None
            node = unwrapped(node)
            if node.type not in {"identifier", "shorthand_property_identifier", "member_expression"}:
                return node
            bounds = self._bounds(node, scope)
            bound = next((each for each in reversed(bounds) if each.is_known), None)
            # A parameter may be given anything, whatever stands in for it where it is not given.
            is_given = node.type == "identifier" and any(not each.is_known for each in bounds)
            if bound is None or bound.keys or is_given:
                return None
            node, scope = bound.value, bound.scope
        return None


def _place(site: CallSite) -> int:
    return site.node.start_byte
