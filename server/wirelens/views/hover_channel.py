"""Hover on a background task: who queues it, how it runs, what it sends."""

from wirelens.model.communication_map import Channel
from wirelens.views import names
from wirelens.views.hover_text import MAX_LISTED, Description
from wirelens.views.phrases import Phrases
from wirelens.views.relations import BACKGROUND_TASK


def describe_channel(phrases: Phrases, channel: Channel) -> Description:
    """A channel with both its sides."""
    style = phrases.style
    ends = channel.consumers or channel.producers
    service = ends[0].service
    kind = phrases.say("hover.background-task") if channel.kind == BACKGROUND_TASK else channel.kind
    framework = names.service_framework(phrases.relations.services.get(service))
    title = " · ".join((f"{style.strong(kind)} {style.code(channel.name)}", *([framework] if framework else []), style.code(service)))
    queued = _queued(phrases, channel)
    facts: list[str] = []
    if channel.kind == BACKGROUND_TASK and channel.consumers:
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
