"""A report's list: each endpoint with its callers, each task, each request with its target."""

from wirelens.model.communication_map import Channel, ChannelEnd, Endpoint, FlowStep, Inclusion, OutgoingCall
from wirelens.model.span import Location
from wirelens.views import names
from wirelens.views.file_contents import FileContents
from wirelens.views.phrases import MAX_ENDS, Phrases
from wirelens.views.relations import BACKGROUND_TASK

MAX_CALLERS = 5
MAX_STEPS = 3


def entries(phrases: Phrases, contents: FileContents) -> list[str]:
    """A line a wire, in the order of the file."""
    rows: list[tuple[Location, str]] = [(endpoint.location, _endpoint(phrases, endpoint)) for endpoint in contents.endpoints]
    rows += [(endpoint.declared, _route(phrases, endpoint)) for endpoint in contents.routes]
    rows += [(inclusion.location, _included(phrases, inclusion)) for inclusion in contents.inclusions]
    rows += [(end.location, _task(phrases, channel, end)) for channel, end in contents.tasks]
    rows += [(place, _received(phrases, place, received)) for place, received in _by_place(contents.received)]
    rows += [(ends[0].location, _sent(phrases, channel, ends)) for channel, ends in _by_function(contents.sent)]
    rows += [(call.location, _call(phrases, call)) for call in contents.own_calls]
    return [text for _, text in sorted(rows, key=lambda row: row[0])]


def _endpoint(phrases: Phrases, endpoint: Endpoint) -> str:
    text = phrases.say(
        "report.entry",
        name=phrases.style.code(endpoint.handler),
        line=phrases.style.line(endpoint.location),
        what=_method_and_path(phrases, endpoint),
    )
    calls = phrases.relations.callers((endpoint,))
    callers = [phrases.style.place(call.location) + phrases.repeated(call) for call in calls[:MAX_CALLERS]]
    if len(calls) > MAX_CALLERS:
        callers.append(phrases.say("hover.more", count=len(calls) - MAX_CALLERS))
    return f"{text} ← {'; '.join(callers) or phrases.say(phrases.relations.nobody((endpoint,)))}{_steps(phrases, endpoint.location)}"


def _method_and_path(phrases: Phrases, endpoint: Endpoint) -> str:
    return phrases.style.plain(f"{names.methods(endpoint)} {names.path(endpoint)}")


def _route(phrases: Phrases, endpoint: Endpoint) -> str:
    line = phrases.say("line", line=phrases.style.line(endpoint.declared))
    if endpoint.external:
        return f"{line}: {_method_and_path(phrases, endpoint)} → {phrases.style.code(endpoint.handler)}"
    return f"{line}: {_method_and_path(phrases, endpoint)} → {phrases.handler(endpoint)}"


def _included(phrases: Phrases, inclusion: Inclusion) -> str:
    line = phrases.say("line", line=phrases.style.line(inclusion.location))
    return f"{line}: {phrases.style.plain(names.prefix(inclusion))} → {phrases.style.place(inclusion.child)}"


def _task(phrases: Phrases, channel: Channel, end: ChannelEnd) -> str:
    producers = [phrases.style.place(producer.location) for producer in channel.producers]
    text = _entry(phrases, end.function, end.location, phrases.say("report.task"))
    return f"{text} ← {'; '.join(producers[:MAX_CALLERS])}{_steps(phrases, end.location)}"


def _received(phrases: Phrases, place: Location, received: list[tuple[Channel, ChannelEnd]]) -> str:
    """What comes to a function: `run (12) Redis queue `jobs` ← main.py:30, then …`. Nothing is said of senders that are not here."""
    first = received[0][1]
    what = " · ".join(_receiving(phrases, channel, end) for channel, end in received)
    return f"{_entry(phrases, first.function, place, what)}{_steps(phrases, first.runs)}"


