"""Functions and what each does to others, itself and through those it calls."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wirelens.link.memo import Memo
from wirelens.link.names import Names
from wirelens.model.facts import Access, Call, FileFacts, Function, Invocation, Send
from wirelens.model.span import Span

Deed = Call | Send | Access

MAX_EVENTS = 256
"""What a function does beyond that is no flow that a person follows."""


@dataclass(frozen=True, slots=True)
class Place:
    """A function and the file it stands in."""

    file: str
    function: Function


@dataclass(frozen=True, slots=True)
class Event:
    """One deed, or (deed None) a call of a function of the workspace that does nothing of the kind."""

    file: str
    deed: Deed | None


def enclosing_named(scope: str) -> str:
    """The innermost scope that has a name: what stands in an unnamed function is done by the one around it."""
    parts = scope.split(".")
    while parts and parts[-1].startswith("<"):
        parts.pop()
    return ".".join(parts)


def readable_scope(facts: FileFacts, scope: str) -> str:
    """A scope as people call it: `Class.method`, the bare name of a function, `<module>` outside of any."""
    named = enclosing_named(scope)
    if not named:
        return "<module>"
    owner, _, name = named.rpartition(".")
    return f"{owner.rpartition('.')[2]}.{name}" if any(cls.name == owner.rpartition(".")[2] for cls in facts.classes) and owner else name


def function_named(files: Mapping[str, FileFacts], owner: tuple[str, str]) -> Function | None:
    """The function of that dotted name in a file."""
    facts = files.get(owner[0])
    return next((each for each in facts.functions if each.qualified_name == owner[1]), None) if facts is not None else None


class Functions:
    """The functions of a workspace, with what they do in the order of the source."""

    def __init__(self, files: Mapping[str, FileFacts], names: Names, memo: Memo) -> None:
        self._files = files
        self._names = names
        self._memo = memo

    def events(self, place: Place) -> tuple[Event, ...]:
        """All that a function does to others, in order, through every function of the workspace that it calls.

        A function that calls itself adds nothing the second time, and nobody reads on after `MAX_EVENTS`.
        """
        return self._memo.value(self._events, place.file, place.function.qualified_name)

    def called_in(self, file: str, extent: Span, besides: tuple[Span, ...] = ()) -> Iterator[Place]:
        """The functions of the workspace that are called within a range of a file, and not only in some parts of it."""
        for row in self._files[file].invocations:
            is_there = extent.start <= row.span.start and row.span.end <= extent.end
            if is_there and not row.is_handed_over and not any(part.holds(row.span.start) for part in besides):
                place = self.resolve(file, row.scope, row.callee)
                if place is not None:
                    yield place

    def resolve(self, file: str, scope: str, dotted: str) -> Place | None:
        """The function of the workspace that a name stands for."""
        found = self._names.resolve(file, scope, dotted)
        return Place(found.file, found.fact) if found is not None and not found.rest and isinstance(found.fact, Function) else None

    def named(self, file: str, qualified_name: str) -> Place | None:
        """The function of that dotted name in a file."""
        return self._memo.value(self._by_name, file).get(qualified_name)

    def at(self, file: str, span: Span) -> Place | None:
        """The function whose name stands there."""
        return self._memo.value(self._by_span, file).get(span)

    def _events(self, file: str, name: str) -> tuple[Event, ...]:
        found: list[Event] = []
        way = [(file, name, iter(self._memo.value(self._does, file, name)), 0)]  # chains of calls may be longer than Python's own stack
        on_the_way = {(file, name)}
        while way and len(found) < MAX_EVENTS:
            file, name, rows, before = way[-1]
            row = next(rows, None)
            if row is None:
                way.pop()
                on_the_way.discard((file, name))
                if way and len(found) == before:
                    found.append(Event(file, None))
            elif not isinstance(row, Invocation):
                found.append(Event(file, row))
            elif (place := self.resolve(file, row.scope, row.callee)) is not None:
                callee = (place.file, place.function.qualified_name)
                if callee in on_the_way:
                    found.append(Event(place.file, None))
                else:
                    on_the_way.add(callee)
                    way.append((*callee, iter(self._memo.value(self._does, *callee)), len(found)))
        return tuple(found)

    def _does(self, file: str, name: str) -> tuple[Deed | Invocation, ...]:
        return self._memo.value(self._deeds, file).get(name, ())

    def _deeds(self, file: str) -> dict[str, tuple[Deed | Invocation, ...]]:
        """What the functions of a file do, by their dotted names."""
        facts = self._files.get(file)
        found: defaultdict[str, list[Deed | Invocation]] = defaultdict(list)
        for deed in () if facts is None else (*facts.calls, *facts.sends, *facts.accesses, *facts.invocations):
            if isinstance(deed, Invocation) and deed.is_handed_over:
                continue  # others do what it does
            found[enclosing_named(deed.scope)].append(deed)
        return {name: tuple(sorted(deeds, key=_span)) for name, deeds in found.items()}

    def _by_name(self, file: str) -> dict[str, Place]:
        facts = self._files.get(file)
        return {} if facts is None else {each.qualified_name: Place(file, each) for each in facts.functions}

    def _by_span(self, file: str) -> dict[Span, Place]:
        facts = self._files.get(file)
        return {} if facts is None else {each.span: Place(file, each) for each in facts.functions}


def _span(deed: Deed | Invocation) -> Span:
    return deed.span
