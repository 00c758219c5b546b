"""Hover on a handler or its route: who calls it, what it stores, who reads that back."""

from wirelens.model.communication_map import Endpoint
from wirelens.views import names
from wirelens.views.hover_text import MAX_LISTED, Description
from wirelens.views.phrases import Phrases

MAX_FURTHER_ROUTES = 2
MAX_STEPS = 3


def describe_endpoints(phrases: Phrases, endpoints: tuple[Endpoint, ...]) -> Description:
    """The endpoints that share a handler or a route; the first gives the title."""
    first, *others = endpoints
    style = phrases.style
    title = f"{_route(phrases, first)} · {style.plain(names.framework(first.framework))} · {style.code(first.service)}"
    facts = [phrases.say("hover.also", route=_route(phrases, other)) for other in others[:MAX_FURTHER_ROUTES]]
    if len(others) > MAX_FURTHER_ROUTES:
        facts.append(phrases.say("hover.more", count=len(others) - MAX_FURTHER_ROUTES))
    if first.external:
        facts.append(phrases.say("hover.installed", handler=style.code(first.handler)))
    facts += phrases.stores(tuple(access for endpoint in endpoints for access in endpoint.stores))
    facts += phrases.then(first.location)[:MAX_STEPS]
    facts += _polled_back(phrases, endpoints)
    if first.certainty == "likely":
        facts.append(phrases.say("hover.likely-endpoint"))
    known, possible = phrases.relations.callers(endpoints), phrases.relations.possible_callers(endpoints)
    rows = [phrases.say("hover.from", caller=phrases.caller(call)) for call in known[:MAX_LISTED]]
    rows += [phrases.say("hover.possibly-from", caller=phrases.caller(call)) for call in possible[: MAX_LISTED - len(rows)]]
    if not rows and not first.external:
        rows.append(phrases.say(f"hover.{phrases.relations.nobody(endpoints)}"))
    return Description(title, rows, max(0, len(known) + len(possible) - len(rows)), facts)


def _route(phrases: Phrases, endpoint: Endpoint) -> str:
    return f"{phrases.style.strong(names.methods(endpoint))} {phrases.style.code(names.path(endpoint))}"


def _polled_back(phrases: Phrases, endpoints: tuple[Endpoint, ...]) -> list[str]:
    """The polls through which what is stored here reaches someone."""
    return [
        phrases.say("hover.polled", call=phrases.style.place(call.location), every=phrases.every_until(call.repetition))
        for call in phrases.relations.polls_of_stored(endpoints)
        if call.repetition is not None
    ]
