"""Values that functions are given and that loops run over: what a parameter or a loop's variable stands for, one way after another."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import NamedTuple

from wirelens.link.definitions import in_order, scopes
from wirelens.link.functions import function_named
from wirelens.link.names import Names
from wirelens.link.template import MAYBE_NOTHING, ParameterHole, Template, settled
from wirelens.link.uses import Uses
from wirelens.model.expression import EMPTY, Choice, Environment, Expression, Hole, Join, Literal, Members, Name, Result
from wirelens.model.facts import DECORATED, Binding, FileFacts, Function, Invocation, Listing, Loop, Parameter
from wirelens.model.span import Span
from wirelens.model.test_files import is_test_file

MAX_DEPTH = 8
"""How many functions a value is followed through."""

MAX_WAYS = 512
"""How often one line is run at most; a list that is longer is a table of data."""

_NOTHING = (EMPTY, Hole("None"))
"""What stands for no prefix at all."""

Slot = tuple[str, str, str]
"""A parameter or a loop's variable: file, scope, name."""


class Place(NamedTuple):
    """Where something is written."""

    file: str
    scope: str
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Passed:
    """What a slot is given: an expression, where it is written, and what the slots that it speaks of are given."""

    file: str
    scope: str
    value: Expression
    values: "Values" = field(default_factory=dict[Slot, "Passed"])
    is_optional: bool = False
    """Whether nothing at all stands in where this is not given."""


Values = Mapping[Slot, Passed]
"""One way in which a line is reached."""


