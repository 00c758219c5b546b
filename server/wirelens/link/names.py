"""What a name stands for: from the innermost scope outwards, then through imports, aliases and classes."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wirelens.link.modules import Modules
from wirelens.link.template import Template
from wirelens.model.expression import Environment, Expression, Hole, Join, Literal, Name
from wirelens.model.facts import Binding, Class, Client, FileFacts, Function, Import, ModuleMember, Parameter, Reference, Router

Fact = Binding | Class | Client | Function | Import | Parameter | Router

MAX_STEPS = 32
"""Longer chains of imports and aliases are cycles."""

SELF = ("self", "cls", "this")


@dataclass(frozen=True, slots=True)
class Definition:
    """A fact, with the file it stands in. `rest` are the attributes asked of it that could not be followed further."""

    file: str
    fact: Fact
    rest: tuple[str, ...] = ()


class Names:
    """Resolves names across the files of a workspace."""

    def __init__(self, files: Mapping[str, FileFacts], modules: Modules) -> None:
        self._modules = modules
        self._definitions = {file: _definitions(facts) for file, facts in files.items()}
        self._class_scopes = {file: _class_scopes(facts) for file, facts in files.items()}

    def resolve(self, file: str, scope: str, dotted: str) -> Definition | None:
        """What `dotted`, written in `scope` of `file`, stands for; None where that is not in the workspace."""
        return self._resolve(file, scope, tuple(dotted.split(".")), MAX_STEPS)

    def resolve_reference(self, file: str, scope: str, reference: Reference) -> Definition | None:
        """Like `resolve`, for a name or a member of a module."""
        if isinstance(reference, ModuleMember):
            target = self._modules.resolve(file, reference.module)
            return None if target is None else self._resolve(target, "", (reference.member,), MAX_STEPS)
        return self.resolve(file, scope, reference.dotted)

    def fold(self, file: str, scope: str, expression: Expression) -> Template:
        """The expression with every name followed that can be; the others stay as holes."""
        return self._fold(file, scope, expression, MAX_STEPS)

    def _fold(self, file: str, scope: str, expression: Expression, steps: int) -> Template:
        match expression:
            case Literal() | Hole():
                return (expression,)
            case Join(parts):
                return tuple(piece for part in parts for piece in self._fold(file, scope, part, steps))
            case Environment(variable, default):
                return (Hole(variable),) if default is None else self._fold(file, scope, default, steps)
            case Name(dotted):
                found = self._resolve(file, scope, tuple(dotted.split(".")), steps) if steps else None
                if found is None or found.rest or not isinstance(found.fact, Binding):
                    return (Hole(dotted.rpartition(".")[2]),)
                if isinstance(found.fact.value, Hole):
                    return (Hole(dotted.rpartition(".")[2]),)
                return self._fold(found.file, found.fact.scope, found.fact.value, steps - 1)

    def _resolve(self, file: str, scope: str, parts: tuple[str, ...], steps: int) -> Definition | None:
        definitions = self._definitions.get(file)
        if definitions is None or not steps or not parts:
            return None
        for enclosing in _scopes(scope):
            if enclosing != scope and enclosing in self._class_scopes[file] and parts[0] not in SELF:
                continue  # names of a class body are not visible in its methods
            for length in range(len(parts), 0, -1):
                facts = definitions.get((enclosing, ".".join(parts[:length])))
                if facts:
                    return self._follow(file, facts, parts[length:], steps)
        return self._through_star_imports(file, parts, steps)

    def _follow(self, file: str, facts: list[Fact], rest: tuple[str, ...], steps: int) -> Definition | None:
        fact = _the_one(facts)
        match fact:
            case None:
                return None
            case Import():
                return self._imported(file, fact, rest, steps)
            case Binding(scope=scope, value=Name(dotted)):
                found = self._resolve(file, scope, (*dotted.split("."), *rest), steps - 1)
                return found or Definition(file, fact, rest)
            case Class(scope=scope, name=name) if rest:
                inner = f"{scope}.{name}" if scope else name
                found = self._definitions[file].get((inner, rest[0]))
                return self._follow(file, found, rest[1:], steps - 1) if found else Definition(file, fact, rest)
            case _:
                return Definition(file, fact, rest)

    def _imported(self, file: str, item: Import, rest: tuple[str, ...], steps: int) -> Definition | None:
        target = self._modules.resolve(file, item.module)
        if item.member is None:
            if target is None and rest:  # `import a.b` and then `a.b.c`
                submodule = self._modules.submodule(file, item.module, rest[0])
                return None if submodule is None else self._resolve(submodule, "", rest[1:], steps - 1)
            return None if target is None else self._resolve(target, "", rest, steps - 1)
        if target is not None:
            found = self._resolve(target, "", (item.member, *rest), steps - 1)
            if found is not None:
                return found
        submodule = self._modules.submodule(file, item.module, item.member)
        return None if submodule is None else self._resolve(submodule, "", rest, steps - 1)

    def _through_star_imports(self, file: str, parts: tuple[str, ...], steps: int) -> Definition | None:
        for fact in self._definitions[file].get(("", "*"), ()):
            target = self._modules.resolve(file, fact.module) if isinstance(fact, Import) else None
            found = None if target is None else self._resolve(target, "", parts, steps - 1)
            if found is not None:
                return found
        return None


def _scopes(scope: str) -> Iterator[str]:
    while scope:
        yield scope
        scope = scope.rpartition(".")[0]
    yield ""


def _the_one(facts: list[Fact]) -> Fact | None:
    """What a name is after several definitions: a router or client if any says so, else the last, unless values differ."""
    for fact in facts:
        if isinstance(fact, Router | Client):
            return fact
    bindings = [fact for fact in facts if isinstance(fact, Binding)]
    if len({binding.value for binding in bindings}) > 1:
        last = bindings[-1]
        return Binding(last.scope, last.name, Hole(last.name), last.span)
    return facts[-1]


def _definitions(facts: FileFacts) -> dict[tuple[str, str], list[Fact]]:
    found: defaultdict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in (*facts.imports, *facts.bindings, *facts.routers, *facts.clients, *facts.functions, *facts.classes):
        found[fact.scope, fact.name].append(fact)
    for function in facts.functions:
        for parameter in function.parameters:
            if parameter.name not in SELF:  # what is kept on the object is defined in the class
                found[function.qualified_name, parameter.name].append(parameter)
    return dict(found)


def _class_scopes(facts: FileFacts) -> frozenset[str]:
    return frozenset(f"{cls.scope}.{cls.name}" if cls.scope else cls.name for cls in facts.classes)
