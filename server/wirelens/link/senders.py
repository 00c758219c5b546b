"""What a request goes through: the library's own function, or a client that is found by its name."""

from dataclasses import dataclass

from wirelens.link.names import Names
from wirelens.link.template import Template
from wirelens.link.urls import join_base
from wirelens.model.facts import Call, Client


@dataclass(frozen=True, slots=True)
class Sender:
    """The library, the base URL of its requests, and whether they are awaited."""

    library: str
    base: Template = ()
    is_async: bool = False


def sender_of(names: Names, file: str, call: Call) -> Sender | None:
    """What a call goes through; None where that turns out to be no client."""
    if not call.client:
        return Sender(call.library)
    definition = names.resolve(file, call.scope, call.client)
    if definition is None or definition.rest or not isinstance(definition.fact, Client):
        return None
    client = definition.fact
    return Sender(client.library, names.fold(definition.file, client.scope, client.base_url), client.is_async)


def requested(names: Names, file: str, call: Call, sender: Sender) -> Template:
    """The URL of a call with its base."""
    return join_base(sender.base, names.fold(file, call.scope, call.url))
