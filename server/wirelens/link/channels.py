"""Asynchronous hand-overs: who gives what to whom, over services too."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from wirelens.link.functions import Functions, Place, enclosing_named, readable_scope
from wirelens.link.names import Names
from wirelens.link.open_text import Open, Written, expression_of
from wirelens.link.origins import carries
from wirelens.link.services import Services
from wirelens.link.tasks import Task, Tasks
from wirelens.link.template import HOLE_CHARACTERS, Template, marked, render
from wirelens.model.communication_map import Channel, ChannelEnd
from wirelens.model.expression import Name
from wirelens.model.facts import FileFacts, Receive, Send
from wirelens.model.span import Location

_ANY_HOLE = "\ue000"
"""Stands for every hole where names are compared: what a part is called does not matter."""

_ANYTHING = Open(".", least=0, width=1)
_REDIS_MEANINGS = {"*": _ANYTHING, _ANY_HOLE: _ANYTHING}
_TOPIC_MEANINGS = {"*": Open("[^.]"), "#": _ANYTHING, _ANY_HOLE: _ANYTHING, ".#": Written(r"(?:\..*)?"), "#.": Written(r"(?:.*\.)?")}
_MOST_WORDS_LEFT_OPEN = 4
"""More of `#` in a pattern than that are none that anybody wrote by hand, and take long to match."""


@dataclass(slots=True)
class _Ends:
    name: str = ""
    producers: list[ChannelEnd] = field(default_factory=list[ChannelEnd])
    consumers: list[ChannelEnd] = field(default_factory=list[ChannelEnd])


@dataclass(frozen=True, slots=True)
class _Key:
    """What tells channels apart: kind, name with its holes alike, and for a task the file of its function."""

    kind: str
    name: str
    file: str = ""


def find_channels(files: Mapping[str, FileFacts], names: Names, functions: Functions, services: Services) -> tuple[Channel, ...]:
    """Every channel, sorted by kind and name.

    A task is a channel whose consumer is its function. Of other channels the name must be known in part at least; where two names agree in
    all that is known, they are one. Someone on the other side who is not here is not missed.
    """
    return _Linking(files, names, functions, services).channels()


class _Linking:
    def __init__(self, files: Mapping[str, FileFacts], names: Names, functions: Functions, services: Services) -> None:
        self._files = files
        self._names = names
        self._functions = functions
        self._services = services
        self._found: dict[_Key, _Ends] = {}

    def channels(self) -> tuple[Channel, ...]:
        for task in self._tasks.declared:
            self._ends(self._task_key(task), task.name).consumers.append(self._runner(task.place))
        for file, facts in sorted(self._files.items()):
            for send in facts.sends:
                self._send(file, facts, send)
            for receive in facts.receives:
                if not _is_task(receive):
                    self._receive(file, facts, receive)
        self._spread_patterns()
        return tuple(
            Channel(key.kind, ends.name, _in_order(ends.producers), _in_order(ends.consumers))
            for key, ends in sorted(self._found.items(), key=lambda item: (item[0].kind, item[1].name, item[0].file))
            if ends.producers or ends.consumers
        )

    @cached_property
    def _tasks(self) -> Tasks:
        return Tasks(self._files, self._names, self._functions)

    def _send(self, file: str, facts: FileFacts, send: Send) -> None:
        if send.through is not None and not carries(self._names, file, send.scope, send.through):
            return
        end = ChannelEnd(
            self._services.of_file(file),
            readable_scope(facts, send.scope),
            Location(file, send.span),
            send.end,
            schedule=send.schedule,
            every_ms=send.every_ms,
        )
        for ends in self._receivers(file, send):
            ends.producers.append(end)

    def _receivers(self, file: str, send: Send) -> Iterator[_Ends]:
        """The channels that something is sent to: one, or those of all tasks of that name; none where it is not known."""
        if not _is_task(send):
            key, name = self._key(file, send)
            if name:
                yield self._ends(key, name)
            return
        found = self._tasks.sent(file, send)
        for task in found.tasks:
            ends = self._ends(self._task_key(task), task.name)
            if not ends.consumers:
                ends.consumers.append(self._runner(task.place))
            yield ends
        if not found.tasks and found.name:
            yield self._ends(_Key(send.kind, found.name), found.name)

    def _receive(self, file: str, facts: FileFacts, receive: Receive) -> None:
        if receive.through is not None and not carries(self._names, file, receive.scope, receive.through):
            return
        key, name = self._key(file, receive)
        if not name:
            return
        place = self._handler(file, receive)
        end = ChannelEnd(self._services.of_file(file), readable_scope(facts, receive.scope), Location(file, receive.span), receive.end)
        if place is not None:
            runner = self._runner(place)
            end = replace(end, function=runner.function, extent=runner.extent, is_async=runner.is_async, handler=runner.location)
        self._ends(replace(key, file="pattern") if receive.is_pattern else key, name).consumers.append(end)

    def _handler(self, file: str, receive: Receive) -> Place | None:
        """The function that is given what comes, or the one that stands around the receiving expression."""
        if isinstance(receive.handler, Name):
            return self._functions.resolve(file, receive.scope, receive.handler.dotted)
        return self._functions.named(file, enclosing_named(receive.scope))

    def _spread_patterns(self) -> None:
        """Who receives by a pattern receives from every channel whose name fits; a pattern that nothing fits stays a channel of its own."""
        patterns = {key: ends for key, ends in self._found.items() if key.file == "pattern"}
        plain = [(key, ends) for key, ends in self._found.items() if key.file != "pattern"]
        for key, ends in patterns.items():
            fitting = [other for each, other in plain if each.kind == key.kind and _fits(key, each.name) and other.producers]
            for other in fitting:
                other.consumers.extend(end for end in ends.consumers if end not in other.consumers)
            if fitting:
                del self._found[key]

    def _ends(self, key: _Key, name: str) -> _Ends:
        return self._found.setdefault(key, _Ends(name))

    def _key(self, file: str, end: Send | Receive) -> tuple[_Key, str]:
        """A channel and its name, "" where no part of it is known."""
        template = self._names.fold(file, end.scope, end.name)
        name = render(template) if is_known(template) else ""
        return _Key(end.kind, re.sub(HOLE_CHARACTERS, _ANY_HOLE, marked(template))), name

    def _task_key(self, task: Task) -> _Key:
        return _Key(task.kind, task.name, task.place.file)

    def _runner(self, place: Place) -> ChannelEnd:
        function = place.function
        return ChannelEnd(
            service=self._services.of_file(place.file),
            function=readable_scope(self._files[place.file], function.qualified_name),
            location=Location(place.file, function.span),
            extent=function.extent,
            is_async=function.is_async,
        )


def is_known(template: Template) -> bool:
    """Whether any part of a name is known: what is all holes may be anything."""
    return re.search(r"\w", re.sub(HOLE_CHARACTERS, "", marked(template))) is not None


def _is_task(end: Send | Receive) -> bool:
    return end.kind.endswith("-task")


def _fits(pattern: _Key, name: str) -> bool:
    """Whether a name with holes may be what a pattern means, and so may a hole on either side.

    In RabbitMQ's topics `*` is one word, `#` any number of them (https://www.rabbitmq.com/tutorials/tutorial-five-python); in Redis `*` is
    anything.
    """
    if pattern.kind == "rabbitmq" and pattern.name.count("#") > _MOST_WORDS_LEFT_OPEN:
        return False
    meanings = _TOPIC_MEANINGS if pattern.kind == "rabbitmq" else _REDIS_MEANINGS
    parts = re.split(rf"(\.#|#\.|[*#{_ANY_HOLE}])", pattern.name)
    return re.fullmatch(expression_of([meanings.get(part, part) for part in parts]), name) is not None


def _in_order(ends: list[ChannelEnd]) -> tuple[ChannelEnd, ...]:
    """Each end once: a function that tries twice sends once for whoever uses it."""
    return tuple(sorted(dict.fromkeys(ends), key=_order))


def _order(end: ChannelEnd) -> tuple[str, int, int]:
    return end.location.file, end.location.line, end.location.column
