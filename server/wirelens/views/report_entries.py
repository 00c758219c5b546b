"""A report's list: each endpoint with its callers, each task, each request with its target."""

from wirelens.model.communication_map import ChannelEnd, Endpoint, FlowStep, OutgoingCall
from wirelens.model.span import Location
from wirelens.views import names
from wirelens.views.file_contents import FileContents
from wirelens.views.phrases import Phrases
from wirelens.views.relations import BACKGROUND_TASK

MAX_CALLERS = 5
MAX_STEPS = 3


def entries(phrases: Phrases, contents: FileContents) -> list[str]:
    """A line a wire, in the order of the file."""
    rows: list[tuple[Location, str]] = [(endpoint.location, _endpoint(phrases, endpoint)) for endpoint in contents.endpoints]
    rows += [(endpoint.declared, _route(phrases, endpoint)) for endpoint in contents.routes]
    rows += [(end.location, _task(phrases, name, end)) for name, end in contents.tasks]
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
    return f"{text} ← {'; '.join(callers) or phrases.say('no-caller')}{_steps(phrases, endpoint.location)}"


def _method_and_path(phrases: Phrases, endpoint: Endpoint) -> str:
    return phrases.style.plain(f"{names.methods(endpoint)} {names.path(endpoint)}")


def _route(phrases: Phrases, endpoint: Endpoint) -> str:
    line = phrases.say("line", line=phrases.style.line(endpoint.declared))
    if endpoint.external:
        return f"{line}: {_method_and_path(phrases, endpoint)} → {phrases.style.code(endpoint.handler)}"
    return f"{line}: {_method_and_path(phrases, endpoint)} → {phrases.handler(endpoint)}"


def _task(phrases: Phrases, name: str, end: ChannelEnd) -> str:
    text = phrases.say(
        "report.entry",
        name=phrases.style.code(end.function),
        line=phrases.style.line(end.location),
        what=phrases.say("report.task"),
    )
    producers = [
        phrases.style.place(producer.location)
        for channel in phrases.relations.map.channels
        if channel.name == name and end in channel.consumers
        for producer in channel.producers
    ]
    return f"{text} ← {'; '.join(producers[:MAX_CALLERS])}{_steps(phrases, end.location)}"


def _call(phrases: Phrases, call: OutgoingCall) -> str:
    name = names.function_name(call.function)
    line = phrases.style.line(call.location)
    request = f"{_request(phrases, call)} → {_target(phrases, call)}{phrases.repeated(call)}"
    if not name:
        return f"{phrases.say('line', line=line)}: {request}"
    return phrases.say("report.entry", name=phrases.style.code(name), line=line, what=request)


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
