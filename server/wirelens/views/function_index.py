"""Which function a place is in, and what each function does: its requests, its hand-overs, its calls of other functions."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from wirelens.model.communication_map import Channel, ChannelEnd, CommunicationMap, FunctionPlace, LocalCall, OutgoingCall
from wirelens.model.span import Location, Position, Span
from wirelens.views.groups import Groups

FILE_TOP = Span(Position(0, 0), Position(0, 0))
"""Stands for the top level of a file, where a function would have its name."""


class FunctionIndex:
    """The functions of one map. What stands in no function is done by the top level of its file."""

    def __init__(self, communication_map: CommunicationMap, former: "FunctionIndex | None" = None) -> None:
        """Indexes a map. `former` is the index of another one, of which is taken over what is the same."""
        self._map = communication_map
        self.by_place = (Groups(_place) if former is None else former.by_place).of(communication_map.functions)
        self.by_file = (Groups(_file) if former is None else former.by_file).of(communication_map.functions)
        self._in_order: dict[str, list[FunctionPlace]] = {}

    @property
    def by_location(self) -> Mapping[Location, FunctionPlace]:
        """The functions by the places of their names."""
        return _Single(self.by_place)

    @cached_property
    def requests(self) -> Mapping[Location, Sequence[OutgoingCall]]:
        """The requests of functions."""
        found: defaultdict[Location, list[OutgoingCall]] = defaultdict(list)
        for call in self._map.calls:
            found[self.around(call.location)].append(call)
        return found

    @cached_property
    def sends(self) -> Mapping[Location, Sequence[tuple[Channel, ChannelEnd]]]:
        """What functions hand over, and where they do."""
        found: defaultdict[Location, list[tuple[Channel, ChannelEnd]]] = defaultdict(list)
        for channel in self._map.channels:
            for end in channel.producers:
                found[self.around(end.location)].append((channel, end))
        return found

    @cached_property
    def receives(self) -> Mapping[Location, Sequence[Channel]]:
        """What functions are handed."""
        found: defaultdict[Location, list[Channel]] = defaultdict(list)
        for channel in self._map.channels:
            for place in dict.fromkeys(self.receiver(end) for end in channel.consumers):
                found[place].append(channel)
        return found

    @cached_property
    def calls_from(self) -> Mapping[Location, Sequence[LocalCall]]:
        """The calls of other functions that functions make."""
        found: defaultdict[Location, list[LocalCall]] = defaultdict(list)
        for call in self._map.local_calls:
            found[call.caller or Location(call.location.file, FILE_TOP)].append(call)
        return found

    @cached_property
    def calls_to(self) -> Mapping[Location, Sequence[LocalCall]]:
        """The calls of functions."""
        found: defaultdict[Location, list[LocalCall]] = defaultdict(list)
        for call in self._map.local_calls:
            found[call.callee].append(call)
        return found

    def at(self, file: str, position: Position) -> FunctionPlace | None:
        """The function whose name is at a position."""
        return next((function for function in self.of_file(file) if function.location.span.holds(position)), None)

    def of_file(self, file: str) -> Sequence[FunctionPlace]:
        """The functions of a file, in the order of their lines."""
        known = self._in_order.get(file)
        if known is None:
            known = self._in_order[file] = sorted(self.by_file.get(file, ()), key=_start)
        return known

    def named(self, file: str, names: Iterable[str]) -> FunctionPlace | None:
        """The first function of a file that is called one of `names`."""
        return next((function for function in self.of_file(file) if function.name in names), None)

    def around(self, location: Location) -> Location:
        """The name of the innermost function that holds a place, or the top of its file."""
        start = location.span.start
        together = self.of_file(location.file)
        for index in range(bisect_right(together, start, key=_start) - 1, -1, -1):
            if together[index].extent.holds(start):
                return together[index].location
        return Location(location.file, FILE_TOP)

    def receiver(self, end: ChannelEnd) -> Location:
        """The function that does what is received."""
        return end.handler or (end.location if end.location in self.by_location else self.around(end.location))


class _Single(Mapping[Location, FunctionPlace]):
    """Groups of one element each."""

    def __init__(self, groups: Mapping[Location, Sequence[FunctionPlace]]) -> None:
        self._groups = groups

    def __getitem__(self, location: Location) -> FunctionPlace:
        return self._groups[location][-1]

    def __iter__(self) -> Iterator[Location]:
        return iter(self._groups)

    def __len__(self) -> int:
        return len(self._groups)


def _place(function: FunctionPlace) -> tuple[Location]:
    return (function.location,)


def _file(function: FunctionPlace) -> tuple[str]:
    return (function.location.file,)


def _start(function: FunctionPlace) -> Position:
    return function.extent.start
