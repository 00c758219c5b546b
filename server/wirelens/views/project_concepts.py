"""The ideas of communication that a project uses, each with the code that shows it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from wirelens.messages import render
from wirelens.model.communication_map import Channel, ChannelEnd, OutgoingCall
from wirelens.model.message import message
from wirelens.model.span import Location
from wirelens.views import names
from wirelens.views.channel_kinds import is_task
from wirelens.views.phrases import Phrases
from wirelens.views.relations import BACKGROUND_TASK, CHANGING
from wirelens.views.roles import is_callback

MAX_LINES = 6
"""Further lines of one file that are named after the first."""

MAX_PLACES = 3
MAX_HANDLERS = 5


@dataclass(frozen=True, slots=True)
class Use:
    """Code that uses an idea: where, and what it does there."""

    location: Location
    text: str
    is_continued: bool = False
    """The text names further lines of the same file."""


@dataclass(frozen=True, slots=True)
class ProjectConcept:
    """An idea (`project.concept.<key>` and `project.sentence.<key>` say what it is called and what it is) and all that uses it."""

    key: str
    uses: tuple[Use, ...]


def project_concepts(phrases: Phrases) -> tuple[ProjectConcept, ...]:
    """The ideas that the project's facts show, in an order that begins with the request and ends with what is kept."""
    found = (ProjectConcept(key, tuple(sorted(gather(phrases), key=lambda use: use.location))) for key, gather in _GATHERERS.items())
    return tuple(concept for concept in found if concept.uses)


def _async_handlers(phrases: Phrases) -> Iterator[Use]:
    for endpoint in phrases.relations.map.endpoints:
        if endpoint.is_async and not endpoint.external:
            request = f"{phrases.style.strong(names.methods(endpoint))} {phrases.style.code(names.path(endpoint))}"
            yield Use(endpoint.location, f"{phrases.style.code(endpoint.handler)} {request}")


def _written(*concepts: str) -> Callable[[Phrases], Iterator[Use]]:
    """A gatherer of what is shown by a framework's names alone: one use a file."""

    def gather(phrases: Phrases) -> Iterator[Use]:
        for file, summary in phrases.snapshot.files.items():
            lines = {use.span.start.line: Location(file, use.span) for use in summary.concepts if use.concept in concepts}
            places = list(lines.values())
            if places:
                # Where a name stands on several lines, the first is its import.
                first, *further = places[1:] or places
                shown = [phrases.style.line(each) for each in further[:MAX_LINES]]
                shown += [phrases.say("hover.more", count=len(further) - MAX_LINES)] if len(further) > MAX_LINES else []
                yield Use(first, ", ".join(shown), is_continued=True)

    return gather


def _channels(fits: Callable[[Channel], bool]) -> Callable[[Phrases], Iterator[Use]]:
    """A gatherer of the channels of some kinds."""

    def gather(phrases: Phrases) -> Iterator[Use]:
        for channel in phrases.relations.map.channels:
            if fits(channel):
                yield Use((channel.consumers or channel.producers)[0].location, _channel(phrases, channel))

    return gather


def _channel(phrases: Phrases, channel: Channel) -> str:
    kind, name = phrases.channel_kind(channel.kind), phrases.style.code(channel.name)
    if is_task(channel.kind):
        functions = [end.function for end in channel.consumers]
        is_named_by_function = any(channel.name.rpartition(".")[2] == function.rpartition(".")[2] for function in functions)
        if channel.kind in (BACKGROUND_TASK, "asyncio-task"):
            what = phrases.style.code(functions[0]) if functions else name
        else:
            what = f"{kind} {name}" if is_named_by_function or not functions else f"{phrases.style.code(functions[0])}, {kind} {name}"
        return f"{what} ← {_places(phrases, channel.producers)}" if channel.producers else what
    first = (channel.consumers or channel.producers)[0]
    function = names.function_name(first.function)
    what = f"{phrases.style.code(function)} {kind} {name}" if function else f"{kind} {name}"
    if not channel.consumers:
        return what
    senders = f"{what} ← {_places(phrases, channel.producers)}" if channel.producers else what
    return f"{senders} → {_places(phrases, channel.consumers[1:])}" if channel.consumers[1:] else senders


