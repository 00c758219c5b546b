"""What a name stands for: from the innermost scope outwards, then through imports, aliases, classes and what functions give."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from wirelens.link.definitions import SELF, Definition, Fact, definitions_of, in_order, qualified_name, scopes, the_one
from wirelens.link.memo import Memo
from wirelens.link.modules import Modules
from wirelens.link.project_settings import OBJECTS, ProjectSettings, root_settings
from wirelens.model.expression import Name, Result
from wirelens.model.facts import Binding, Class, FileFacts, Function, Import, Invocation, ModuleMember, Parameter, Reference

MAX_STEPS = 32
"""Longer chains of imports and aliases are cycles."""

_DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
_ENUMERATIONS = frozenset({"Enum", "StrEnum", "IntEnum"})


class Resolution:
    """Resolves names across the files of a workspace."""

    def __init__(self, files: Mapping[str, FileFacts], modules: Modules, memo: Memo) -> None:
        self._files = files
        self._modules = modules
        self._memo = memo

    def resolve(self, file: str, scope: str, dotted: str) -> Definition | None:
        """What `dotted`, written in `scope` of `file`, stands for; None where that is not in the workspace."""
        return self._resolve(file, scope, tuple(dotted.split(".")), MAX_STEPS)

    def called(self, file: str, invocations: Iterable[Invocation]) -> Iterator[tuple[Invocation, Definition]]:
        """What calls of a file stand for, where that is in the workspace. For all of them at once: nothing is kept of any single one."""
        definitions, _ = self._memo.value(self._defined, file)
        words = {name.partition(".")[0] for _, name in definitions}
        known: dict[tuple[str, str], Definition | None] = {}
        for each in invocations:
            key = (each.scope, each.callee)
            if key not in known:
                first = each.callee.partition(".")[0].removesuffix("()")
                is_open = first in words or first in SELF or "*" in words
                known[key] = self._found(file, each.scope, tuple(each.callee.split(".")), MAX_STEPS) if is_open else None
            found = known[key]
            if found is not None:
                yield each, found

    def resolve_reference(self, file: str, scope: str, reference: Reference) -> Definition | None:
        """Like `resolve`, for a name or a member of a module."""
        match reference:
            case ModuleMember(module, member):
                target = self._modules.resolve(file, module)
                return None if target is None else self._resolve(target, "", (member,), MAX_STEPS)
            case Result():
                return self._result(file, scope, reference, MAX_STEPS)
            case Name(dotted):
                return self.resolve(file, scope, dotted)

    def imported(self, file: str, scope: str, dotted: str) -> Import | None:
        """The import that the first word of a name stands for, wherever that leads: a package that is installed too.

        What another file only hands on is what that one imports.
        """
        return self._imported_by(file, scope, dotted.partition(".")[0], MAX_STEPS)

    def _imported_by(self, file: str, scope: str, name: str, steps: int) -> Import | None:
        for enclosing in scopes(scope):
            facts = self._memo.value(self._defined, file)[0].get((enclosing, name))
            if facts:
                fact = the_one(facts)
                if not isinstance(fact, Import):
                    return None
                origin = self._modules.resolve(file, fact.module) if steps > 0 else None
                if origin is None or fact.member is None:
                    return fact
                return self._imported_by(origin, "", fact.member, steps - 1) or fact
        return None

    def lineage(self, file: str, cls: Class) -> tuple[tuple[str, Class], ...]:
        """A class and its bases in the workspace, each with its file, in the order in which attributes are looked up in them."""
        return self._lineage(file, cls, MAX_STEPS)

    def has_subclasses(self, cls: Class) -> bool:
        """Whether another class of the workspace may have it as a base."""
        return cls.name in self._memo.value(self._names_of_bases)

    def member(self, file: str, cls: Class, name: str) -> Definition | None:
        """What an attribute of a class or of its instances stands for."""
        return self._member(file, cls, (name,), MAX_STEPS)

    def _resolve(self, file: str, scope: str, parts: tuple[str, ...], steps: int) -> Definition | None:
        return self._memo.value(self._found, file, scope, parts, steps) if steps > 0 and parts else None

    def _found(self, file: str, scope: str, parts: tuple[str, ...], steps: int) -> Definition | None:
        for index, part in enumerate(parts):
            if part.endswith("()"):
                made = self._result(file, scope, Result(".".join((*parts[:index], part[:-2]))), steps - 1)
                return self._attribute(made, parts[index + 1 :], steps - 1)
        definitions, classes = self._memo.value(self._defined, file)
        first, rest = parts[0], parts[1:]
        for enclosing in scopes(scope):
            cls = classes.get(enclosing)
            if cls is not None and first in SELF and rest:
                return self._member(file, cls, rest, steps)
            if cls is not None and enclosing != scope:
                continue  # names of a class body are not visible in its methods
            for length in range(len(parts), 0, -1):
                facts = definitions.get((enclosing, ".".join(parts[:length])))
                if facts:
                    return self._follow(file, enclosing, facts, parts[length:], steps)
        return self._through_star_imports(file, parts, steps)

    def _follow(self, file: str, scope: str, facts: list[Fact], rest: tuple[str, ...], steps: int) -> Definition | None:
        fact = the_one(facts)
        match fact:
            case None:
                return None
            case Import():
                return self._imported(file, fact, rest, steps)
            case Binding(scope=scope, value=Name(dotted)):
                found = self._resolve(file, scope, (*dotted.split("."), *rest), steps - 1)
            case Binding(scope=scope, value=Result(function) as made):
                found = self._attribute(self._result(file, scope, made, steps - 1), rest, steps - 1)
                found = found or self._member_of_result(file, scope, function, rest, steps - 1)
                found = replace(found, made=found.made or (file, fact)) if found is not None else None
            case Class() if rest:
                found = self._member(file, fact, rest, steps - 1)
            case _:
                found = None
        if found is None and rest and isinstance(fact, Binding | Parameter) and fact.annotation is not None:
            found = self._attribute(self._declared(file, scope, fact.annotation, steps - 1), rest, steps - 1)
        return found or Definition(file, fact, rest, scope)

    def _attribute(self, found: Definition | None, rest: tuple[str, ...], steps: int) -> Definition | None:
        if found is not None and rest and not found.rest and isinstance(found.fact, Class):
            return self._member(found.file, found.fact, rest, steps)
        return None if found is None else replace(found, rest=(*found.rest, *rest))

    def _member(self, file: str, cls: Class, rest: tuple[str, ...], steps: int) -> Definition | None:
        if steps <= 0:
            return None
        names = (rest[0], *(f"{itself}.{rest[0]}" for itself in SELF))
        for its_file, each in self._lineage(file, cls, steps):
            scope = qualified_name(each)
            definitions, _ = self._memo.value(self._defined, its_file)
            for name in names:
                facts = definitions.get((scope, name))
                if facts:
                    of_member = () if rest[1:] == ("value",) and self._is_enumeration(file, cls, steps) else rest[1:]
                    found = self._follow(its_file, scope, facts, of_member, steps - 1)
                    return replace(found, owner=(file, cls)) if found is not None and found.owner is None else found
        return None

    def _is_enumeration(self, file: str, cls: Class, steps: int) -> bool:
        """Whether members of a class have their values as an attribute (https://docs.python.org/3/library/enum.html)."""
        bases = {base.rpartition(".")[2] for _, each in self._lineage(file, cls, steps) for base in each.bases}
        return not bases.isdisjoint(_ENUMERATIONS)

    def _lineage(self, file: str, cls: Class, steps: int) -> tuple[tuple[str, Class], ...]:
        if not cls.bases:
            return ((file, cls),)
        found: dict[tuple[str, str], tuple[str, Class]] = {}
        pending = [(file, cls)]
        while pending:
            its_file, each = pending.pop()
            key = (its_file, qualified_name(each))
            if key not in found:  # a class that is its own base adds nothing the second time
                found[key] = (its_file, each)
                # A base may be another class's member, found through that one's bases: the fewer steps are left, the sooner that ends.
                pending.extend(reversed(self._memo.value(self._bases, its_file, each.scope, each.bases, steps // 8 * 4)))
        return tuple(found.values())

    def _bases(self, file: str, scope: str, bases: tuple[str, ...], steps: int) -> tuple[tuple[str, Class], ...]:
        found = (self._resolve(file, scope, tuple(base.partition("[")[0].split(".")), steps) for base in bases)
        return tuple((each.file, each.fact) for each in found if each is not None and not each.rest and isinstance(each.fact, Class))

    def _result(self, file: str, scope: str, made: Result, steps: int) -> Definition | None:
        """What calling a function gives: the instance of a class stands as the class itself."""
        called = self._resolve(file, scope, tuple(made.function.split(".")), steps)
        return self._given_back(called, file, scope, made, steps - 1) or self._made(called, steps)

    def _given_back(self, called: Definition | None, file: str, scope: str, made: Result, steps: int) -> Definition | None:
        """What a function gives that it was given itself: `def with_routes(blueprint): …; return blueprint`."""
        function = called.fact if called is not None and not called.rest else None
        if not isinstance(function, Function) or not isinstance(function.returns, Name):
            return None
        given = dict(zip(in_order(function), made.arguments, strict=False)) | dict(made.keywords)
        value = given.get(function.returns.dotted)
        return self._resolve(file, scope, tuple(value.dotted.split(".")), steps) if isinstance(value, Name) else None

    def _member_of_result(self, file: str, scope: str, function: str, rest: tuple[str, ...], steps: int) -> Definition | None:
        """What a member of the object stands for that a function returns: the object is a name in the function."""
        called = self._resolve(file, scope, tuple(function.split(".")), steps) if steps > 0 and rest else None
        if called is None or called.rest or not isinstance(called.fact, Function) or not isinstance(called.fact.returns, Name):
            return None
        return self._resolve(called.file, called.fact.qualified_name, (*called.fact.returns.dotted.split("."), *rest), steps - 1)

    def _made(self, called: Definition | None, steps: int) -> Definition | None:
        if called is None or called.rest or steps <= 0:
            return None
        if isinstance(called.fact, Class):
            return called
        if not isinstance(called.fact, Function):
            return None
        own = called.fact.qualified_name
        match called.fact.returns:
            case Name(dotted) if dotted in SELF:
                cls = self._memo.value(self._defined, called.file)[1].get(called.fact.scope)
                found = Definition(called.file, cls) if cls is not None else None
            case Name(dotted):
                found = self._resolve(called.file, own, tuple(dotted.split(".")), steps - 1)
            case Result() as made:
                found = self._result(called.file, own, made, steps - 1)
            case _:
                found = None
        if found is not None and not isinstance(found.fact, Binding | Parameter):
            return found
        return self._declared(called.file, called.fact.scope, called.fact.annotation or "", steps - 1)

    def _declared(self, file: str, scope: str, annotation: str, steps: int) -> Definition | None:
        """The class of the workspace that an annotation names: `Settings`, `"Settings | None"`, `Annotated[Settings, Depends(…)]`."""
        for word in _DOTTED.findall(annotation):
            # A type's words may lead back to annotations of several words: the fewer steps are left, the sooner that ends.
            found = self._resolve(file, scope, tuple(word.split(".")), steps // 4)
            if found is not None and not found.rest and isinstance(found.fact, Class):
                return found
        return None

    def _imported(self, file: str, item: Import, rest: tuple[str, ...], steps: int) -> Definition | None:
        target = self._modules.resolve(file, item.module)
        if item.member is None:
            found = None if target is None else self._resolve(target, "", rest, steps - 1)
            return found or self._below_package(file, item.module, rest, steps)
        if target is not None and target != file:  # `from . import x` in a package's own file is about its modules
            found = self._resolve(target, "", (item.member, *rest), steps - 1)
            if found is not None:
                return found
        for module in self._memo.value(self._settings, file, *of) if (of := (item.module, item.member)) in OBJECTS else ():
            found = self._resolve(module, "", rest, steps - 1)
            if found is not None:
                return found
        submodule = self._modules.submodule(file, item.module, item.member)
        return None if submodule is None else self._resolve(submodule, "", rest, steps - 1)

    def _below_package(self, file: str, package: str, rest: tuple[str, ...], steps: int) -> Definition | None:
        """`import a.b` and then `a.b.c`, where modules below the package are named on the way."""
        for length in range(1, len(rest)):
            submodule = self._modules.submodule(file, ".".join((package, *rest[: length - 1])), rest[length - 1])
            found = None if submodule is None else self._resolve(submodule, "", rest[length:], steps - 1)
            if found is not None:
                return found
        return None

    def _through_star_imports(self, file: str, parts: tuple[str, ...], steps: int) -> Definition | None:
        definitions, _ = self._memo.value(self._defined, file)
        for fact in definitions.get(("", "*"), ()):
            target = self._modules.resolve(file, fact.module) if isinstance(fact, Import) else None
            found = None if target is None else self._resolve(target, "", parts, steps - 1)
            if found is not None:
                return found
        return None

    def _defined(self, file: str) -> tuple[dict[tuple[str, str], list[Fact]], dict[str, Class]]:
        """What the scopes of a file define, by scope and name, and its classes by their dotted names."""
        facts = self._files.get(file)
        return ({}, {}) if facts is None else (definitions_of(facts), {qualified_name(cls): cls for cls in facts.classes})

    def _names_of_bases(self) -> frozenset[str]:
        return frozenset[str]().union(*(self._memo.value(self._names_of_bases_in, file) for file in self._files))

    def _names_of_bases_in(self, file: str) -> frozenset[str]:
        facts = self._files.get(file)
        if facts is None:
            return frozenset()
        names = {base.partition("[")[0].rpartition(".")[2] for cls in facts.classes for base in cls.bases}
        renamed = {each.member for each in facts.imports if each.member is not None and each.name in names}
        return frozenset(names | renamed)

    def _settings(self, file: str, module: str, member: str) -> tuple[str, ...]:
        return tuple(self._memo.value(self._project_settings).modules(file, module, member))

    def _project_settings(self) -> ProjectSettings:
        roots = [(file, names) for file in self._files if (names := self._memo.value(self._settings_in, file))]
        stars = {file: modules for file in self._files if (modules := self._memo.value(self._starred_in, file))}
        return ProjectSettings(roots, stars, self._modules)

    def _settings_in(self, file: str) -> frozenset[str]:
        facts = self._files.get(file)
        return frozenset() if facts is None else root_settings(facts)

    def _starred_in(self, file: str) -> tuple[str, ...]:
        """The modules whose names a file takes over all."""
        facts = self._files.get(file)
        return () if facts is None else tuple(each.module for each in facts.imports if each.name == "*")
