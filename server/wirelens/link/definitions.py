"""What the scopes of a file define: by which names, and which of several definitions of a name counts."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from wirelens.model.expression import Choice, Result
from wirelens.model.facts import Binding, Class, Client, FileFacts, Function, Import, Parameter, Router

Fact = Binding | Class | Client | Function | Import | Parameter | Router

SELF = ("self", "cls", "this")


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
    owner: tuple[str, Class] | None = None
    """Of an attribute: the class that was asked for it, which may be derived from the one that has it, and its file."""


def qualified_name(cls: Class) -> str:
    """A class's dotted name with its scope."""
    return f"{cls.scope}.{cls.name}" if cls.scope else cls.name


def in_order(function: Function) -> list[str]:
    """The parameters that take a call's arguments in their order: what stands behind `*others` is given by its name alone."""
    names = [each.name for each in function.parameters]
    if names and names[0] in SELF:
        names = names[1:]
    return names[: next((number for number, name in enumerate(names) if name.startswith("*")), None)]


def constructor_of(owner: tuple[str, str]) -> tuple[str, str]:
    """The constructor of a class, as a function: file and dotted name."""
    file, cls = owner
    return file, f"{cls}.{'__init__' if file.endswith('.py') else 'constructor'}"


def scopes(scope: str) -> Iterator[str]:
    """A scope and those around it, from the inside outwards, the file's own last."""
    while scope:
        yield scope
        scope = scope.rpartition(".")[0]
    yield ""


def the_one(facts: list[Fact]) -> Fact | None:
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


def definitions_of(facts: FileFacts) -> dict[tuple[str, str], list[Fact]]:
    """By scope and name, what defines it."""
    found: defaultdict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in (*facts.imports, *facts.bindings, *facts.routers, *facts.clients, *facts.functions, *facts.classes):
        found[fact.scope, fact.name].append(fact)
    for function in facts.functions:
        for parameter in function.parameters:
            if parameter.name not in SELF:  # what is kept on the object is defined in the class
                found[function.qualified_name, parameter.name].append(parameter)
            for member, local in _taken_apart(parameter):
                named = parameter if member.startswith("...") else replace(parameter, name=f"{parameter.name}.{member}")
                found[function.qualified_name, local.removeprefix("...")].append(named)
    return dict(found)


def _taken_apart(parameter: Parameter) -> list[tuple[str, str]]:
    """The members that a parameter `{url, method: verb}` is taken apart into, and what they are called there."""
    members = parameter.name.strip("{}").split(", ") if parameter.name.startswith("{") else []
    return [(member, local or member) for member, _, local in (each.partition(": ") for each in members)]
