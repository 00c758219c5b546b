"""Which name means what in one file: JavaScript's scopes and what is bound in them."""

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

    # What is asked of every name and call is spelled out as a loop: a generator takes three times as long.

    def holding(self, name: str) -> "Scope | None":
        """The scope whose name `name` is when it is used here."""
        scope: Scope | None = self
        while scope is not None and name not in scope.names:
            scope = scope.parent
        return scope

    def function(self) -> "Scope":
        """The function or module around, where `var` binds."""
        scope: Scope | None = self
        while scope is not None and scope.kind not in {"function", "module"}:
            scope = scope.parent
        return scope or self

    def enclosing_class(self) -> "Scope | None":
        """The class whose instance `this` is here."""
        scope: Scope | None = self
        while scope is not None and scope.kind != "class":
            scope = scope.parent
        return scope


@dataclass(frozen=True, slots=True, eq=False)
class Bound:
    """One binding of a name, in `scope`: imported, or to `value`, or to the member `keys` of `value`; to something unknown otherwise."""

    scope: Scope
    value: Node | None = None
    keys: tuple[str, ...] = ()
    imported: Import | None = None
    annotation: str | None = None
    """The type that it is declared with, as written."""
    default: Node | None = None
    """What stands in where it is given nothing, or where there is no such member."""

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
    for bound in reversed(owner.names[name]):
        if bound.value is not None or bound.imported is not None:
            return bound
    return Bound(owner)
