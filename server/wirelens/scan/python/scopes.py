"""Which name means what in one file: Python's scopes and what is bound in them."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal as OneOf

from tree_sitter import Node

from wirelens.model.facts import Import


@dataclass(slots=True, eq=False)
class Scope:
    """A module, class or function and the names bound in it. `name` is dotted, "" for the module."""

    name: str
    kind: OneOf["module", "class", "function"]
    parent: "Scope | None"
    names: "dict[str, list[Bound]]" = field(default_factory=dict[str, "list[Bound]"])
    declared_elsewhere: "dict[str, Scope]" = field(default_factory=dict[str, "Scope"])
    """Names that `global` and `nonlocal` say are bound in another scope."""
    bases: tuple[str, ...] = ()
    """A class's bases, as written."""

    def inner(self, name: str) -> str:
        """The dotted name of what is called `name` in this scope."""
        return f"{self.name}.{name}" if self.name else name

    def outwards(self) -> "Iterator[Scope]":
        """The scopes in which a name used here is looked up; a class's names are seen in its own body alone."""
        yield self
        scope = self.parent
        while scope is not None:
            if scope.kind != "class":
                yield scope
            scope = scope.parent

    def enclosing_class(self) -> "Scope | None":
        """The class whose instance `self` is here."""
        scope: Scope | None = self
        while scope is not None and scope.kind != "class":
            scope = scope.parent
        return scope


@dataclass(frozen=True, slots=True, eq=False)
class Bound:
    """One binding of a name: at byte `start`, in `scope` (where the names of its value are looked up).

    `value`, `imported` or `defined` says to what; none of them: to something unknown.
    """

    name: str
    scope: Scope
    start: int
    value: Node | None = None
    imported: Import | None = None
    defined: Scope | None = None
    """A function or a class."""
    annotation: str | None = None
    """For a parameter, or a variable declared with a type."""
    is_parameter: bool = False

    @property
    def owner(self) -> Scope:
        """The scope that the name belongs to: for `self.x` the class."""
        if self.name.startswith("self."):
            return self.scope.enclosing_class() or self.scope
        return self.scope.declared_elsewhere.get(self.name, self.scope)


def lookup(name: str, scope: Scope, start: int) -> Bound | None:
    """What the first name of a chain means where it is used: at byte `start` of `scope`.

    In the scope of the use that is the last binding before it; a name of an outer scope may be bound again before it is used, so there
    the last binding to something known counts. A `None` only holds the place of something else.
    """
    for searched in scope.outwards():
        owner = searched.declared_elsewhere.get(name, searched)
        found = owner.names.get(name)
        if found:
            found = [bound for bound in found if not _is_none(bound)] or found
            if owner is scope:
                before = [bound for bound in found if bound.start < start]
                return before[-1] if before else found[0]
            known = [bound for bound in found if not _is_unknown(bound)]
            return (known or found)[-1]
    return None


def lookup_attribute(attribute: str, owner: Scope) -> Bound | None:
    """What `self.attribute` means in the methods of a class: its own, its class's, or a base's in this file."""
    visited = {owner}
    pending = [owner]
    while pending:
        scope = pending.pop(0)
        found = scope.names.get(f"self.{attribute}", []) + scope.names.get(attribute, [])
        if found:
            known = [bound for bound in found if not _is_none(bound) and not _is_unknown(bound)]
            return (known or found)[0]
        for base in scope.bases:
            bound = lookup(base, scope.parent or scope, sys.maxsize)
            if bound is not None and bound.defined is not None and bound.defined not in visited:
                visited.add(bound.defined)
                pending.append(bound.defined)
    return None


def _is_none(bound: Bound) -> bool:
    return bound.value is not None and bound.value.type == "none"


def _is_unknown(bound: Bound) -> bool:
    return bound.value is None and bound.imported is None and bound.defined is None and bound.annotation is None
