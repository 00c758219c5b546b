"""One Python file as the dialects see it: its calls, functions and names, and the facts told of it so far."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tree_sitter import Node

from wirelens.model.expression import Expression, Hole, Name, Result
from wirelens.model.facts import (
    Access,
    Action,
    Call,
    Client,
    Include,
    Inherited,
    Invocation,
    Listing,
    Loop,
    Manifest,
    Parameter,
    Receive,
    Repeat,
    Route,
    Router,
    RouterKind,
    RunCommand,
    Send,
)
from wirelens.scan.python.scopes import Bound, Scope, lookup, lookup_attribute
from wirelens.scan.python.syntax import Arguments, arguments_of, dotted_name, unwrapped
from wirelens.scan.text import LineIndex

_LONGEST_CHAIN = 8
"""How many names are followed from one to the next (`a = b`, `b = c`, …) before giving up: chains may be circles."""


@dataclass(slots=True, eq=False)
class CallSite:
    """A call. `name` is the last word of what is called, `callee` the whole dotted name (None where it is none: `f().g()`)."""

    node: Node
    scope: Scope
    name: str
    callee: str | None


@dataclass(slots=True, eq=False)
class Target:
    """Where a value is bound: `name` in `scope` (`self.x` in its class). `node` is the name as written."""

    scope: Scope
    name: str
    node: Node


@dataclass(slots=True, eq=False)
class Assignment:
    """A value bound to a name, or added to it (`+=`: `adds`)."""

    target: Target
    value: Node
    adds: bool


@dataclass(slots=True, eq=False)
class FunctionSite:
    """A function where it is defined: in `scope`, its own names in `inner`. Dialects add what they know of the methods it takes."""

    node: Node
    extent: Node
    name_node: Node
    scope: Scope
    inner: Scope
    name: str
    decorators: list[Node]
    parameters: tuple[Parameter, ...]
    handles: tuple[str, ...] = ()
    accepts: tuple[str, ...] = ()
    framework: str = ""
    returned: list[Node] = field(default_factory=list[Node])
    """What its `return` and `yield` give."""
    gives: Expression | None = None
    """The same, where a dialect knows better what it is."""


@dataclass(slots=True, eq=False)
class ClassSite:
    """A class where it is defined: in `scope`, its own names in `inner`. Dialects add what they know of it as a view."""

    extent: Node
    name_node: Node
    scope: Scope
    inner: Scope
    name: str
    inherited: list[Inherited] = field(default_factory=list[Inherited])
    actions: list[Action] = field(default_factory=list[Action])
    accepts: tuple[str, ...] = ()
    framework: str = ""
    router_kind: RouterKind | None = None
    prefix: Expression | None = None
    lookup: Hole | None = None


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a dotted name means: the binding of its first word (None: there is none in the file) and the words that follow."""

    bound: Bound | None
    rest: tuple[str, ...] = ()

    @property
    def qualified(self) -> str | None:
        """The full dotted name of something imported (`httpx.AsyncClient`), None for everything else."""
        if self.bound is None or self.bound.imported is None:
            return None
        imported = self.bound.imported
        return ".".join(filter(None, (imported.module, imported.member, *self.rest)))


