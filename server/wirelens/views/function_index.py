"""Which function a place is in, and what each function does: its requests, its hand-overs, its calls of other functions."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

from wirelens.model.communication_map import Channel, ChannelEnd, CommunicationMap, FunctionPlace, LocalCall, OutgoingCall
from wirelens.model.span import Location, Position, Span

FILE_TOP = Span(Position(0, 0), Position(0, 0))
"""Stands for the top level of a file, where a function would have its name."""


class FunctionIndex:
    """The functions of one map. What stands in no function is done by the top level of its file."""

    def __init__(self, communication_map: CommunicationMap) -> None:
        self.by_location = {function.location: function for function in communication_map.functions}
        self._by_file: defaultdict[str, list[FunctionPlace]] = defaultdict(list)
        for function in sorted(communication_map.functions, key=lambda function: function.extent.start):
            self._by_file[function.location.file].append(function)
        self.requests: defaultdict[Location, list[OutgoingCall]] = defaultdict(list)
        for call in communication_map.calls:
            self.requests[self.around(call.location)].append(call)
        self.sends: defaultdict[Location, list[tuple[Channel, ChannelEnd]]] = defaultdict(list)
        self.receives: defaultdict[Location, list[Channel]] = defaultdict(list)
        for channel in communication_map.channels:
            for end in channel.producers:
                self.sends[self.around(end.location)].append((channel, end))
            for place in dict.fromkeys(self.receiver(end) for end in channel.consumers):
                self.receives[place].append(channel)
        self.calls_from: defaultdict[Location, list[LocalCall]] = defaultdict(list)
        self.calls_to: defaultdict[Location, list[LocalCall]] = defaultdict(list)
        for call in communication_map.local_calls:
            self.calls_from[call.caller or Location(call.location.file, FILE_TOP)].append(call)
            self.calls_to[call.callee].append(call)

    def at(self, file: str, position: Position) -> FunctionPlace | None:
        """The function whose name is at a position."""
        return next((function for function in self._by_file.get(file, ()) if function.location.span.holds(position)), None)

    def of_file(self, file: str) -> Sequence[FunctionPlace]:
        """The functions of a file, in the order of their lines."""
        return self._by_file.get(file, ())

    def named(self, file: str, names: Iterable[str]) -> FunctionPlace | None:
        """The first function of a file that is called one of `names`."""
        return next((function for function in self._by_file.get(file, ()) if function.name in names), None)

    def around(self, location: Location) -> Location:
        """The name of the innermost function that holds a place, or the top of its file."""
        start = location.span.start
        together = self._by_file.get(location.file, [])
        for index in range(bisect_right(together, start, key=lambda function: function.extent.start) - 1, -1, -1):
            if together[index].extent.holds(start):
                return together[index].location
        return Location(location.file, FILE_TOP)

    def receiver(self, end: ChannelEnd) -> Location:
        """The function that does what is received."""
        return end.handler or (end.location if end.location in self.by_location else self.around(end.location))
