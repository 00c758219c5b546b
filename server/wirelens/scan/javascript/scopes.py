"""Which name means what in one file: JavaScript's scopes and what is bound in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal as OneOf

from tree_sitter import Node

from wirelens.model.facts import Import


@dataclass(slots=True, eq=False)
class Scope:
    """A module, function, class or block and the names bound in it.

    `name` is that of the enclosing functions and classes, dotted, "" at the top; facts know no blocks.
    """

    name: str
    kind: OneOf["module", "function", "class", "block"]
    parent: "Scope | None" = None
    names: "dict[str, list[Bound]]" = field(default_factory=dict[str, "list[Bound]"])

    def inner(self, name: str) -> str:
        """The dotted name of what is called `name` in this scope."""
        return f"{self.name}.{name}" if self.name else name

    def outwards(self) -> "Iterator[Scope]":
        """This scope and those around it, innermost first."""
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.parent

    def holding(self, name: str) -> "Scope | None":
        """The scope whose name `name` is when it is used here."""
        return next((scope for scope in self.outwards() if name in scope.names), None)

    def function(self) -> "Scope":
        """The function or module around, where `var` binds."""
        return next((scope for scope in self.outwards() if scope.kind in {"function", "module"}), self)

    def enclosing_class(self) -> "Scope | None":
        """The class whose instance `this` is here."""
        return next((scope for scope in self.outwards() if scope.kind == "class"), None)


@dataclass(frozen=True, slots=True, eq=False)
class Bound:
    """One binding of a name, in `scope`: imported, or to `value`, or to the member `keys` of `value`; to something unknown otherwise."""

    scope: Scope
    value: Node | None = None
    keys: tuple[str, ...] = ()
    imported: Import | None = None
    annotation: str | None = None
    """The type that it is declared with, as written."""

    @property
    def is_known(self) -> bool:
        """Whether it says what the name is bound to."""
        return self.value is not None or self.imported is not None


def lookup(name: str, scope: Scope) -> Bound | None:
    """What a name is bound to where it is used; None where nothing in the file binds it: a global, then.

    Of several bindings in one scope the last known one counts.
    """
    owner = scope.holding(name)
    if owner is None:
        return None
    found = owner.names[name]
    return next((bound for bound in reversed(found) if bound.is_known), Bound(owner))