@dataclass(slots=True, eq=False)
class Module:
    """All of one file. Dialects read the upper half and add to the lower."""

    file: str
    text: LineIndex
    root: Node
    scope: Scope
    calls: dict[str, list[CallSite]] = field(default_factory=dict[str, list[CallSite]])
    """By the last word of what is called."""
    assignments: list[Assignment] = field(default_factory=list[Assignment])
    additions: dict[tuple[Scope, str], list[Assignment]] = field(default_factory=dict[tuple[Scope, str], list[Assignment]])
    """Those of them that add (`+=`), by the name and its scope."""
    targets: dict[int, Target] = field(default_factory=dict[int, Target])
    """Where a call's result goes, by the call's node."""
    functions: list[FunctionSite] = field(default_factory=list[FunctionSite])
    classes: list[ClassSite] = field(default_factory=list[ClassSite])
    decorators: set[int] = field(default_factory=set[int])
    """The calls that decorate."""
    aliases: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    """What members of modules are called here, where that is not their own name."""
    wildcard_modules: list[str] = field(default_factory=list[str])
    """The modules whose names are all imported."""
    packages: set[str] = field(default_factory=set[str])
    """The packages that anything is imported from."""
    made: dict[int, str] = field(default_factory=dict[int, str])
    """The framework of each router that is made here, by the call that makes it."""

    listings: list[Listing] = field(default_factory=list[Listing])
    loops: list[Loop] = field(default_factory=list[Loop])
    routers: list[Router] = field(default_factory=list[Router])
    routes: list[Route] = field(default_factory=list[Route])
    includes: list[Include] = field(default_factory=list[Include])
    clients: list[Client] = field(default_factory=list[Client])
    requests: list[Call] = field(default_factory=list[Call])
    sends: list[Send] = field(default_factory=list[Send])
    receives: list[Receive] = field(default_factory=list[Receive])
    accesses: list[Access] = field(default_factory=list[Access])
    repeats: list[Repeat] = field(default_factory=list[Repeat])
    run_commands: list[RunCommand] = field(default_factory=list[RunCommand])
    hand_overs: list[tuple[CallSite, Invocation]] = field(default_factory=list[tuple[CallSite, Invocation]])
    manifest: Manifest | None = None

    def calls_of(self, names: Iterable[str]) -> Iterator[CallSite]:
        """The calls of anything whose last word is one of `names`, or is imported under another name: theirs is the imported one."""
        for name in sorted(names):
            yield from self.calls.get(name, ())
            for alias in sorted(self.aliases.get(name, ())):
                for call in self.calls.get(alias, ()):
                    if call.callee == alias:
                        yield CallSite(call.node, call.scope, name, call.callee)

    def unwrapped(self, bound: Bound) -> Bound:
        """What a name was bound to before something was made of that: `app = with_health(app)`."""
        for _ in range(_LONGEST_CHAIN):
            value = unwrapped(bound.value) if bound.value is not None else None
            given = arguments_of(value, self.text) if value is not None and value.type == "call" else None
            if given is None or all(dotted_name(each, self.text) != bound.name for each in (*given.positional, *given.keywords.values())):
                break
            before = [each for each in bound.scope.names.get(bound.name, ()) if each.start < bound.start]
            if not before:
                break
            bound = before[-1]
        return bound

    def target(self, call: Node) -> Target | None:
        """Where what a call makes is bound, also through a function that gives it back: `app = cors(Quart(__name__))`."""
        outer = call.parent.parent if call.parent is not None and call.parent.type == "argument_list" else None
        if call.id in self.targets or outer is None:
            return self.targets.get(call.id)
        function = outer.child_by_field_name("function")
        name = dotted_name(function, self.text) if function is not None else None
        is_first = arguments_of(outer, self.text).positional[:1] == [call]
        # A class makes something else of it.
        is_function = name is not None and (name.rpartition(".")[2].islower() or self._is_own_function(name))
        return self.targets.get(outer.id) if is_first and is_function else None

    def _is_own_function(self, name: str) -> bool:
        bound = self.meaning(name, self.scope).bound
        return bound is not None and bound.defined is not None and bound.defined.kind == "function"

    def arguments(self, call: CallSite) -> Arguments:
        """A call's arguments."""
        return arguments_of(call.node, self.text)

    def meaning(self, dotted: str, scope: Scope, start: int = sys.maxsize) -> Meaning:
        """What a dotted name means where it is used, followed through names that merely stand for others."""
        for _ in range(_LONGEST_CHAIN):
            found = self.step(dotted, scope, start)
            bound = found.bound
            if bound is None or bound.value is None:
                return found
            another_name = dotted_name(unwrapped(bound.value), self.text)
            if another_name is None:
                return found
            dotted = ".".join((another_name, *found.rest))
            scope, start = bound.scope, bound.start
        return Meaning(None)

    def step(self, dotted: str, scope: Scope, start: int) -> Meaning:
        """What the first word of a dotted name is bound to, or its first two for an attribute of `self` or of a class."""
        first, *rest = dotted.split(".")
        if first in {"self", "cls"} and rest:
            owner = scope.enclosing_class()
            return Meaning(lookup_attribute(rest[0], owner) if owner is not None else None, tuple(rest[1:]))
        bound = lookup(first, scope, start)
        if bound is not None and bound.defined is not None and bound.defined.kind == "class" and rest:
            return Meaning(lookup_attribute(rest[0], bound.defined), tuple(rest[1:]))
        return Meaning(bound, tuple(rest))

    def qualified(self, dotted: str, scope: Scope, start: int = sys.maxsize) -> str | None:
        """The full name of something imported (`httpx.AsyncClient`).

        A name that is bound nowhere in a file that imports all names of one module is taken to be that module's.
        """
        meaning = self.meaning(dotted, scope, start)
        if meaning.bound is None and len(self.wildcard_modules) == 1:
            return f"{self.wildcard_modules[0]}.{dotted}"
        return meaning.qualified

    def reference(self, node: Node) -> Name | Result | None:
        """What a name or the call of one refers to, None for anything else."""
        node = unwrapped(node)
        dotted = dotted_name(node, self.text)
        if dotted is not None:
            return Name(dotted)
        function = node.child_by_field_name("function") if node.type == "call" else None
        called = dotted_name(function, self.text) if function is not None else None
        return Result(called) if called is not None else None

    def is_made_elsewhere(self, value: Node, scope: Scope) -> bool:
        """Whether a value is what a function of this file or of another gives: what that is, linking knows."""
        function = value.child_by_field_name("function") if value.type == "call" and value.id not in self.made else None
        dotted = dotted_name(function, self.text) if function is not None else None
        bound = self.meaning(dotted, scope).bound if dotted is not None else None
        if bound is None:
            return False
        if bound.imported is not None:
            return not is_standard_library(bound.imported.module)
        return bound.defined is not None and bound.defined.kind == "function"

    def is_instance(self, value: Node, scope: Scope) -> bool:
        """Whether a value is made by a class of this file that has bases: it may be anything that they are."""
        function = value.child_by_field_name("function") if value.type == "call" else None
        dotted = dotted_name(function, self.text) if function is not None else None
        bound = self.meaning(dotted, scope).bound if dotted is not None else None
        return bound is not None and bound.defined is not None and bool(bound.defined.bases)


def is_standard_library(module: str) -> bool:
    """Whether an imported module comes with Python. A relative import never does."""
    return module.partition(".")[0] in sys.stdlib_module_names
