"""Who sends what to whom, a line a wire, between services and to the outside."""

from collections.abc import Iterator
from dataclasses import dataclass

from wirelens.model.communication_map import Channel, OutgoingCall
from wirelens.model.span import Location
from wirelens.views import names
from wirelens.views.overview import BROKEN, INTERNAL
from wirelens.views.phrases import ICONS, Phrases


@dataclass(frozen=True, slots=True)
class WireLine:
    """One wire: where it begins, and what is sent to whom. `icon` tells how sure a broken one is."""

    location: Location
    text: str
    is_broken: bool = False
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """All that goes from one service to another; `target` is "" for services outside of the workspace, or that nobody knows."""

    source: str
    target: str
    lines: tuple[WireLine, ...]


def pairs(phrases: Phrases, order: list[str]) -> tuple[Pair, ...]:
    """Every pair of services between which something goes, in reading order; a service that sends to itself makes one, too."""
    found: dict[tuple[str, str], list[WireLine]] = {}
    for (source, target), line in (*_requests(phrases), *_messages(phrases)):
        found.setdefault((source, target), []).append(line)
    rank = {service: index for index, service in enumerate(order)}
    ordered = sorted(found.items(), key=lambda item: [(rank.get(end, len(rank)), end) for end in item[0]])
    return tuple(Pair(*pair, tuple(sorted(lines, key=lambda line: line.location))) for pair, lines in ordered)


def asked_service(phrases: Phrases, call: OutgoingCall) -> str:
    """The service that a call is for: of a broken one that of its candidates, or as its reason names it; "" where none here is."""
    targets = phrases.relations.targets(call)
    if call.status == "linked" or call.status in BROKEN:
        named = str(dict(call.reason.arguments).get("service", "")) if call.reason else ""
        return targets[0].service if targets else named
    return ""


def _requests(phrases: Phrases) -> Iterator[tuple[tuple[str, str], WireLine]]:
    for call in phrases.relations.map.calls:
        if call.status in ("ambiguous", "unresolved"):
            continue
        target = phrases.relations.target(call)
        service = asked_service(phrases, call)
        ending = phrases.handler(target) if target else phrases.status(call)
        notes = phrases.polled(call) + phrases.task_note(call)
        name = names.function_name(call.function)
        sender = f"{phrases.style.code(name)} " if name else ""
        is_broken = call.status in BROKEN
        icon = ICONS["error" if call.certainty == "certain" else "hint"] if is_broken else ""
        yield (call.service, service), WireLine(call.location, f"{sender}{phrases.request(call)} → {ending}{notes}", is_broken, icon)


def _messages(phrases: Phrases) -> Iterator[tuple[tuple[str, str], WireLine]]:
    for channel in phrases.relations.map.channels:
        if channel.kind in INTERNAL:
            continue
        sources = dict.fromkeys(end.service for end in channel.producers) or {"": None}
        targets = dict.fromkeys(end.service for end in channel.consumers) or {"": None}
        for source in sources:
            for target in targets:
                yield (source, target), _message(phrases, channel, source, target)


def _message(phrases: Phrases, channel: Channel, source: str, target: str) -> WireLine:
    producers = [end for end in channel.producers if end.service == source]
    consumers = [end for end in channel.consumers if end.service == target]
    first = (producers or consumers)[0]
    name = names.function_name(first.function) if producers else ""
    sender = f"{phrases.style.code(name)} " if name else ""
    receivers = ", ".join(phrases.place_and_name(end.location, end.function) for end in consumers)
    what = phrases.handed_over("report.sends", channel, receivers if producers else "")
    when = f", {phrases.scheduled(first)}" if first.schedule else ""
    return WireLine(first.location, f"{sender}{what}{when}")
