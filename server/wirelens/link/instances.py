"""What attributes of `self` stand for that a constructor's caller decides: `Queue("emails")` where `__init__` keeps its argument."""

from collections.abc import Mapping
from itertools import islice, product

from wirelens.link.definitions import SELF, constructor_of, in_order, qualified_name
from wirelens.link.functions import function_named
from wirelens.link.names import Names
from wirelens.link.template import Template, without_spans
from wirelens.link.uses import Uses
from wirelens.model.expression import Expression, Hole, Join, Name
from wirelens.model.facts import Binding, Class, FileFacts, Function, Invocation

MAX_VALUES = 8
"""A class of which more instances differ says nothing of any one."""

MAX_STEPS = 6


class Instances:
    """Folds names that are kept on an object, one way for each way in which the object is made."""

    def __init__(self, files: Mapping[str, FileFacts], names: Names, uses: Uses) -> None:
        self._files = files
        self._names = names
        self._uses = uses

    def fold(self, file: str, scope: str, expression: Expression, steps: int = MAX_STEPS) -> list[Template]:
        """All that an expression may come to; one of them where no object decides it."""
        if isinstance(expression, Join):
            ways = product(*(self.fold(file, scope, part, steps) for part in expression.parts))
            return [tuple(piece for template in way for piece in template) for way in islice(ways, MAX_VALUES)]
        if isinstance(expression, Name) and steps:
            found = self._names.resolve(file, scope, expression.dotted)
            fact = found.fact if found is not None and not found.rest else None
            if found is not None and isinstance(fact, Binding) and isinstance(fact.value, Join | Name | Hole):
                cls = self._class(found.file, fact.scope)
                if cls is not None and fact.name.partition(".")[0] in SELF:
                    return self._kept(found.file, cls, fact.value, steps - 1) or [self._names.fold(file, scope, expression)]
                if not isinstance(fact.value, Hole):
                    return self.fold(found.file, fact.scope, fact.value, steps - 1)
        return [self._names.fold(file, scope, expression)]

    def _kept(self, file: str, cls: Class, value: Expression, steps: int) -> list[Template]:
        """What a class keeps of what its constructor is given, each value once; nothing where it is not known."""
        if isinstance(value, Join):
            ways = product(*(self._kept(file, cls, part, steps) or [self._names.fold(file, "", part)] for part in value.parts))
            return [tuple(piece for template in way for piece in template) for way in islice(ways, MAX_VALUES)]
        name = qualified_name(cls)
        constructor = function_named(self._files, constructor_of((file, name)))
        if not isinstance(value, Hole) or constructor is None or all(each.name != value.name for each in constructor.parameters):
            return [] if isinstance(value, Hole) else self.fold(file, name, value, steps)
        found: dict[Template, None] = {}
        for its_file, made in self._uses.of((file, name)):
            given = given_to(constructor, value.name, made)
            if given is None:
                return []
            at = (file, cls.scope) if given[1] else (its_file, made.scope)
            found.update(dict.fromkeys(without_spans(template) for template in self.fold(*at, given[0], steps)))
        if not found:
            default = next(each.default for each in constructor.parameters if each.name == value.name)
            return [self._names.fold(file, cls.scope, default)] if default is not None else []
        return list(found) if len(found) <= MAX_VALUES else []

    def _class(self, file: str, name: str) -> Class | None:
        return next((each for each in self._files[file].classes if qualified_name(each) == name), None)


def given_to(function: Function, parameter: str, use: Invocation) -> tuple[Expression, bool] | None:
    """What a use passes for a parameter, or that it passes nothing and so the default counts; None where it is not known."""
    by_keyword = dict(use.keywords).get(parameter)
    if by_keyword is not None:
        return by_keyword, False
    listed = in_order(function)
    index = listed.index(parameter) if parameter in listed else -1
    if 0 <= index < len(use.arguments):
        return use.arguments[index], False
    default = next((each.default for each in function.parameters if each.name == parameter), None)
    return (default, True) if default is not None else None
