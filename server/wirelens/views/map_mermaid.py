"""The map as a mermaid flowchart: a box a service, an arrow a wire. A system with many wires is drawn as its services alone."""

from collections import Counter
from collections.abc import Callable, Iterable

from wirelens.messages import render
from wirelens.messages.visible import visible
from wirelens.model.communication_map import Channel, ChannelEnd, OutgoingCall
from wirelens.model.message import message
from wirelens.model.snapshot import Snapshot
from wirelens.model.span import Location
from wirelens.views import names
from wirelens.views.channel_kinds import is_task
from wirelens.views.overview import BROKEN, channels_between, reading_order
from wirelens.views.phrases import Phrases
from wirelens.views.project_wires import asked_service
from wirelens.views.relations import BACKGROUND_TASK
from wirelens.views.short_names import short_names
from wirelens.views.style import Plain

MAX_WIRES = 40
"""More than that nobody reads in one picture."""

LONGEST_LABEL = 60
"""Characters."""

_ESCAPES = str.maketrans({'"': "#quot;", "#": "#35;", "<": "#lt;", ">": "#gt;", "&": "#amp;", "`": "#96;", "%": "#37;", "\\": "#92;"})
"""What mermaid would act on inside of a quoted label, as its entity codes."""

RED = "stroke:#c62828,color:#c62828"


def map_mermaid(snapshot: Snapshot) -> str:
    """A flowchart of the map in the snapshot's language, the same for the same map."""
    phrases = Phrases(snapshot, Plain())
    wires = sum(call.status in ("linked", *BROKEN) for call in snapshot.map.calls)
    wires += sum(len(channel.producers) + len(channel.consumers) for channel in snapshot.map.channels if channel.kind != "asyncio-task")
    chart = _Chart(phrases, short_names(snapshot.files))
    (chart.fold if wires > MAX_WIRES else chart.draw)()
    return chart.text()


def label(text: str) -> str:
    """A quoted label, whatever a user wrote."""
    shown = visible(text)
    shown = shown if len(shown) <= LONGEST_LABEL else shown[: LONGEST_LABEL - 1] + "…"
    return f'"{shown.translate(_ESCAPES) or " "}"'


