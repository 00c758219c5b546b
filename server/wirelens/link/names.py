"""What a name stands for: from the innermost scope outwards, then through imports, aliases, classes and what functions give."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from wirelens.link.environment import EnvironmentFiles
from wirelens.link.memo import Memo
from wirelens.link.modules import Modules
from wirelens.link.project_settings import OBJECTS, ProjectSettings, root_settings
from wirelens.link.template import UNKNOWN, KeptHole, ParameterHole, Template, VariableHole, common_origin, marked, without_spans
from wirelens.model.expression import Choice, Environment, Expression, Hole, Join, Literal, Members, Name, Result
from wirelens.model.facts import Binding, Class, Client, FileFacts, Function, Import, Invocation, ModuleMember, Parameter, Reference, Router

Fact = Binding | Class | Client | Function | Import | Parameter | Router

MAX_STEPS = 32
"""Longer chains of imports and aliases are cycles."""

MAX_PIECES = 64
"""A text put together from more is none that anybody wrote by hand."""

SELF = ("self", "cls", "this")

_Arguments = tuple[tuple[Expression, ...], tuple[tuple[str, Expression], ...]]
"""What a function is given: in order, and by name."""

_Given = tuple[str, str, tuple[Expression, ...], tuple[tuple[str, Expression], ...]]
"""Where a call is written, in which scope, and its arguments."""

_DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")


@dataclass(frozen=True, slots=True)
class Definition:
    """A fact, with the file it stands in. `rest` are the attributes asked of it that could not be followed further."""

    file: str
    fact: Fact
    rest: tuple[str, ...] = ()
    scope: str = ""
    """The scope whose name it is."""
    made: tuple[str, Binding] | None = None
    """Where calling a function or a class made it, and the result was bound to a name: the file and that binding."""


class Names:
    """Resolves names across the files of a workspace."""

    def __init__(self, files: Mapping[str, FileFacts], modules: Modules, memo: Memo) -> None:
        self._files = files
        self._modules = modules
        self._memo = memo

    @property
    def stages(self) -> tuple[Callable[[], object], ...]:
        """What the memo has to be told of (see `Memo.stages`)."""
        return (self._environment, self._project_settings)

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
            case Result(function):
                return self._result(file, scope, function, MAX_STEPS)
            case Name(dotted):
                return self.resolve(file, scope, dotted)

    def imported(self, file: str, scope: str, dotted: str) -> Import | None:
        """The import that the first word of a name stands for, wherever that leads: a package that is installed too."""
        for enclosing in _scopes(scope):
            facts = self._memo.value(self._defined, file)[0].get((enclosing, dotted.partition(".")[0]))
            if facts:
                fact = _the_one(facts)
                return fact if isinstance(fact, Import) else None
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

    def fold(self, file: str, scope: str, expression: Expression) -> Template:
        """The expression with every name followed that can be; the others stay as holes."""
        return self._fold(file, scope, expression, MAX_STEPS)

    def fold_path(self, file: str, scope: str, expression: Expression) -> Template:
        """Like `fold`, for a route's path: what cannot be followed is no parameter, and may be any number of segments."""
        pieces: list[Literal | Hole] = []
        for piece in self.fold(file, scope, expression):
            is_unknown = isinstance(piece, Hole) and piece.kind == "value"
            if not (is_unknown and pieces[-1:] == [UNKNOWN]):
                pieces.append(UNKNOWN if is_unknown else piece)
        return tuple(pieces)

    def given(self, file: str, function: Function, value: Template, given: _Given) -> Template:
        """What a function of `file` gives where `value` is what it returns, for arguments: where they are written, and which."""
        return self._given(file, function, value, given, MAX_STEPS // 2)

    def _fold(self, file: str, scope: str, expression: Expression, steps: int) -> Template:  # noqa: PLR0911  # one for each kind
        match expression:
            case Literal() | Hole():
                return (expression,)
            case Join(parts):
                pieces = tuple(piece for part in parts for piece in self._fold(file, scope, part, steps))
                return pieces if len(pieces) <= MAX_PIECES else (Hole("value"),)
            case Environment(variable, default) if variable.startswith("{"):
                return (self._variable(file, scope, variable.strip("{}"), default, steps),)
            case Environment(variable, default):
                value = self._memo.value(self._set_to, file, variable) or default
                return (Hole(variable),) if value is None or steps <= 0 else self._fold(file, scope, value, steps - 1)
            case Name(dotted):
                return self._memo.value(self._named, file, scope, dotted, steps)
            case Result(function, arguments, keywords):
                return self._memo.value(self._returned, file, scope, function, (arguments, keywords), steps)
            case Members():
                return (Hole("value"),)
            case Choice(options):
                # A variable may be one of its own options: the fewer steps are left, the sooner that ends.
                return common_origin([self._fold(file, scope, option, steps // 4) for option in options]) or (Hole("value"),)

    def _variable(self, file: str, scope: str, parameter: str, default: Expression | None, steps: int) -> Hole:
        """The environment variable that a parameter names, as a hole to be filled where the function is called."""
        found = _parameter(self._resolve(file, scope, (parameter,), steps), parameter)
        if found is None:
            return Hole(parameter)
        return VariableHole(parameter, "value", found.owner, found.parameter, default=default)

    def _named(self, file: str, scope: str, dotted: str, steps: int) -> Template:
        """The text that a name stands for, or a hole that is called like it."""
        found = self._resolve(file, scope, tuple(dotted.split(".")), steps)
        name = dotted.removesuffix(".[]").rpartition(".")[2]
        value = self._value(found, steps) or (_parameter(found, name) or self._kept(found, name) or Hole(name),)
        return value if found is None or found.file == file else without_spans(value)

    def _names_of_bases(self) -> frozenset[str]:
        return frozenset(
            base.partition("[")[0].rpartition(".")[2] for facts in self._files.values() for cls in facts.classes for base in cls.bases
        )

    def _kept(self, found: Definition | None, shown: str) -> KeptHole | None:
        """What an object keeps of its constructor's parameter."""
        if found is None or found.rest or not isinstance(found.fact, Binding) or not isinstance(found.fact.value, Hole):
            return None
        binding, kept = found.fact, found.fact.value
        if binding.name.partition(".")[0] not in SELF or not any(
            each.name == kept.name for each in self._memo.value(self._constructor_parameters, found.file, binding.scope)
        ):
            return None
        return KeptHole(shown, "value", (found.file, binding.scope), kept.name)

    def _constructor_parameters(self, file: str, cls: str) -> tuple[Parameter, ...]:
        facts = self._files.get(file)
        functions = facts.functions if facts is not None else ()
        return next((each.parameters for each in functions if each.scope == cls and each.name == "__init__"), ())

    def _returned(self, file: str, scope: str, function: str, arguments: _Arguments, steps: int) -> Template:
        """The text that a function returns for these arguments, or a hole that is called like the function."""
        found = self._resolve(file, scope, tuple(function.split(".")), steps)
        called = found.fact if found is not None and isinstance(found.fact, Function) else None
        value = self._value(found, steps) if called is not None else None
        if found is None or called is None or value is None:
            return (Hole(function.rpartition(".")[2]),)
        value = value if found.file == file else without_spans(value)
        return self._given(found.file, called, value, (file, scope, *arguments), steps // 2)

    def _value(self, found: Definition | None, steps: int) -> Template | None:
        """The text of what a name stands for. A function in a text is a property: what counts is what it returns."""
        if found is None or found.rest or not isinstance(found.fact, Binding | Function):
            return None
        scope, value = _written(found.fact)
        folded = None if value is None or isinstance(value, Hole) else self._fold(found.file, scope, value, steps - 1)
        # What an unknown call gives, or an open choice, is best called by the name that it is given.
        is_unknown = isinstance(value, Result | Choice) and folded is not None and [type(piece) for piece in folded] == [Hole]
        return None if is_unknown else folded

    def _given(self, file: str, function: Function, value: Template, given: _Given, steps: int) -> Template:
        """What a function returns for arguments (where, and which); what they leave open is called as the function calls it."""
        owner = (file, function.qualified_name)
        at_file, at_scope, arguments, keywords = given
        by_name = dict(keywords)
        order = [each.name for each in function.parameters if each.name not in SELF]
        pieces: list[Literal | Hole] = []
        for piece in value:
            if not isinstance(piece, ParameterHole) or piece.owner != owner or piece.member or piece.parameter not in order:
                pieces.append(piece)
                continue
            index = order.index(piece.parameter)
            default = next((each.default for each in function.parameters if each.name == piece.parameter), None)
            filled: Template = (Hole(piece.name, piece.kind),)
            if piece.parameter in by_name:
                filled = self._fold(at_file, at_scope, by_name[piece.parameter], steps)
            elif index < len(arguments):
                filled = self._fold(at_file, at_scope, arguments[index], steps)
            elif default is not None:
                filled = self._fold(*owner, default, steps)
            if isinstance(piece, VariableHole) and all(isinstance(each, Literal) for each in filled):
                set_to = self._fold(at_file, at_scope, Environment(marked(filled)), steps)
                is_unset = [type(each) for each in set_to] == [Hole] and piece.default is not None and steps > 0
                default_of = self._fold(*owner, piece.default, steps) if is_unset and piece.default is not None else None
                filled = set_to if default_of is None else self._given(file, function, default_of, given, steps // 2)
            is_open = [type(each) for each in filled] == [Hole] and not isinstance(piece, VariableHole)
            pieces.extend((Hole(piece.name, piece.kind),) if is_open else filled)
        return tuple(pieces) if len(pieces) <= MAX_PIECES else (Hole("value"),)

    def _resolve(self, file: str, scope: str, parts: tuple[str, ...], steps: int) -> Definition | None:
        return self._memo.value(self._found, file, scope, parts, steps) if steps > 0 and parts else None

    def _found(self, file: str, scope: str, parts: tuple[str, ...], steps: int) -> Definition | None:
        for index, part in enumerate(parts):
            if part.endswith("()"):
                made = self._result(file, scope, ".".join((*parts[:index], part[:-2])), steps - 1)
                return self._attribute(made, parts[index + 1 :], steps - 1)
        definitions, classes = self._memo.value(self._defined, file)
        first, rest = parts[0], parts[1:]
        for enclosing in _scopes(scope):
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
        fact = _the_one(facts)
        match fact:
            case None:
                return None
            case Import():
                return self._imported(file, fact, rest, steps)
            case Binding(scope=scope, value=Name(dotted)):
                found = self._resolve(file, scope, (*dotted.split("."), *rest), steps - 1)
            case Binding(scope=scope, value=Result(function)):
                found = self._attribute(self._result(file, scope, function, steps - 1), rest, steps - 1)
                found = found or self._member_of_result(file, scope, function, rest, steps - 1)
                found = replace(found, made=found.made or (file, fact)) if found is not None else None
            case Parameter(annotation=str(annotation)) if rest:
                found = self._attribute(self._declared(file, scope, annotation, steps - 1), rest, steps - 1)
            case Class() if rest:
                found = self._member(file, fact, rest, steps - 1)
            case _:
                found = None
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
                    return self._follow(its_file, scope, facts, rest[1:], steps - 1)
        return None

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

    def _result(self, file: str, scope: str, function: str, steps: int) -> Definition | None:
        """What calling a function gives: the instance of a class stands as the class itself."""
        return self._made(self._resolve(file, scope, tuple(function.split(".")), steps), steps)

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
            case Name(dotted):
                found = self._resolve(called.file, own, tuple(dotted.split(".")), steps - 1)
            case Result(function):
                found = self._result(called.file, own, function, steps - 1)
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
        return ({}, {}) if facts is None else (_definitions(facts), {qualified_name(cls): cls for cls in facts.classes})

    def _set_to(self, file: str, variable: str) -> Expression | None:
        return self._memo.value(self._environment).value(file, variable)

    def _environment(self) -> EnvironmentFiles:
        return EnvironmentFiles(self._files)

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


def _taken_apart(parameter: Parameter) -> list[tuple[str, str]]:
    """The members that a parameter `{url, method: verb}` is taken apart into, and what they are called there."""
    members = parameter.name.strip("{}").split(", ") if parameter.name.startswith("{") else []
    return [(member, local or member) for member, _, local in (each.partition(": ") for each in members)]


def _parameter(found: Definition | None, shown: str) -> ParameterHole | None:
    if found is None or not isinstance(found.fact, Parameter):
        return None
    whole, apart, member = found.fact.name.partition("}.")
    members = (member, *found.rest) if apart else found.rest
    return ParameterHole(shown, "value", (found.file, found.scope), f"{whole}}}" if apart else whole, members)


def _scopes(scope: str) -> Iterator[str]:
    while scope:
        yield scope
        scope = scope.rpartition(".")[0]
    yield ""


def _written(fact: Binding | Function) -> tuple[str, Expression | None]:
    """What a name is bound to or a function returns, and the scope in whose words that is."""
    return (fact.scope, fact.value) if isinstance(fact, Binding) else (fact.qualified_name, fact.returns)


def _the_one(facts: list[Fact]) -> Fact | None:
    """What a name is after several definitions: a router or client if any says so, else the last, unless values differ."""
    for fact in facts:
        if isinstance(fact, Router | Client):
            return fact
    bindings = [fact for fact in facts if isinstance(fact, Binding)]
    made = {binding.value.function if isinstance(binding.value, Result) else binding.value for binding in bindings}
    if len(made) > 1:
        last = bindings[-1]
        return Binding(last.scope, last.name, Choice(tuple(binding.value for binding in bindings)), last.span)
    return facts[-1]


def _definitions(facts: FileFacts) -> dict[tuple[str, str], list[Fact]]:
    found: defaultdict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in (*facts.imports, *facts.bindings, *facts.routers, *facts.clients, *facts.functions, *facts.classes):
        found[fact.scope, fact.name].append(fact)
    for function in facts.functions:
        for parameter in function.parameters:
            if parameter.name not in SELF:  # what is kept on the object is defined in the class
                found[function.qualified_name, parameter.name].append(parameter)
            for member, local in _taken_apart(parameter):
                found[function.qualified_name, local].append(replace(parameter, name=f"{parameter.name}.{member}"))
    return dict(found)


def qualified_name(cls: Class) -> str:
    """A class's dotted name with its scope."""
    return f"{cls.scope}.{cls.name}" if cls.scope else cls.name
