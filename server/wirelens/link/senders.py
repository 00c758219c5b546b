"""What a request goes through: the library's own function, or a client that is found by its name."""

from collections.abc import Mapping
from dataclasses import dataclass
from posixpath import dirname

from wirelens.link.names import Names
from wirelens.link.template import Template, without_spans
from wirelens.link.urls import join_base
from wirelens.model.facts import Call, Client, FileFacts

DEFAULTS = ".defaults"
"""Ends the name of a client whose base URL counts for its library's own functions in a whole package, as `axios.defaults`."""


@dataclass(frozen=True, slots=True)
class Sender:
    """The library, the base URL of its requests, and whether they are awaited."""

    library: str
    base: Template = ()
    is_async: bool = False


class Senders:
    """Finds what calls go through."""

    def __init__(self, files: Mapping[str, FileFacts], names: Names) -> None:
        self._names = names
        self._packages = {dirname(file) for file, facts in files.items() if facts.manifest is not None}
        self._defaults: dict[tuple[str, str], set[Template]] = {}
        for file, facts in sorted(files.items()):
            for client in facts.clients:
                if client.name.endswith(DEFAULTS):
                    base = without_spans(names.fold(file, client.scope, client.base_url))
                    self._defaults.setdefault((self._package(file), client.library), set()).add(base)

    def of(self, file: str, call: Call) -> Sender | None:
        """What a call goes through; None where that turns out to be no client."""
        if not call.client:
            set_here = self._defaults.get((self._package(file), call.library), set[Template]())
            return Sender(call.library, next(iter(set_here)) if len(set_here) == 1 else ())
        definition = self._names.resolve(file, call.scope, call.client)
        if definition is None or definition.rest or not isinstance(definition.fact, Client):
            return None
        client = definition.fact
        return Sender(client.library, self._names.fold(definition.file, client.scope, client.base_url), client.is_async)

    def requested(self, file: str, call: Call, sender: Sender) -> Template:
        """The URL of a call with its base."""
        return join_base(sender.base, self._names.fold(file, call.scope, call.url))

    def _package(self, file: str) -> str:
        folder = dirname(file)
        while folder and folder not in self._packages:
            folder = dirname(folder)
        return folder
