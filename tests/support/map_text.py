"""A map and its findings as lines of text: all of it, one line a fact, easy to read in a scenario and in a diff."""

from collections.abc import Iterator

from wirelens.messages import render
from wirelens.model.communication_map import Channel, ChannelEnd, CommunicationMap, Endpoint, Flow, OutgoingCall
from wirelens.model.finding import Finding
from wirelens.model.span import Location, Span


def map_text(communication_map: CommunicationMap) -> str:
    return "\n".join(
        (
            *(
                " ".join(("service", service.id, "+".join(service.kind) or "-", *service.base_urls))
                for service in communication_map.services
            ),
            *(_endpoint(endpoint) for endpoint in communication_map.endpoints),
            *(line for call in communication_map.calls for line in _call(call)),
            *(line for channel in communication_map.channels for line in _channel(channel)),
            *(_flow(flow) for flow in communication_map.flows),
        )
    )


def findings_text(findings: tuple[Finding, ...]) -> str:
    return "\n".join(line for finding in findings for line in _finding(finding))


def at(location: Location) -> str:
    return f"{location.file}:{span(location.span)}"


def span(value: Span) -> str:
    start, end = value.start, value.end
    last = f"{end.column + 1}" if start.line == end.line else f"{end.line + 1}:{end.column + 1}"
    return f"{start.line + 1}:{start.column + 1}-{last}"


def _endpoint(endpoint: Endpoint) -> str:
    rows = [
        f"endpoint [{endpoint.id}]",
        endpoint.framework,
        f"{endpoint.handler} {at(endpoint.location)}",
        f"declared {at(endpoint.declared)}",
    ]
    rows += [f"handles {'|'.join(endpoint.handles)}"] if endpoint.handles else []
    rows += [endpoint.protocol] if endpoint.protocol != "http" else []
    rows += ["external"] if endpoint.external else []
    rows += [endpoint.certainty] if endpoint.certainty != "certain" else []
    rows += [f"{store.mode} {store.store} {at(store.location)}" for store in endpoint.stores]
    return " · ".join(rows)


def _call(call: OutgoingCall) -> Iterator[str]:
    target = ", ".join(f"[{endpoint}]" for endpoint in call.endpoints)
    rows = [
        f"call {at(call.location)} {call.client} {call.method or '?'} {call.url or '?'}",
        f"in {call.service} {call.function}",
        f"{call.status} {call.certainty} {target}".strip(),
    ]
    rows += [f"every {call.repetition.every_ms} by {call.repetition.by} {at(call.repetition.location)}"] if call.repetition else []
    rows += [f"{end.kind} {end.text} {at(end.location)}" for end in call.repetition.ends] if call.repetition else []
    rows += [f"path {span(call.path_span)}"] if call.path_span else []
    yield " · ".join(rows)
    if call.reason:
        yield f"    {render(call.reason, 'en')}"


def _channel(channel: Channel) -> Iterator[str]:
    yield f"channel {channel.kind} {channel.name}"
    yield from (f"    from {_end(end)}" for end in channel.producers)
    yield from (f"    to {_end(end)}" for end in channel.consumers)


def _end(end: ChannelEnd) -> str:
    rows = [f"{end.service} {end.function} {at(end.location)}"]
    rows += ["async"] if end.is_async else []
    rows += [end.end] if end.end else []
    rows += [f"handled at {at(end.handler)}"] if end.handler else []
    rows += [f"scheduled {end.schedule} ({end.every_ms} ms)"] if end.schedule else []
    return " ".join(rows)


def _flow(flow: Flow) -> str:
    steps = (f"{step.call or step.channel} in {step.function}{' last' if step.is_last else ''}" for step in flow.steps)
    return f"flow {flow.function.name} {at(flow.function.location)}: " + "; ".join(steps)


def _finding(finding: Finding) -> Iterator[str]:
    yield f"{finding.severity} {finding.code} {at(finding.location)} {render(finding.message, 'en')}"
    yield from (f"    see {at(related.location)} {render(related.message, 'en')}" for related in finding.related)
    yield from (f"    fix {at(fix.location)} -> {fix.new_text!r}: {render(fix.title, 'en')}" for fix in finding.fixes)