def _places(phrases: Phrases, ends: tuple[ChannelEnd, ...]) -> str:
    """`file:1, 5 function`: the places of one function together."""
    together: dict[tuple[str, str, str], list[ChannelEnd]] = {}
    for end in ends:
        together.setdefault((end.location.file, end.function, end.schedule), []).append(end)
    shown: list[str] = []
    for (_, function, schedule), (first, *further) in list(together.items())[:MAX_PLACES]:
        lines = "".join(f", {phrases.style.line(end.location)}" for end in further[:MAX_LINES])
        name = names.function_name(function)
        when = f", {phrases.scheduled(first)}" if schedule else ""
        shown.append(f"{phrases.style.place(first.location)}{lines}{' ' + phrases.style.code(name) if name else ''}{when}")
    if len(together) > MAX_PLACES:
        shown.append(phrases.say("hover.more", count=len(together) - MAX_PLACES))
    return "; ".join(shown)


def _websockets(phrases: Phrases) -> Iterator[Use]:
    for endpoint in phrases.relations.map.endpoints:
        if endpoint.protocol == "websocket":
            callers = ", ".join(phrases.style.place(call.location) for call in phrases.relations.callers((endpoint,))[:MAX_PLACES])
            path = f"{phrases.style.code(endpoint.handler)} {phrases.style.code(names.path(endpoint))}"
            yield Use(endpoint.location, f"{path} ← {callers}" if callers else path)


def _callbacks(phrases: Phrases) -> Iterator[Use]:
    for call in phrases.relations.map.calls:
        target = phrases.relations.target(call)
        if target is not None and is_callback(phrases.relations, call):
            yield Use(call.location, f"{_sent(phrases, call)} → {phrases.handler(target)}{phrases.task_note(call)}")


def _polls(phrases: Phrases) -> Iterator[Use]:
    for call in phrases.relations.map.calls:
        target = phrases.relations.target(call)
        if target is not None and call.repetition is not None:
            yield Use(call.location, f"{_sent(phrases, call)} → {phrases.handler(target)}{phrases.polled(call)}")


def _sent(phrases: Phrases, call: OutgoingCall) -> str:
    name = names.function_name(call.function)
    return f"{phrases.style.code(name)} {phrases.request(call)}" if name else phrases.request(call)


def _relays(phrases: Phrases) -> Iterator[Use]:
    for endpoint in phrases.relations.map.endpoints:
        steps = phrases.relations.steps(endpoint.location)
        calls = (phrases.relations.calls.get(step.call or "") for step in steps)
        passed_on = [(call, target) for call in calls if call and (target := phrases.relations.target(call))]
        shown = [
            f"{phrases.request(call)} → {phrases.style.place(to.location)}" for call, to in passed_on if to.service != endpoint.service
        ]
        if shown:
            yield Use(endpoint.location, f"{phrases.style.code(endpoint.handler)}: {', '.join(dict.fromkeys(shown))}")


def _stores(phrases: Phrases) -> Iterator[Use]:
    used: dict[tuple[str, Location], dict[str, dict[str, None]]] = {}
    for endpoint in phrases.relations.map.endpoints:
        for access in endpoint.stores:
            mode = "write" if access.mode in CHANGING else "read"
            modes = used.setdefault((access.store, access.definition or access.location), {})
            modes.setdefault(mode, {})[phrases.style.code(endpoint.handler)] = None
    for (store, location), modes in used.items():
        parts = [_stored(phrases, mode, list(modes[mode])) for mode in ("write", "read") if mode in modes]
        yield Use(location, f"{phrases.style.code(store)}: {' · '.join(parts)}")


def _stored(phrases: Phrases, mode: str, handlers: list[str]) -> str:
    more = [phrases.say("hover.more", count=len(handlers) - MAX_HANDLERS)] if len(handlers) > MAX_HANDLERS else []
    handled = ", ".join((*handlers[:MAX_HANDLERS], *more))
    return render(message(f"project.stored.{mode}", handlers=handled), phrases.snapshot.language)


_GATHERERS: dict[str, Callable[[Phrases], Iterator[Use]]] = {
    "async": _async_handlers,
    "depends": _written("depends"),
    "relay": _relays,
    "background-task": _channels(lambda channel: channel.kind == BACKGROUND_TASK),
    "asyncio-task": _channels(lambda channel: channel.kind == "asyncio-task"),
    "task-queue": _channels(lambda channel: is_task(channel.kind) and channel.kind not in (BACKGROUND_TASK, "asyncio-task")),
    "queue": _channels(lambda channel: channel.kind in ("redis-list", "rabbitmq")),
    "stream": _channels(lambda channel: channel.kind in ("redis-stream", "kafka")),
    "pubsub": _channels(lambda channel: channel.kind in ("redis-pubsub", "channel-layer")),
    "callback": _callbacks,
    "polling": _polls,
    "websocket": _websockets,
    "streaming": _written("streaming", "event-source"),
    "cors": _written("cors"),
    "store": _stores,
}