class Passing:
    """Knows who calls what with which values, and what loops run over."""

    def __init__(self, files: Mapping[str, FileFacts], names: Names, uses: Uses) -> None:
        self._names = names
        self._files = files
        self._uses = uses
        self._listings: dict[Slot, list[Listing]] = {}
        for file, facts in files.items():
            for listing in facts.listings:
                self._listings.setdefault((file, listing.scope, listing.name), []).append(listing)
        self._callers: dict[tuple[str, str], list[tuple[str, Invocation]]] = {}

    def fold(self, file: str, scope: str, expression: Expression, values: Values) -> Template:
        """The expression with every name followed that can be, parameters and loops' variables as they are given."""
        match expression:
            case Join(parts):
                return settled(tuple(piece for part in parts for piece in self.fold(file, scope, part, values)))
            case Name(dotted) if (passed := self.passed(file, scope, dotted, values)) is not None:
                return self._fold_passed(passed)
            case Result(function, (given,)) if self._puts_before(file, scope, function):
                return (MAYBE_NOTHING, *self.fold(file, scope, given, values))
            case _:
                pieces = self._names.fold(file, scope, expression)
                return settled(tuple(filled for piece in pieces for filled in self._filled(piece, values)))

    def _puts_before(self, file: str, scope: str, function: str) -> bool:
        """Whether a function gives the one text that it is given, at times with something before it."""
        found = self._names.resolve(file, scope, function)
        called = found.fact if found is not None and not found.rest and isinstance(found.fact, Function) else None
        return called is not None and len(called.parameters) == 1 and isinstance(called.returns, Choice)

    def _fold_passed(self, passed: Passed) -> Template:
        if passed.value in _NOTHING:
            return ()
        template = self.fold(passed.file, passed.scope, passed.value, passed.values)
        is_unknown = all(isinstance(piece, Hole) and piece.kind == "value" for piece in template)
        return (MAYBE_NOTHING,) if is_unknown and passed.is_optional else template

    def passed(self, file: str, scope: str, dotted: str, values: Values) -> Passed | None:
        """What a name stands for whose first word is a parameter or a loop's variable that is given something."""
        first, _, rest = dotted.partition(".")
        for enclosing in scopes(scope):
            passed = values.get((file, enclosing, first))
            if passed is not None:
                return passed if not rest else _attribute(passed, rest)
        return None

    def ways(self, place: Place, used: Iterable[Expression], values: Values, depth: int = 0) -> list[Values]:
        """Every way in which a line is reached, as far as that changes what it uses; always at least one."""
        file, scope, span = place
        used = list(used)
        loops: list[Loop] = []
        for loop in sorted(self._files[file].loops, key=lambda each: each.extent, reverse=True):
            is_around = loop.extent.start <= span.start and span.end <= loop.extent.end
            if is_around and any(word in loop.variables for each in used for word in _first_words(each)):
                loops.insert(0, loop)
                used += [value for row in loop.rows for value in row]
                used += [loop.over] if loop.over is not None else []
        ways: list[Values] = [values]
        for owner in sorted({owner for expression in used for owner in self._owners(file, scope, expression)}):
            if depth < MAX_DEPTH and function_named(self._files, owner) is not None and not any(slot[:2] == owner for slot in values):
                given = list(islice(self._given(*owner, depth), MAX_WAYS))
                ways = [{**way, **each} for way in ways for each in given]
        for loop in loops:
            ways = [turn for way in ways for turn in self._turns(file, loop, way)]
        return ways[:MAX_WAYS]

    def given_by(self, file: str, invocation: Invocation, owner: tuple[str, str], values: Values) -> Values:
        """What one call gives to the parameters of the function `owner`; what it does not give has its default."""
        function = function_named(self._files, owner)
        if function is None:
            return {}
        given: dict[Slot, Passed] = {}
        decorated = self._decorated(file, invocation)
        if decorated is not None:
            given[(*owner, DECORATED.dotted)] = Passed(file, "", Name(decorated))
        keywords = dict(invocation.keywords)
        positional = dict(zip(in_order(function), invocation.arguments, strict=False))
        for parameter in function.parameters:
            value = keywords.get(parameter.name) or positional.get(parameter.name)
            if value is not None:
                given[(*owner, parameter.name)] = Passed(file, invocation.scope, value, values, parameter.default in _NOTHING)
            elif parameter.default is not None:
                given[(*owner, parameter.name)] = Passed(owner[0], function.scope, parameter.default)
        return given

    def function(self, passed: Passed) -> Function | None:
        """The function that is passed by its full name."""
        return function_named(self._files, (passed.file, passed.value.dotted)) if isinstance(passed.value, Name) else None

    def _decorated(self, file: str, invocation: Invocation) -> str | None:
        """The function that a call decorates."""
        for function in self._files[file].functions:
            if function.extent.start <= invocation.span.start and invocation.span.end <= function.span.start:
                return function.qualified_name
        return None

    def defaults(self, owner: tuple[str, str]) -> Values:
        """What the parameters of a function are that nobody gives anything."""
        function = function_named(self._files, owner)
        parameters = function.parameters if function is not None else ()
        return {
            (*owner, each.name): Passed(owner[0], function.scope if function is not None else "", each.default)
            for each in parameters
            if each.default is not None
        }

    def callers(self, owner: tuple[str, str]) -> list[tuple[str, Invocation]]:
        """The calls of a function, or for `__init__` of its class. Where any of them is the application's own, tests do not count."""
        if owner not in self._callers:
            called = (owner[0], owner[1].removesuffix(".__init__"))
            self._callers[owner] = [*self._uses.of(called), *self._lifespans(owner)]
        found = self._callers[owner]
        return [call for call in found if not is_test_file(call[0])] or found

    def _lifespans(self, owner: tuple[str, str]) -> Iterator[tuple[str, Invocation]]:
        """`app = FastAPI(lifespan=function)`: the application calls the function with itself."""
        for file, facts in sorted(self._files.items()):
            for invocation in facts.invocations if any(router.kind == "application" for router in facts.routers) else ():
                given = next((value for keyword, value in invocation.keywords if keyword == "lifespan"), None)
                found = self._names.resolve(file, invocation.scope, given.dotted) if isinstance(given, Name) else None
                if found is None or not isinstance(found.fact, Function) or (found.file, found.fact.qualified_name) != owner:
                    continue
                before = [each for each in facts.routers if each.kind == "application" and each.span.end <= invocation.span.start]
                if before:
                    yield file, replace(invocation, arguments=(Name(max(before, key=lambda each: each.span).name),), keywords=())

    def _given(self, file: str, function: str, depth: int) -> Iterator[Values]:
        callers = self.callers((file, function))
        if not callers:
            yield self.defaults((file, function))
        for its_file, invocation in callers:
            used = (*invocation.arguments, *(value for _, value in invocation.keywords))
            for way in self.ways(Place(its_file, invocation.scope, invocation.span), used, {}, depth + 1):
                yield self.given_by(its_file, invocation, (file, function), way)

    def _owners(self, file: str, scope: str, expression: Expression) -> Iterator[tuple[str, str]]:
        """The functions whose parameters an expression speaks of."""
        if expression == DECORATED:
            makers = [enclosing for enclosing in scopes(scope) if function_named(self._files, (file, enclosing)) is not None]
            yield from ((file, maker) for maker in makers[-1:])
            return
        if isinstance(expression, Name):
            found = self._names.resolve(file, scope, expression.dotted)
            if found is not None and isinstance(found.fact, Parameter):
                yield found.file, found.scope
                return
        for piece in self._names.fold(file, scope, expression):
            if isinstance(piece, ParameterHole):
                yield piece.owner

    def _filled(self, piece: Literal | Hole, values: Values) -> Template:
        if isinstance(piece, ParameterHole):
            passed = values.get((*piece.owner, piece.parameter))
            if passed is not None and piece.member:
                passed = _attribute(passed, ".".join(piece.member))
            if passed is not None:
                return self._fold_passed(passed)
        return (piece,)

    def _turns(self, file: str, loop: Loop, way: Values) -> Iterator[Values]:
        turns = [(file, loop.scope, row) for row in loop.rows]
        if loop.over is not None:
            turns = list(self._rows(file, loop.scope, loop.over, way))
        if not turns:
            yield way
        for its_file, its_scope, row in turns:
            variables = loop.variables
            if len(variables) == 1 < len(row):  # a row that is passed on whole, `add_resource(*row)`: its parts have numbers
                variables = tuple(f"{variables[0]}[{index}]" for index in range(len(row)))
            parts = row if len(row) == len(variables) else ()
            given = {(file, loop.scope, name): Passed(its_file, its_scope, part, way) for name, part in zip(variables, parts, strict=False)}
            yield {**way, **given}

    def _rows(self, file: str, scope: str, over: Name, way: Values) -> Iterator[tuple[str, str, tuple[Expression, ...]]]:
        """The rows of a list by its name, wherever that is spelled out."""
        passed = self.passed(file, scope, over.dotted, way)
        if passed is not None:
            if isinstance(passed.value, Name):
                yield from self._rows(passed.file, passed.scope, passed.value, passed.values)
            return
        found = self._names.resolve(file, scope, over.dotted)
        if found is not None and not found.rest and isinstance(found.fact, Binding):
            for listing in self._listings.get((found.file, found.fact.scope, found.fact.name), ()):
                yield from ((found.file, listing.scope, row) for row in listing.rows)


def _first_words(expression: Expression) -> Iterator[str]:
    match expression:
        case Name(word) | Result(word):
            yield word.partition(".")[0].partition("[")[0]
        case Join(expressions) | Choice(expressions):
            for each in expressions:
                yield from _first_words(each)
        case Environment(_, default) if default is not None:
            yield from _first_words(default)
        case _:
            pass


def _attribute(passed: Passed, rest: str) -> Passed | None:
    match passed.value:
        case Name(dotted):
            return Passed(passed.file, passed.scope, Name(f"{dotted}.{rest}"), passed.values)
        case Result(function):
            return Passed(passed.file, passed.scope, Name(f"{function}.{rest}"), passed.values)
        case Members(values, is_complete):
            value = dict(values).get(rest, EMPTY if is_complete else None)
            return Passed(passed.file, passed.scope, value, passed.values) if value is not None else None
        case _:
            return None
