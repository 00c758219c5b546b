"""What names, expressions and calls come to: text, with holes where something is only known when the program runs."""

from collections.abc import Callable
from dataclasses import replace

from wirelens.link.definitions import SELF, Definition, constructor_of, in_order
from wirelens.link.environment import EnvironmentFiles
from wirelens.link.resolution import MAX_STEPS, Resolution
from wirelens.link.template import UNKNOWN, KeptHole, ParameterHole, Template, VariableHole, common_origin, marked, settled, without_spans
from wirelens.model.expression import Choice, Environment, Expression, Hole, Join, Literal, Members, Name, Result
from wirelens.model.facts import Binding, Client, Function, Parameter

MAX_PIECES = 64
"""A text put together from more is none that anybody wrote by hand."""

_Arguments = tuple[tuple[Expression, ...], tuple[tuple[str, Expression], ...]]
"""What a function is given: in order, and by name."""

_Given = tuple[str, str, tuple[Expression, ...], tuple[tuple[str, Expression], ...]]
"""Where a call is written, in which scope, and its arguments."""


class Names(Resolution):
    """Resolves names across the files of a workspace, and folds what is made of them."""

    @property
    def stages(self) -> tuple[Callable[[], object], ...]:
        """What the memo has to be told of (see `Memo.stages`)."""
        return (self._environment, self._project_settings, self._names_of_bases)

    def fold(self, file: str, scope: str, expression: Expression) -> Template:
        """The expression with every name followed that can be; the others stay as holes."""
        return settled(self._fold(file, scope, expression, MAX_STEPS))

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
        return settled(self._given(file, function, value, given, MAX_STEPS // 2))

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
            case Result("getattr", (Name(owner), Literal(attribute), *others)):
                attribute = f"{owner}.{attribute}"
                is_unset = bool(others) and steps > 0 and self._is_unset(file, scope, attribute, steps)
                return self._fold(file, scope, others[0] if is_unset else Name(attribute), steps - 1)
            case Result(function, arguments, keywords):
                return self._memo.value(self._returned, file, scope, function, (arguments, keywords), steps)
            case Members():
                return (Hole("value"),)
            case Choice(options):
                # A variable may be one of its own options: the fewer steps are left, the sooner that ends.
                return common_origin([self._fold(file, scope, option, steps // 4) for option in options]) or (Hole("value"),)

    def _is_unset(self, file: str, scope: str, dotted: str, steps: int) -> bool:
        """Whether no such attribute is written anywhere."""
        found = self._resolve(file, scope, tuple(dotted.split(".")), steps)
        return found is None or bool(found.rest)

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

    def _kept(self, found: Definition | None, shown: str) -> KeptHole | None:
        """What an object keeps of its constructor's parameter."""
        if found is None or found.rest or not isinstance(found.fact, Binding) or not isinstance(found.fact.value, Hole):
            return None
        value = self.kept(found.file, found.fact, found.fact.value)
        return replace(value, name=shown) if isinstance(value, KeptHole) else None

    def kept(self, file: str, fact: Binding | Client, value: Expression) -> Expression:
        """What is kept on an object, where it is made of what the object's constructor is given."""
        if fact.name.partition(".")[0] not in SELF or not isinstance(value, Join | Hole):
            return value
        given = {each.name for each in self._memo.value(self._constructor_parameters, file, fact.scope)}
        parts, owner = value.parts if isinstance(value, Join) else (value,), (file, fact.scope)
        kept = tuple(
            KeptHole(each.name, "value", owner, each.name) if isinstance(each, Hole) and each.name in given else each for each in parts
        )
        return Join(kept) if isinstance(value, Join) else kept[0]

    def _constructor_parameters(self, file: str, cls: str) -> tuple[Parameter, ...]:
        facts = self._files.get(file)
        functions = facts.functions if facts is not None else ()
        _, constructor = constructor_of((file, cls))
        return next((each.parameters for each in functions if each.qualified_name == constructor), ())

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
        if isinstance(found.fact, Binding) and isinstance(value, Join):
            value = self.kept(found.file, found.fact, value)
        is_open = value is None or (isinstance(value, Hole) and value.kind != "route")
        folded = None if value is None or is_open else self._fold(found.file, scope, value, steps - 1)
        # What an unknown call gives, or an open choice, is best called by the name that it is given.
        is_unknown = isinstance(value, Result | Choice) and folded is not None and [type(piece) for piece in folded] == [Hole]
        return None if is_unknown else folded

    def _given(self, file: str, function: Function, value: Template, given: _Given, steps: int) -> Template:
        """What a function returns for arguments (where, and which); what they leave open is called as the function calls it."""
        owner = (file, function.qualified_name)
        at_file, at_scope, arguments, keywords = given
        by_name = dict(keywords)
        named, order = {each.name for each in function.parameters}, in_order(function)
        pieces: list[Literal | Hole] = []
        for piece in value:
            if not isinstance(piece, ParameterHole) or piece.owner != owner or piece.member or piece.parameter not in named:
                pieces.append(piece)
                continue
            index = order.index(piece.parameter) if piece.parameter in order else len(arguments)
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

    def _set_to(self, file: str, variable: str) -> Expression | None:
        return self._memo.value(self._environment).value(file, variable)

    def _environment(self) -> EnvironmentFiles:
        return EnvironmentFiles(self._files)


def _parameter(found: Definition | None, shown: str) -> ParameterHole | None:
    if found is None or not isinstance(found.fact, Parameter):
        return None
    whole, apart, member = found.fact.name.partition("}.")
    members = (member, *found.rest) if apart else found.rest
    return ParameterHole(shown, "value", (found.file, found.scope), f"{whole}}}" if apart else whole, members)


def _written(fact: Binding | Function) -> tuple[str, Expression | None]:
    """What a name is bound to or a function returns, and the scope in whose words that is."""
    return (fact.scope, fact.value) if isinstance(fact, Binding) else (fact.qualified_name, fact.returns)
