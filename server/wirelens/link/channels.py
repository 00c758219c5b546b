"""Asynchronous hand-overs: who gives what to whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from wirelens.link.functions import Functions, Place, readable_scope
from wirelens.link.names import Names
from wirelens.link.services import Services
from wirelens.link.template import render
from wirelens.model.communication_map import Channel, ChannelEnd
from wirelens.model.expression import Name
from wirelens.model.facts import FileFacts, Receive, Send
from wirelens.model.span import Location


@dataclass(slots=True)
class _Ends:
    producers: list[ChannelEnd] = field(default_factory=list[ChannelEnd])
    consumers: list[ChannelEnd] = field(default_factory=list[ChannelEnd])


def find_channels(files: Mapping[str, FileFacts], names: Names, functions: Functions, services: Services) -> tuple[Channel, ...]:
    """Every channel, sorted by kind and name. A task is a channel named like its function, which is its one consumer."""
    channels: dict[tuple[str, str, str], _Ends] = {}
    for file, facts in sorted(files.items()):
        service = services.of_file(file)
        for send in facts.sends:
            task = _task(functions, file, send)
            ends = channels.setdefault(channel_key(names, functions, file, send), _Ends())
            ends.producers.append(ChannelEnd(service, readable_scope(facts, send.scope), Location(file, send.span)))
            if task is not None and not ends.consumers:
                ends.consumers.append(_consumer(files, services, task))
        for receive in facts.receives:
            ends = channels.setdefault(channel_key(names, functions, file, receive), _Ends())
            ends.consumers.append(ChannelEnd(service, readable_scope(facts, receive.scope), Location(file, receive.span)))
    return tuple(
        Channel(kind, name, tuple(sorted(ends.producers, key=_order)), tuple(sorted(ends.consumers, key=_order)))
        for (kind, name, _), ends in sorted(channels.items())
    )


def channel_key(names: Names, functions: Functions, file: str, end: Send | Receive) -> tuple[str, str, str]:
    """Kind and name of the channel, and the file of its function for tasks: tasks of one name in two files are two."""
    task = _task(functions, file, end)
    if task is not None:
        return end.kind, task.function.name, task.file
    return end.kind, end.name.dotted if isinstance(end.name, Name) and _is_task(end) else render(names.fold(file, end.scope, end.name)), ""


def _is_task(end: Send | Receive) -> bool:
    return end.kind.endswith("-task")


def _task(functions: Functions, file: str, end: Send | Receive) -> Place | None:
    return functions.resolve(file, end.scope, end.name.dotted) if _is_task(end) and isinstance(end.name, Name) else None


def _consumer(files: Mapping[str, FileFacts], services: Services, task: Place) -> ChannelEnd:
    function = task.function
    return ChannelEnd(
        service=services.of_file(task.file),
        function=readable_scope(files[task.file], function.qualified_name),
        location=Location(task.file, function.span),
        extent=function.extent,
        is_async=function.is_async,
    )


def _order(end: ChannelEnd) -> tuple[str, int, int]:
    return end.location.file, end.location.line, end.location.column
