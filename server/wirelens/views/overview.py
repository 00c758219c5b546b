"""The whole map as rows of words, for a terminal: a block a service, its endpoints with their callers, its requests with their targets."""

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from wirelens.messages import render
from wirelens.messages.visible import visible
from wirelens.model.communication_map import Channel, ChannelEnd, CommunicationMap, Endpoint, OutgoingCall, Service
from wirelens.model.message import message
from wirelens.model.snapshot import Snapshot
from wirelens.views import names
from wirelens.views.channel_kinds import is_task, sort_of
from wirelens.views.phrases import Phrases
from wirelens.views.relations import BACKGROUND_TASK
from wirelens.views.short_names import short_names
from wirelens.views.style import Plain

Mark = Literal["from", "to", "queued", "nobody", "broken", "external", "unknown"]
"""Which way a row points, or why it points nowhere."""

INTERNAL = (BACKGROUND_TASK, "asyncio-task")
"""Hand-overs inside of one program."""

BROKEN = ("no-route", "method-mismatch", "wrong-port")


@dataclass(frozen=True, slots=True)
class OtherEnd:
    """One far end of a row: the service there (`""` for none), the place or what is to be said instead, and how it is called."""

    mark: Mark
    service: str
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One wire as its service sees it.

    `subject` is the method (or says that it is a task), `what` the path or the name, `place` where it is written.
    """

    subject: str
    what: str
    others: tuple[OtherEnd, ...]
    place: str


@dataclass(frozen=True, slots=True)
class ServiceBlock:
    """A service: `answers` are its endpoints and tasks, `asks` its requests."""

    name: str
    frameworks: str
    base_urls: tuple[str, ...]
    answers: tuple[Row, ...]
    asks: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Connection:
    """All that goes from one service to another.

    `notes` tell of polls and callbacks, `broken` says how much leads nowhere (`""`: nothing does).
    """

    source: str
    target: str
    count: str
    notes: tuple[str, ...]
    broken: str


@dataclass(frozen=True, slots=True)
class Overview:
    """The map in words. `summary` is one line on how much was read and resolved."""

    connections: tuple[Connection, ...]
    services: tuple[ServiceBlock, ...]
    summary: str


def overview(snapshot: Snapshot) -> Overview:
    """The map of a snapshot in its language, in an order that reads along the wires: who asks first comes first."""
    return _Words(snapshot).overview()


class _Words:
    def __init__(self, snapshot: Snapshot) -> None:
        self._map = snapshot.map
        self._snapshot = snapshot
        self._phrases = Phrases(snapshot, Plain(short_names(snapshot.files)))
        self._relations = self._phrases.relations
        self._order = reading_order(self._phrases)

    def overview(self) -> Overview:
        blocks = (self._block(self._relations.services[service]) for service in self._order)
        return Overview(self._connections(), tuple(block for block in blocks if block.answers or block.asks), self._summary())

    def _say(self, key: str, **arguments: str | int) -> str:
        return render(message(f"terminal.map.{key}", **arguments), self._snapshot.language)

    def _count(self, key: str, count: int) -> str:
        return self._say(f"{key}.{'one' if count == 1 else 'many'}", count=count)

    def _block(self, service: Service) -> ServiceBlock:
        tasks = [
            (channel, end)
            for channel in self._map.channels
            if channel.kind == BACKGROUND_TASK
            for end in channel.consumers
            if end.service == service.id
        ]
        answers = [(endpoint.location, self._endpoint(endpoint)) for endpoint in self._map.endpoints if endpoint.service == service.id]
        answers += [(end.location, self._task(channel, end)) for channel, end in tasks]
        answers += [(end.location, self._received(channel, end)) for channel, end in self._taken(service.id)]
        calls = sorted((call for call in self._map.calls if call.service == service.id), key=lambda call: call.location)
        unknown = [call for call in calls if call.status == "unresolved" and not call.path]
        asks = [self._call(call) for call in calls if call not in unknown]
        asks += [self._sent(channel, ends) for channel, ends in self._given(service.id)]
        if unknown:
            asks.append(self._unknown(unknown))
        return ServiceBlock(
            name=visible(service.id),
            frameworks=visible(" · ".join(dict.fromkeys(names.framework(kind) for kind in service.kind))),
            base_urls=tuple(visible(url) for url in service.base_urls),
            answers=tuple(row for _, row in sorted(answers, key=lambda item: item[0])),
            asks=tuple(asks),
        )

    def _endpoint(self, endpoint: Endpoint) -> Row:
        others = [self._caller("from", call) for call in self._relations.callers((endpoint,))]
        others += [self._caller("unknown", call) for call in self._relations.possible_callers((endpoint,))]
        nobody = self._say("installed") if endpoint.external else self._phrases.say(self._relations.nobody((endpoint,)))
        others = others or [OtherEnd("nobody", "", nobody)]
        place = self._phrases.style.place(endpoint.location)
        return Row(names.methods(endpoint), visible(names.path(endpoint)), tuple(others), place)

    def _caller(self, mark: Mark, call: OutgoingCall) -> OtherEnd:
        return OtherEnd(mark, visible(call.service), self._phrases.style.place(call.location), self._note(call))

    def _note(self, call: OutgoingCall) -> str:
        return self._phrases.repeated(call).removeprefix(", ")

    def _task(self, channel: Channel, end: ChannelEnd) -> Row:
        others = tuple(
            OtherEnd("queued", "", self._say("queued", place=self._phrases.style.place(producer.location)))
            for producer in channel.producers
            if producer.service == end.service
        )
        return Row(self._say("task"), visible(end.function), others, self._phrases.style.place(end.location))

    def _taken(self, service: str) -> list[tuple[Channel, ChannelEnd]]:
        """What a service takes from channels; a task that only runs beside its starter is no wire."""
        ends = [(channel, end) for channel in self._map.channels for end in channel.consumers if end.service == service]
        return [each for each in ends if each[0].kind not in INTERNAL]

    def _given(self, service: str) -> list[tuple[Channel, list[ChannelEnd]]]:
        """What a service hands to others through channels, or to whom nobody here knows."""
        found: list[tuple[Channel, list[ChannelEnd]]] = []
        for channel in self._map.channels:
            own = [end for end in channel.producers if end.service == service]
            is_own = bool(channel.consumers) and all(end.service == service for end in channel.consumers)
            if own and not is_own and channel.kind not in INTERNAL:
                found.append((channel, own))
        return found

    def _received(self, channel: Channel, end: ChannelEnd) -> Row:
        others = tuple(
            OtherEnd(
                "from",
                visible(producer.service),
                self._phrases.style.place(producer.location),
                self._phrases.scheduled(producer) if producer.schedule else "",
            )
            for producer in channel.producers
        )
        what = end.function if is_task(channel.kind) else channel.name
        return Row(self._sort(channel), visible(what), others, self._phrases.style.place(end.location))

    def _sent(self, channel: Channel, ends: list[ChannelEnd]) -> Row:
        others = tuple(
            OtherEnd("to", visible(consumer.service), self._phrases.style.place(consumer.location)) for consumer in channel.consumers
        )
        return Row(self._sort(channel), visible(channel.name), others, self._phrases.style.place(ends[0].location))

    def _sort(self, channel: Channel) -> str:
        return self._phrases.say_of_channel(f"map.{sort_of(channel.kind)}")

    def _call(self, call: OutgoingCall) -> Row:
        place = self._phrases.style.place(call.location)
        return Row(names.method(call), visible(names.host_and_path(call)), self._targets(call), place)

    def _unknown(self, calls: list[OutgoingCall]) -> Row:
        """One row for all calls of which not even the path is known."""
        place = self._phrases.style.place(calls[0].location) if len(calls) == 1 else ""
        return Row("?", self._count("calls", len(calls)), (OtherEnd("unknown", "", self._phrases.say("status.unresolved")),), place)

    def _targets(self, call: OutgoingCall) -> tuple[OtherEnd, ...]:
        note = self._note(call)
        if call.status == "external":
            return (OtherEnd("external", "", self._phrases.status(call), note),)
        if call.status in BROKEN:
            return (OtherEnd("broken", self._asked_service(call), self._phrases.status(call), note),)
        mark: Mark = "to" if call.status == "linked" else "unknown"
        ends = tuple(
            OtherEnd(mark, visible(target.service), self._phrases.style.place(target.location), note)
            for target in self._relations.targets(call)
        )
        return ends or (OtherEnd("unknown", "", self._phrases.status(call), note),)

    def _asked_service(self, call: OutgoingCall) -> str:
        """The service that a broken call is meant for: that of its candidates, or as its reason names it."""
        targets = self._relations.targets(call)
        if targets:
            return visible(targets[0].service)
        return visible(str(dict(call.reason.arguments).get("service", ""))) if call.reason else ""

    def _connections(self) -> tuple[Connection, ...]:
        calls: dict[tuple[str, str], list[OutgoingCall]] = {}
        for call in self._map.calls:
            target = self._relations.target(call)
            service = target.service if target else self._asked_service(call) if call.status in BROKEN else ""
            if service:
                calls.setdefault((call.service, service), []).append(call)
        channels = channels_between(self._map)
        rank = {service: index for index, service in enumerate(self._order)}
        pairs = sorted({*calls, *channels}, key=lambda pair: ([rank.get(end, len(rank)) for end in pair], pair))
        return tuple(self._connection(*pair, calls.get(pair, []), channels.get(pair, 0)) for pair in pairs)

    def _connection(self, source: str, target: str, calls: list[OutgoingCall], channels: int) -> Connection:
        notes = [
            self._say("repeated", count=count, every=every) if count > 1 or len(calls) > 1 else every
            for every, count in Counter(self._note(call) for call in calls if call.repetition).items()
        ]
        callbacks = [call for call in calls if self._phrases.task_note(call)]
        if callbacks:
            notes.append(self._phrases.say("task.part"))
        broken = sum(call.status in BROKEN for call in calls)
        lost = self._say("broken", count=broken) if broken else ""
        counts = [self._count("calls", len(calls))] if calls else []
        counts += [self._count_channels(channels)] if channels else []
        return Connection(visible(source), visible(target), ", ".join(counts), tuple(notes), lost)

    def _count_channels(self, count: int) -> str:
        return self._phrases.say_of_channel(f"map.count.{'one' if count == 1 else 'many'}", count=count)

    def _summary(self) -> str:
        coverage = self._map.coverage
        broken = sum(call.status in BROKEN for call in self._map.calls)
        parts = [self._count("files", coverage.files)]
        if coverage.skipped:
            parts.append(self._say("skipped", count=coverage.skipped))
        parts += [self._count("endpoints", coverage.endpoints), self._count("calls", coverage.calls)]
        resolved = {"linked": coverage.linked, "broken": broken, "external": coverage.external, "unresolved": coverage.unresolved}
        states = ", ".join(self._say(state, count=count) for state, count in resolved.items() if count)
        return " · ".join(parts) + (f": {states}" if states else "")


def channels_between(communication_map: CommunicationMap) -> dict[tuple[str, str], int]:
    """How many channels lead from one service to another one."""
    found: Counter[tuple[str, str]] = Counter()
    for channel in communication_map.channels:
        pairs = {(producer.service, consumer.service) for producer in channel.producers for consumer in channel.consumers}
        found.update(pair for pair in pairs if pair[0] != pair[1])
    return dict(found)


def reading_order(phrases: Phrases) -> list[str]:
    """Services by how far they are from who starts talking: front ends first, then whom they call."""
    relations = phrases.relations
    outgoing: dict[str, dict[str, None]] = {}
    called: set[str] = set()
    for call in relations.map.calls:
        target = relations.target(call)
        if target is not None and target.service != call.service:
            outgoing.setdefault(call.service, {})[target.service] = None
            called.add(target.service)
    for source, target in sorted(channels_between(relations.map)):
        outgoing.setdefault(source, {})[target] = None
        called.add(target)
    services = [service.id for service in relations.map.services]
    answering = {endpoint.service for endpoint in relations.map.endpoints}
    starts = sorted(services, key=lambda name: (name in called, name not in outgoing, name not in answering, ":" in name))
    ordered: dict[str, None] = {}
    for start in starts:
        waiting = [start]
        while waiting:
            service = waiting.pop(0)
            if service not in ordered:
                ordered[service] = None
                waiting += [other for other in outgoing.get(service, ()) if other in relations.services]
    return list(ordered)
