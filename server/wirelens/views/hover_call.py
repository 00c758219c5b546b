"""Hover on a request: where it leads, how often it is made, or why nobody answers."""

from wirelens.model.communication_map import OutgoingCall, Repetition
from wirelens.model.span import Location
from wirelens.views.hover_text import Description
from wirelens.views.phrases import MAX_ENDS, Phrases
from wirelens.views.wires import CallWire

MAX_CANDIDATES = 4


def describe_call(phrases: Phrases, call: OutgoingCall, *, has_finding: bool) -> Description:
    """What a call asks for and who answers. Without a finding that says so, a call that leads nowhere states its reason."""
    target = phrases.relations.target(call)
    title = _request(phrases, call)
    facts: list[str] = []
    if call.reason is not None and not has_finding:
        reason = phrases.style.sentence(call.reason, phrases.snapshot.language)
        facts.append(phrases.say(f"hover.{call.status}", reason=reason))
    if target is None:
        facts += _candidates(phrases, call)
    elif call.certainty == "likely":
        facts.append(phrases.say("hover.likely-call"))
    if call.repetition is not None:
        facts.append(_repetition(phrases, call, call.repetition))
    facts += _other_ways(phrases, call)
    if call.via:
        wrappers = ", ".join(f"{phrases.style.code(use.function)} ({phrases.style.place(use.location)})" for use in call.via)
        facts.append(phrases.say("hover.through", wrappers=wrappers))
    return Description(title, facts=facts)


def _candidates(phrases: Phrases, call: OutgoingCall) -> list[str]:
    """The endpoints that an ambiguous call may mean, or that have the path of a call with another method or port."""
    candidates = phrases.relations.targets(call)
    key = "hover.candidate" if call.status == "ambiguous" else "hover.same-path"
    rows = [phrases.say(key, target=phrases.handler(candidate)) for candidate in candidates[:MAX_CANDIDATES]]
    if len(candidates) > MAX_CANDIDATES:
        rows.append(phrases.say("hover.more", count=len(candidates) - MAX_CANDIDATES))
    return rows


def _other_ways(phrases: Phrases, call: OutgoingCall) -> list[str]:
    """What is asked for instead where a condition of the code comes out otherwise, and that is written in the same place."""
    wires = phrases.relations.wires(call.location.file).at(call.url_span.start)
    here = [wire.call for wire in wires if isinstance(wire, CallWire) and wire.part == "url" and wire.span == call.url_span]
    others = [each for each in here if each.location == call.location and each.id != call.id]
    return [phrases.say("hover.other-way", request=_request(phrases, other)) for other in others[:MAX_CANDIDATES]]


def _request(phrases: Phrases, call: OutgoingCall) -> str:
    target = phrases.relations.target(call)
    return phrases.request(call) + (f" → {phrases.handler(target)}" if target else "")


def _repetition(phrases: Phrases, call: OutgoingCall, repetition: Repetition) -> str:
    """`Every 2 s (setInterval, line 103) until done (line 113)`; where all of that is in another file, it is named once."""
    every = phrases.every(repetition.every_ms)
    same_file = repetition.location.file == call.location.file
    place = _line(phrases, repetition.location) if same_file else phrases.style.place(repetition.location)
    told = {"every": every[:1].upper() + every[1:], "by": phrases.style.code(repetition.by), "line": place}
    ends = [
        phrases.end(end) if end.kind == "nothing" else phrases.say("end.at", end=phrases.end(end), line=_line(phrases, end.location))
        for end in repetition.ends[:MAX_ENDS]
    ]
    return phrases.say("hover.repeated-until", **told, ends=phrases.either(ends)) if ends else phrases.say("hover.repeated", **told)


def _line(phrases: Phrases, location: Location) -> str:
    return phrases.say("line", line=phrases.style.line(location))
