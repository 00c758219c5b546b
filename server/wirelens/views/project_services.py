"""What each service of a project is for, by the roles that its code plays."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from wirelens.messages.visible import visible
from wirelens.model.communication_map import Service
from wirelens.views import names
from wirelens.views.communication import communication
from wirelens.views.file_contents import FileContents, file_contents
from wirelens.views.overview import INTERNAL
from wirelens.views.phrases import Phrases
from wirelens.views.roles import roles


@dataclass(frozen=True, slots=True)
class ServiceRole:
    """A service and the part that it plays: `roles` in two or three words each, `sentence` on whom it talks to."""

    service: Service
    frameworks: tuple[str, ...]
    roles: tuple[str, ...]
    sentence: str


def service_roles(phrases: Phrases, order: Iterable[str]) -> tuple[ServiceRole, ...]:
    """Every service that takes part in a conversation, in the order given."""
    found = (_role(phrases, phrases.relations.services[service]) for service in order)
    return tuple(each for each in found if each.roles)


def _role(phrases: Phrases, service: Service) -> ServiceRole:
    played = roles(phrases.relations, _contents(phrases, service))
    return ServiceRole(
        service,
        tuple(dict.fromkeys(visible(names.framework(kind)) for kind in service.kind)),
        tuple(phrases.say(f"role.{role.name}") for role in played),
        communication(phrases, played) if played else "",
    )


def _contents(phrases: Phrases, service: Service) -> FileContents:
    """The wires of all files of a service as those of one. Where its routes and its classes are written says nothing of its part."""
    contents = [file_contents(phrases.relations, file) for file in _files(phrases, service)]
    return replace(
        file_contents(phrases.relations, ""),
        endpoints=tuple(each for file in contents for each in file.endpoints if each.service == service.id),
        tasks=tuple(each for file in contents for each in file.tasks),
        received=tuple(each for file in contents for each in file.received if each[0].kind not in INTERNAL),
        sent=tuple(each for file in contents for each in file.sent),
        handed_over=tuple(
            channel
            for channel in phrases.relations.map.channels
            if channel.kind not in INTERNAL and any(end.service == service.id for end in channel.producers)
        ),
        calls=tuple(each for file in contents for each in file.calls),
        own_calls=tuple(each for file in contents for each in file.own_calls),
    )


def _files(phrases: Phrases, service: Service) -> list[str]:
    whole = phrases.relations.map
    ends = (end for channel in whole.channels for end in (*channel.producers, *channel.consumers))
    places = [(each.service, each.location.file) for each in (*whole.endpoints, *whole.calls, *ends)]
    return sorted({file for owner, file in places if owner == service.id})
