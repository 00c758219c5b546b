"""Roles as a sentence: whom something hears from, whom it speaks to, and how."""

from wirelens.views.channel_kinds import is_task
from wirelens.views.phrases import Phrases
from wirelens.views.roles import Role

MAX_CHANNELS = 3
"""Named in one clause; the rest are counted."""


def communication(phrases: Phrases, played: tuple[Role, ...]) -> str:
    """What a file or a service is to others, in one sentence: a clause a role."""
    if not played:
        return phrases.say("report.silent")
    clauses = [_clause(phrases, role, "first") for role in played[:-1]]
    clauses.append(_clause(phrases, played[-1], "last"))
    sentence = ", ".join(clauses)
    return f"{sentence[:1].upper()}{sentence[1:]}."


def _clause(phrases: Phrases, role: Role, form: str) -> str:
    sources = [phrases.party(service) for service in role.sources]
    targets = list(dict.fromkeys(party for call in role.targets if (party := phrases.party_called(call))))
    name = role.clause if targets or not role.targets else f"{role.clause}-nowhere"
    return phrases.say(
        f"clause.{name}.{form}",
        source=phrases.list_of(sources),
        target=phrases.list_of(targets),
        stores=", ".join(phrases.style.code(store) for store in role.stores),
        channels=_channels(phrases, role),
        every=phrases.every(role.every_ms) if role.every_ms is not None else "",
    )


def _channels(phrases: Phrases, role: Role) -> str:
    """Tasks by what runs them, other channels by their names."""
    tasks = dict.fromkeys(channel.kind for channel in role.channels if is_task(channel.kind))
    shown = [phrases.say_of_channel("several", kind=phrases.channel_kind(kind)) for kind in tasks]
    others = [f"{phrases.channel_kind(each.kind)} {phrases.style.code(each.name)}" for each in role.channels if not is_task(each.kind)]
    if len(others) > MAX_CHANNELS:
        others[MAX_CHANNELS:] = [phrases.say_of_channel("more", count=len(others) - MAX_CHANNELS)]
    return phrases.list_of(shown + others)
