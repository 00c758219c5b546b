"""Where values of installed packages come from: which package made what a name stands for."""

import re
from collections.abc import Iterator

from wirelens.link.definitions import Definition
from wirelens.link.names import Names
from wirelens.model.expression import Choice, Expression, Name, Result
from wirelens.model.facts import Binding, Class, Function, Medium, Parameter

MAX_STEPS = 8
"""A value handed on by more functions than that is a circle."""

_DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")


def carries(names: Names, file: str, scope: str, medium: Medium) -> bool:
    """Whether a method called on a medium really sends or receives there: not one of the workspace's own, nor another package's."""
    if _is_own_method(names, file, scope, medium):
        return False
    if not medium.packages:
        return True
    package = package_of(names, file, scope, medium.value)
    if package is not None:
        return package in medium.packages
    written = medium.value.dotted if isinstance(medium.value, Name) else medium.value.function
    return any(word in written.lower() for word in medium.words)


def package_of(names: Names, file: str, scope: str, value: Expression, steps: int = MAX_STEPS) -> str | None:
    """The installed package that a value comes from, by what makes it or what it is declared to be; None where that is not known."""
    match value:
        case Name(dotted) | Result(dotted):
            found = names.resolve(file, scope, dotted)
            imported = names.imported(file, scope, dotted) if found is None else None
            if imported is not None:
                return None if imported.module.startswith(".") else imported.module.partition(".")[0]
        case Choice(options):
            found_packages = {package_of(names, file, scope, option, steps - 1) for option in options} if steps else {None}
            known = found_packages - {None}
            return known.pop() if len(known) == 1 else None
        case _:
            return None
    return next(_packages(names, found, steps - 1), None) if found is not None and steps else None


def _packages(names: Names, found: Definition, steps: int) -> Iterator[str]:
    file, fact = found.file, found.fact
    match fact:
        case Binding(scope=scope, value=value):
            package = package_of(names, file, scope, value, steps)
            if package is not None:
                yield package
        case Function(returns=returns, annotation=annotation):
            scope = fact.qualified_name
            package = package_of(names, file, scope, returns, steps) if returns is not None else None
            if package is not None:
                yield package
            yield from _declared(names, file, fact.scope, annotation, steps)
        case Parameter(annotation=annotation):
            yield from _declared(names, file, found.scope, annotation, steps)
        case _:
            return


def _declared(names: Names, file: str, scope: str, annotation: str | None, steps: int) -> Iterator[str]:
    """The packages of an annotation's words, those that only hold other types aside."""
    for word in _DOTTED.findall(annotation or ""):
        package = package_of(names, file, scope, Name(word), steps)
        if package is not None and package not in ("typing", "typing_extensions", "collections", "fastapi"):
            yield package


def _is_own_method(names: Names, file: str, scope: str, medium: Medium) -> bool:
    value, method = medium.value, medium.method
    if isinstance(value, Name):
        found = names.resolve(file, scope, f"{value.dotted}.{method}")
        return found is not None and not found.rest and isinstance(found.fact, Function)
    made = names.resolve_reference(file, scope, value)
    if made is None or made.rest or not isinstance(made.fact, Class):
        return False
    own = names.member(made.file, made.fact, method)
    return own is not None and isinstance(own.fact, Function)
