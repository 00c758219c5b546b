"""What an object was given when it was made: the base URL of one client of several that the same class or factory makes."""

from collections.abc import Mapping

from wirelens.link.definitions import Definition, constructor_of, qualified_name
from wirelens.link.functions import function_named
from wirelens.link.instances import given_to
from wirelens.link.names import Names
from wirelens.link.template import KeptHole, ParameterHole, Template, without_spans
from wirelens.link.uses import Owner, Uses
from wirelens.model.expression import Expression, Hole, Literal, Members
from wirelens.model.facts import Binding, Class, FileFacts, Function, Invocation
from wirelens.model.span import Span
from wirelens.model.test_files import is_test_file

MAX_STEPS = 4
"""Through how many objects that are handed to one another a value is followed."""

_OF_BASE = ("super().__init__", "super")
"""How a constructor calls that of its base, in Python and in JavaScript."""


class MadeObjects:
    """Fills what constructors and factories are given into what is said of the objects that they make."""

    def __init__(self, files: Mapping[str, FileFacts], names: Names, uses: Uses) -> None:
        self._files = files
        self._names = names
        self._uses = uses

    def of(self, template: Template, receiver: Definition | None) -> Template:
        """A text about an object, for the one that `receiver` stands for; what is not known of it stays open."""
        if receiver is None or not _is_open(template):
            return template
        if isinstance(receiver.fact, Class) and not receiver.rest:
            template = self._handed_on(template, receiver.file, receiver.fact)
        made = receiver.made
        if made is None and isinstance(receiver.fact, Binding) and not receiver.rest:
            made = (receiver.file, receiver.fact)  # the object that a factory spells out
        if made is None:
            return template
        file, binding = made
        callee = getattr(binding.value, "function", None)
        if any(each.callee == callee and _stands_before(each.span, binding.span) for each in self._files[file].invocations):
            return template  # `with make(…) as name`: the call is not what follows the name
        later = (other.span.start for other in self._files[file].bindings if binding.span.end <= other.span.start)
        until = min(later, default=None)
        calls = [
            each
            for each in self._files[file].invocations
            if each.callee == callee and binding.span.end <= each.span.start and (until is None or each.span.start < until)
        ]
        return self._filled(template, file, min(calls, key=lambda each: each.span)) if calls else template

    def of_itself(self, template: Template, file: str, scope: str) -> Template:
        """A text that a base says, in a method of its subclass: with what this one's constructor hands on to the base."""
        name = scope
        while name and _is_open(template):
            cls = next((each for each in self._files[file].classes if qualified_name(each) == name), None)
            if cls is not None:
                return self._handed_on(template, file, cls)
            name = name.rpartition(".")[0]
        return template

    def agreed(self, template: Template, steps: int = MAX_STEPS) -> Template:
        """A text about an object of which it is not known which, as far as all of its class were given the same.

        Tests do not count. Of a class that has subclasses nothing is said: what they hand on is another thing for each.
        """
        pieces: list[Literal | Hole] = []
        for piece in template:
            given = self._given_by_all(piece, steps) if isinstance(piece, KeptHole) and steps else None
            pieces.extend((piece,) if given is None else given)
        return tuple(pieces)

    def _given_by_all(self, piece: KeptHole, steps: int) -> Template | None:
        file, name = piece.owner
        cls = next((each for each in self._files[file].classes if qualified_name(each) == name), None)
        if cls is None or self._names.has_subclasses(cls):
            return None
        constructor = function_named(self._files, constructor_of(piece.owner))
        found: set[Template] = set()
        for its_file, call in self._uses.of(piece.owner):
            if is_test_file(its_file):
                continue
            given = None if constructor is None else self._given(constructor, piece, file, its_file, call)
            if given is None:
                return None
            found.add(self.agreed(given, steps - 1))
            if len(found) > 1:
                return None
        return found.pop() if len(found) == 1 else None

    def _handed_on(self, template: Template, file: str, cls: Class) -> Template:
        """With what constructors of subclasses hand on to those of their bases, in their own words."""
        for its_file, each in self._names.lineage(file, cls):
            _, constructor = constructor_of((its_file, qualified_name(each)))
            calls = [call for call in self._files[its_file].invocations if call.scope == constructor and call.callee in _OF_BASE]
            bases = self._names.lineage(its_file, each)[1:]
            base = next((base for base in bases if function_named(self._files, constructor_of((base[0], qualified_name(base[1]))))), None)
            if len(calls) == 1 and base is not None:
                owner = (base[0], qualified_name(base[1]))
                template = self._with(template, owner, function_named(self._files, constructor_of(owner)), its_file, calls[0])
        return template

    def _filled(self, template: Template, file: str, call: Invocation) -> Template:
        """With what the call gives that made the object."""
        called = self._names.resolve(file, call.scope, call.callee)
        match called.fact if called is not None and not called.rest else None:
            case Function() as function if called is not None:
                return self._with(template, (called.file, function.qualified_name), function, file, call)
            case Class() as cls if called is not None:
                for its_file, each in self._names.lineage(called.file, cls):
                    owner = (its_file, qualified_name(each))
                    constructor = function_named(self._files, constructor_of(owner))
                    if constructor is not None:
                        return self._with(template, owner, constructor, file, call)
            case _:
                pass
        return template

    def _with(self, template: Template, owner: Owner, function: Function | None, file: str, call: Invocation) -> Template:
        """With what one call gives to a function, which is a factory or the constructor of the class `owner`."""
        pieces: list[Literal | Hole] = []
        for piece in template:
            given = None
            if function is not None and isinstance(piece, KeptHole | ParameterHole) and piece.owner in {owner, constructor_of(owner)}:
                given = self._given(function, piece, owner[0], file, call)
            # What made this object may itself have been given to another that is known: `Client(self.base_url)`.
            pieces.extend((piece,) if given is None else self.agreed(given))
        return tuple(pieces)

    def _given(self, function: Function, hole: KeptHole | ParameterHole, home: str, file: str, call: Invocation) -> Template | None:
        given = given_to(function, hole.parameter, call)
        if given is None:
            return None
        value = _member(given[0], hole.member if isinstance(hole, ParameterHole) else ())
        at = (home, function.scope) if given[1] else (file, call.scope)
        return None if value is None else without_spans(self._names.fold(*at, value))


def _stands_before(span: Span, name: Span) -> bool:
    """Whether something ends in the line in which a name begins, before it."""
    return span.end <= name.start and span.end.line == name.start.line


def _is_open(template: Template) -> bool:
    return any(isinstance(piece, KeptHole | ParameterHole) for piece in template)


def _member(value: Expression, member: tuple[str, ...]) -> Expression | None:
    for name in member:
        found = dict(value.values).get(name) if isinstance(value, Members) else None
        if found is None:
            return None
        value = found
    return value
