"""Requests that a condition decides: `isNew ? "/items" : "/drafts"` asks for one of two, and each of them is a call."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple

from wirelens.link.names import Names
from wirelens.link.template import Template, marked, without_spans
from wirelens.model.expression import Choice, Expression, Join, Name, Result
from wirelens.model.facts import Binding, Function

MAX_WAYS = 6
"""What is chosen from more is a table of data, and no choice that a reader would follow."""

_MAX_STEPS = 8
"""How many names are followed to a choice."""

_Chosen = Mapping[tuple[str, str, int], int]
"""Which option is taken: by the file, what decides as written, and how many there are. Choices by one condition are taken together."""


class Written(NamedTuple):
    """An expression, and where it is written."""

    file: str
    scope: str
    expression: Expression


@dataclass(frozen=True, slots=True)
class Way:
    """What several expressions come to together. `is_spelled`: the conditions that lead there are written where the values are."""

    templates: tuple[Template, ...]
    is_spelled: bool = True


class Alternatives:
    """Folds expressions one way after another."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def of(self, expressions: tuple[Written, ...]) -> list[Way]:
        """Every way in which the expressions may come out; one where no condition decides them, or too many do."""
        ways = list(islice(self._together(expressions, {}, _MAX_STEPS), MAX_WAYS + 1))
        if 1 < len(ways) <= MAX_WAYS:
            # Several assignments to one name need no condition: nothing says which of them were made together.
            found = {tuple(map(marked, templates)): Way(templates, all(key[1] for key in chosen)) for templates, chosen in ways}
            return list(found.values())
        return [Way(tuple(self._names.fold(*each) for each in expressions))]

    def _together(self, expressions: tuple[Written, ...], chosen: _Chosen, steps: int) -> Iterator[tuple[tuple[Template, ...], _Chosen]]:
        if not expressions:
            yield (), chosen
            return
        for first, so_far in self._each(*expressions[0], chosen, steps):
            for others, at_last in self._together(expressions[1:], so_far, steps):
                yield (first, *others), at_last

    def _each(self, file: str, scope: str, expression: Expression, chosen: _Chosen, steps: int) -> Iterator[tuple[Template, _Chosen]]:
        match expression:
            case Choice(options, condition):
                key = (file, condition, len(options))
                for index in (chosen[key],) if key in chosen else range(len(options)):
                    yield from self._each(file, scope, options[index], {**chosen, key: index}, steps)
                return
            case Join(parts):
                for templates, so_far in self._together(tuple(Written(file, scope, part) for part in parts), chosen, steps):
                    yield tuple(piece for template in templates for piece in template), so_far
                return
            case Name(dotted) if steps:
                found = self._names.resolve(file, scope, dotted)
                bound = found.fact if found is not None and not found.rest and isinstance(found.fact, Binding) else None
                if found is not None and bound is not None and _may_choose(bound):
                    for template, so_far in self._each(found.file, bound.scope, bound.value, chosen, steps - 1):
                        yield (template if found.file == file else without_spans(template)), so_far
                    return
            case Result() as result if steps:
                yield from self._returned(file, scope, result, chosen, steps - 1)
                return
            case _:
                pass
        yield self._names.fold(file, scope, expression), chosen

    def _returned(self, file: str, scope: str, result: Result, chosen: _Chosen, steps: int) -> Iterator[tuple[Template, _Chosen]]:
        """What a function gives for each way in which its arguments come out."""
        found = self._names.resolve(file, scope, result.function)
        called = found.fact if found is not None and not found.rest and isinstance(found.fact, Function) else None
        returned = called.returns if called is not None else None
        arguments = tuple(Written(file, scope, each) for each in result.arguments)
        for given, so_far in self._together(arguments, chosen, steps):
            passed = replace(result, arguments=tuple(map(Join, given)))
            if found is None or called is None or not isinstance(returned, Choice):
                yield self._names.fold(file, scope, passed), so_far
                continue
            for template, at_last in self._each(found.file, called.qualified_name, returned, so_far, steps):
                yield self._names.given(found.file, called, template, (file, scope, passed.arguments, passed.keywords)), at_last


def _may_choose(bound: Binding) -> bool:
    return isinstance(bound.value, Choice | Join | Name | Result) and not _speaks_of(bound.value, bound.name)


def _speaks_of(expression: Expression, name: str) -> bool:
    """Whether a value is made of the name that it is bound to, as it was before."""
    match expression:
        case Name(dotted):
            return dotted == name
        case Join(parts) | Choice(parts) | Result(_, parts):
            return any(_speaks_of(part, name) for part in parts)
        case _:
            return False
