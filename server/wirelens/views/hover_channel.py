"""Hover on either side of a hand-over: who sends, who receives, how it runs, what it sends on."""

from wirelens.model.communication_map import Channel, ChannelEnd
from wirelens.views import names
from wirelens.views.channel_kinds import TECHNOLOGIES, is_task, sort_of
from wirelens.views.hover_text import MAX_LISTED, Description
from wirelens.views.phrases import Phrases
from wirelens.views.relations import BACKGROUND_TASK

MAX_RECEIVERS = 3


def describe_channel(phrases: Phrases, channel: Channel) -> Description:
    """A channel with both its sides."""
    if channel.kind == BACKGROUND_TASK:
        return _background_task(phrases, channel)
    together = _by_function(channel.producers)
    producers = [_producer(phrases, channel, *each) for each in together[:MAX_LISTED]]
    facts = [_consumer(phrases, channel, consumer) for consumer in channel.consumers[:MAX_RECEIVERS]]
    if len(channel.consumers) > MAX_RECEIVERS:
        facts.append(phrases.say("hover.more", count=len(channel.consumers) - MAX_RECEIVERS))
    facts += _manner(phrases, channel)
    if is_task(channel.kind) or len(channel.consumers) == 1:
        facts += dict.fromkeys(phrase for consumer in channel.consumers for phrase in phrases.then(consumer.runs))
    return Description(_title(phrases, channel), producers, len(together) - len(producers), facts)


def _title(phrases: Phrases, channel: Channel) -> str:
    style, sort = phrases.style, sort_of(channel.kind)
    carried_by = TECHNOLOGIES.get(channel.kind)
    services = dict.fromkeys(end.service for end in (channel.consumers if is_task(channel.kind) else ()))
    parts = [f"{style.strong(phrases.say_of_channel(f'title.{sort}'))} {style.code(channel.name)}"]
    parts += [style.plain(carried_by)] if carried_by else []
    return " · ".join((*parts, *(style.code(service) for service in services)))


def _by_function(producers: tuple[ChannelEnd, ...]) -> list[list[ChannelEnd]]:
    """The places where one function sends, together."""
    found: dict[tuple[str, str, str], list[ChannelEnd]] = {}
    for producer in producers:
        found.setdefault((producer.location.file, producer.function, producer.schedule), []).append(producer)
    return list(found.values())


def _producer(phrases: Phrases, channel: Channel, producer: ChannelEnd, *further: ChannelEnd) -> str:
    if producer.schedule:
        return phrases.say_of_channel("scheduled", place=phrases.style.place(producer.location), when=phrases.scheduled(producer))
    lines = "".join(f", {phrases.style.line(each.location)}" for each in further[:MAX_LISTED])
    name = names.function_name(producer.function)
    shown = f"{phrases.style.place(producer.location)}{lines}{' ' + phrases.style.code(name) if name else ''}"
    endpoint = phrases.relations.queuing_endpoint(channel, producer)
    if endpoint is not None:
        request = phrases.style.code(f"{names.methods(endpoint)} {names.path(endpoint)}")
        shown = phrases.say_of_channel("for", producer=shown, request=request)
    return phrases.say_of_channel("started" if channel.kind == "asyncio-task" else "from", producer=shown)


def _consumer(phrases: Phrases, channel: Channel, consumer: ChannelEnd) -> str:
    shown = phrases.place_and_name(consumer.location, names.function_name(consumer.function))
    if is_task(channel.kind):
        return phrases.say_of_channel("runs", consumer=shown)
    return phrases.say_of_channel(
        "to", consumer=phrases.say_of_channel("in-service", end=shown, service=phrases.style.code(consumer.service))
    )


def _manner(phrases: Phrases, channel: Channel) -> list[str]:
    """What is peculiar to this hand-over, as far as the code shows it."""
    if channel.kind == "asyncio-task":
        return [phrases.say_of_channel("event-loop")]
    if channel.kind == "redis-pubsub":
        return [phrases.say_of_channel("live")]
    given = {producer.end for producer in channel.producers}
    if len(given) == 1 and given == {consumer.end for consumer in channel.consumers} and given != {None}:
        return [phrases.say_of_channel("last-first")]
    return []


def _background_task(phrases: Phrases, channel: Channel) -> Description:
    style = phrases.style
    ends = channel.consumers or channel.producers
    service = ends[0].service
    framework = names.service_framework(phrases.relations.services.get(service))
    kind = style.strong(phrases.say("hover.background-task"))
    title = " · ".join((f"{kind} {style.code(channel.name)}", *([framework] if framework else []), style.code(service)))
    queued = _queued(phrases, channel)
    facts: list[str] = []
    if channel.consumers:
        runs = phrases.say("hover.runs-async" if channel.consumers[0].is_async else "hover.runs-sync")
        if len(queued) == 1:
            queued = [phrases.say("hover.runs-and-queued", queued=queued[0], runs=runs)]
        else:
            facts.append(phrases.say("hover.runs-alone", runs=runs))
    for consumer in channel.consumers:
        facts += phrases.then(consumer.location)
    return Description(title, queued, max(0, len(channel.producers) - len(queued)), facts)


def _queued(phrases: Phrases, channel: Channel) -> list[str]:
    rows: list[str] = []
    for producer in channel.producers[:MAX_LISTED]:
        place = phrases.style.place(producer.location)
        endpoint = phrases.relations.queuing_endpoint(channel, producer)
        if endpoint is None:
            rows.append(phrases.say("hover.queued", place=place))
        else:
            request = phrases.style.code(f"{names.methods(endpoint)} {names.path(endpoint)}")
            rows.append(phrases.say("hover.queued-by", place=place, request=request))
    return rows