def _receiving(phrases: Phrases, channel: Channel, end: ChannelEnd) -> str:
    kind = phrases.channel_kind(channel.kind)
    what = kind if channel.name == end.function else f"{kind} {phrases.style.code(channel.name)}"
    producers = [_place_and_time(phrases, producer) for producer in channel.producers]
    if len(producers) > MAX_CALLERS:
        producers[MAX_CALLERS:] = [phrases.say("hover.more", count=len(producers) - MAX_CALLERS)]
    return f"{what} ← {'; '.join(producers)}" if producers else what


def _by_place(received: tuple[tuple[Channel, ChannelEnd], ...]) -> list[tuple[Location, list[tuple[Channel, ChannelEnd]]]]:
    """What comes to one function, through however many channels, is told once; it stands where the function is if that is here."""
    found: dict[Location, list[tuple[Channel, ChannelEnd]]] = {}
    for channel, end in received:
        found.setdefault(end.runs if end.runs.file == end.location.file else end.location, []).append((channel, end))
    return list(found.items())


def _place_and_time(phrases: Phrases, producer: ChannelEnd) -> str:
    place = phrases.style.place(producer.location)
    return f"{place}, {phrases.scheduled(producer)}" if producer.schedule else place


def _sent(phrases: Phrases, channel: Channel, ends: list[ChannelEnd]) -> str:
    receivers = ", ".join(phrases.style.place(consumer.location) for consumer in channel.consumers[:MAX_CALLERS])
    what = phrases.handed_over("report.sends", channel, receivers)
    text = _entry(phrases, ends[0].function, ends[0].location, what)
    return f"{text}, {phrases.scheduled(ends[0])}" if ends[0].schedule else text


def _by_function(sent: tuple[tuple[Channel, ChannelEnd], ...]) -> list[tuple[Channel, list[ChannelEnd]]]:
    """What one function sends into one channel, in however many places, is told once."""
    found: dict[tuple[str, str, str, str], tuple[Channel, list[ChannelEnd]]] = {}
    for channel, end in sent:
        found.setdefault((channel.kind, channel.name, end.function, end.schedule), (channel, []))[1].append(end)
    return list(found.values())


def _entry(phrases: Phrases, function: str, location: Location, what: str) -> str:
    """`function (12) what`, or `line 12: what` outside of functions."""
    name, line = names.function_name(function), phrases.style.line(location)
    if not name:
        return f"{phrases.say('line', line=line)}: {what}"
    return phrases.say("report.entry", name=phrases.style.code(name), line=line, what=what)


def _call(phrases: Phrases, call: OutgoingCall) -> str:
    request = f"{_request(phrases, call)} → {_target(phrases, call)}{_repeated(phrases, call)}"
    return _entry(phrases, call.function, call.location, request)


def _repeated(phrases: Phrases, call: OutgoingCall) -> str:
    """`, every 2 s until `done`` for a repeated call, else nothing."""
    ends = call.repetition.ends[:MAX_ENDS] if call.repetition is not None else ()
    if not ends:
        return phrases.repeated(call)
    return phrases.say("every.ending", every=phrases.repeated(call), end=phrases.either([phrases.end(end) for end in ends]))


def _request(phrases: Phrases, call: OutgoingCall) -> str:
    return phrases.style.plain(f"{names.method(call)} {names.host_and_path(call) or '{url}'}")


def _target(phrases: Phrases, call: OutgoingCall) -> str:
    target = phrases.relations.target(call)
    return phrases.style.place(target.location) if target else phrases.status(call)


def _steps(phrases: Phrases, function: Location) -> str:
    told = dict.fromkeys(_step(phrases, step) for step in phrases.relations.steps(function))
    return "".join([text for text in told if text][:MAX_STEPS])


def _step(phrases: Phrases, step: FlowStep) -> str:
    call = phrases.relations.calls.get(step.call or "")
    if call is not None:
        return phrases.say("report.then", request=_request(phrases, call), target=_target(phrases, call))
    channel = phrases.relations.channels.get(step.channel or "")
    if channel is None:
        return ""
    places = ", ".join(phrases.style.place(end.location) for end in channel.consumers)
    if channel.kind != BACKGROUND_TASK:
        return phrases.handed_over("report.then", channel, places)
    return phrases.say("report.then-queues", task=phrases.style.code(channel.name), target=places or phrases.say("status.unresolved"))