class _Chart:
    """Nodes by what they stand for, and arrows in order. Names are made here, so that none can be a word of mermaid's."""

    def __init__(self, phrases: Phrases, short_name: Callable[[str], str]) -> None:
        self._phrases = phrases
        self._short_name = short_name
        self._relations = phrases.relations
        self._services = {service: f"s{number}" for number, service in enumerate(reading_order(phrases), 1)}
        self._nodes: dict[tuple[str, ...], tuple[str, str, str]] = {}
        """What it stands for → its name, the service that it is in, how it is drawn."""
        self._arrows: dict[str, bool] = {}
        """Each arrow once, and whether it is broken."""
        self._handlers = {endpoint.location: endpoint for endpoint in phrases.relations.map.endpoints}
        self._workers = {
            end.runs: end for channel in phrases.relations.map.channels if channel.kind != "asyncio-task" for end in channel.consumers
        }

    def draw(self) -> None:
        """Every wire, who asks first comes first."""
        rank = {service: index for index, service in enumerate(self._services)}
        for call in sorted(self._relations.map.calls, key=lambda call: rank.get(call.service, len(rank))):
            self._request(call)
        for channel in self._relations.map.channels:
            if channel.kind != "asyncio-task":
                self._channel(channel)

    def fold(self) -> None:
        """One arrow for all calls between two services, one for all channels."""
        calls: Counter[tuple[str, str]] = Counter()
        broken: Counter[tuple[str, str]] = Counter()
        for call in self._relations.map.calls:
            target = asked_service(self._phrases, call)
            if target in self._services and target != call.service:
                (broken if call.status in BROKEN else calls)[call.service, target] += 1
        channels = channels_between(self._relations.map)
        for source, target in sorted({*calls, *broken, *channels}, key=lambda pair: [list(self._services).index(end) for end in pair]):
            ends = self._whole(source), self._whole(target)
            pair = (source, target)
            if calls[pair]:
                self._arrow(*ends, "-->", self._count("terminal.map.calls", calls[pair]))
            if pair in channels:
                self._arrow(*ends, "-.->", self._count("channels.map.count", channels[pair]))
            if broken[pair]:
                self._arrow(*ends, "--x", _said(self._phrases, "terminal.map.broken", broken[pair]), is_broken=True)

    def text(self) -> str:
        """The chart as mermaid reads it."""
        lines = ["flowchart LR"]
        for service, name in self._services.items():
            own = [drawn for _, owner, drawn in self._nodes.values() if owner == service]
            if own:
                lines += [f"  subgraph {name}[{label(self._title(service))}]", *(f"    {node}" for node in own), "  end"]
        lines += [f"  {drawn}" for _, owner, drawn in self._nodes.values() if owner not in self._services]
        lines += [f"  {arrow}" for arrow in self._arrows]
        red = [str(index) for index, is_broken in enumerate(self._arrows.values()) if is_broken]
        lines += [f"  linkStyle {','.join(red)} {RED}"] if red else []
        return "\n".join(lines) + "\n"

    def _request(self, call: OutgoingCall) -> None:
        target = self._relations.target(call)
        request = f"{names.method(call)} {call.path.partition('?')[0] or names.host_and_path(call)}{self._phrases.repeated(call)}"
        if target is not None:
            text = f"{names.methods(target)} {names.path(target)}{self._phrases.repeated(call)}"
            end = self._node(("handler", str(target.location)), target.service, '["', target.handler, '"]')
            for source in self._sources(call):
                self._arrow(source, end, "-->", text)
        elif call.status in BROKEN:
            service = asked_service(self._phrases, call)
            end = self._node(("broken", service, request), service, '>"', f"✗ {self._phrases.status(call)}", '"]')
            for source in self._sources(call):
                self._arrow(source, end, "--x", request, is_broken=True)
        elif call.status == "external" and names.host(call):
            end = self._node(("host", names.host(call)), "", '{{"', names.host(call), '"}}')
            for source in self._sources(call):
                self._arrow(source, end, "-->", names.method(call))

    def _channel(self, channel: Channel) -> None:
        kind = self._phrases.channel_kind(channel.kind)
        if is_task(channel.kind):
            for consumer in channel.consumers:
                for producer in channel.producers:
                    text = kind if channel.kind == BACKGROUND_TASK else f"{kind} {channel.name}"
                    for source in self._senders(channel, producer):
                        self._arrow(source, self._worker(consumer), "-.->", text)
            return
        middle = self._node(("channel", channel.kind, channel.name), "", '[("', f"{kind} {channel.name}", '")]')
        for producer in channel.producers:
            for source in self._senders(channel, producer):
                self._arrow(source, middle, "-.->", "")
        for consumer in channel.consumers:
            self._arrow(middle, self._worker(consumer), "-.->", "")

    def _sources(self, call: OutgoingCall) -> Iterable[str]:
        """The handlers and workers on whose behalf a call is made, else the file that it is in."""
        starts = [origin.flow.function.location for origin in self._relations.origins(call)]
        known = [node for start in starts if (node := self._function(start)) is not None]
        return dict.fromkeys(known) or [self._file(call.service, call.location.file)]

    def _senders(self, channel: Channel, producer: ChannelEnd) -> Iterable[str]:
        step = f"{channel.kind} {channel.name}"
        starts = [
            flow.function.location
            for flow in self._relations.map.flows
            if any(each.channel == step and each.function == producer.function for each in flow.steps)
        ]
        known = [node for start in starts if (node := self._function(start)) is not None]
        return dict.fromkeys(known) or [self._file(producer.service, producer.location.file)]

    def _function(self, location: Location) -> str | None:
        endpoint, worker = self._handlers.get(location), self._workers.get(location)
        if endpoint is not None:
            return self._node(("handler", str(location)), endpoint.service, '["', endpoint.handler, '"]')
        return self._worker(worker) if worker is not None else None

    def _worker(self, end: ChannelEnd) -> str:
        name = names.function_name(end.function)
        if not name:
            return self._file(end.service, end.location.file)
        return self._node(("handler", str(end.runs)), end.service, '[["', name, '"]]')

    def _file(self, service: str, file: str) -> str:
        return self._node(("file", file), service, '(["', self._short_name(file), '"])')

    def _whole(self, service: str) -> str:
        return self._node(("service", service), "", '["', self._title(service), '"]')

    def _node(self, stands_for: tuple[str, ...], service: str, opening: str, text: str, closing: str) -> str:
        if stands_for not in self._nodes:
            name = f"n{len(self._nodes) + 1}"
            self._nodes[stands_for] = (name, service, f"{name}{opening[:-1]}{label(text)}{closing[1:]}")
        return self._nodes[stands_for][0]

    def _arrow(self, source: str, target: str, line: str, text: str, *, is_broken: bool = False) -> None:
        self._arrows[f"{source} {line}{f'|{label(text)}|' if text else ''} {target}"] = is_broken

    def _title(self, service: str) -> str:
        framework = names.service_framework(self._relations.services.get(service))
        return f"{service} · {framework}" if framework else service

    def _count(self, key: str, count: int) -> str:
        return _said(self._phrases, f"{key}.{'one' if count == 1 else 'many'}", count)


def _said(phrases: Phrases, key: str, count: int) -> str:
    return render(message(key, count=count), phrases.snapshot.language)
