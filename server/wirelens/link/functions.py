"""Functions and what each does to others, itself and through those it calls."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from wirelens.link.names import Names
from wirelens.model.facts import Access, Call, FileFacts, Function, Invocation, Send
from wirelens.model.span import Span

Deed = Call | Send | Access

MAX_EVENTS = 256
"""What a function does beyond that is no flow that a person follows."""

_Key = tuple[str, str]


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


class Functions:
    """The functions of a workspace, with what they do in the order of the source."""

    def __init__(self, files: Mapping[str, FileFacts], names: Names) -> None:
        self._names = names
        self._own: dict[_Key, list[tuple[Span, Deed | Invocation]]] = {}
        self._invocations = {file: facts.invocations for file, facts in files.items()}
        self._events: dict[_Key, tuple[Event, ...]] = {}
        self._places = {(file, each.qualified_name): Place(file, each) for file, facts in files.items() for each in facts.functions}
        for file, facts in files.items():
            for deed in (*facts.calls, *facts.sends, *facts.accesses, *facts.invocations):
                self._own.setdefault((file, enclosing_named(deed.scope)), []).append((deed.span, deed))
        for rows in self._own.values():
            rows.sort(key=lambda row: row[0])

    def events(self, place: Place) -> tuple[Event, ...]:
        """All that a function does to others, in order, through every function of the workspace that it calls.

        A function that calls itself adds nothing the second time, and nobody reads on after `MAX_EVENTS`.
        """
        start = (place.file, place.function.qualified_name)
        begun: set[_Key] = set()
        pending = [start]
        while pending:  # chains of calls may be longer than Python's own stack
            key = pending[-1]
            ahead = [] if key in begun else [callee for callee in self._callees(key) if callee not in self._events]
            begun.add(key)
            pending.extend(callee for callee in reversed(ahead) if callee not in begun)
            if pending[-1] == key:
                pending.pop()
                self._events.setdefault(key, tuple(islice(self._through(key), MAX_EVENTS)))
        return self._events[start]

    def called_in(self, file: str, extent: Span) -> Iterator[Place]:
        """The functions of the workspace that are called within a range of a file."""
        for row in self._invocations.get(file, ()):
            if extent.start <= row.span.start and row.span.end <= extent.end:
                place = self.resolve(file, row.scope, row.callee)
                if place is not None:
                    yield place

    def resolve(self, file: str, scope: str, dotted: str) -> Place | None:
        """The function of the workspace that a name stands for."""
        found = self._names.resolve(file, scope, dotted)
        return Place(found.file, found.fact) if found is not None and not found.rest and isinstance(found.fact, Function) else None

    def named(self, file: str, qualified_name: str) -> Place | None:
        """The function of that dotted name in a file."""
        return self._places.get((file, qualified_name))

    def _callees(self, key: _Key) -> Iterator[_Key]:
        for _, row in self._own.get(key, ()):
            place = self.resolve(key[0], row.scope, row.callee) if isinstance(row, Invocation) else None
            if place is not None:
                yield place.file, place.function.qualified_name

    def _through(self, key: _Key) -> Iterator[Event]:
        for _, row in self._own.get(key, ()):
            if not isinstance(row, Invocation):
                yield Event(key[0], row)
                continue
            place = self.resolve(key[0], row.scope, row.callee)
            if place is not None:
                yield from self._events.get((place.file, place.function.qualified_name)) or (Event(place.file, None),)
