"""Programs that only take work from channels: what of a file's facts shows that it speaks at all, and with what."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from wirelens.link.applications import is_below
from wirelens.link.names import Names
from wirelens.link.origins import carries
from wirelens.model.communication_map import Service
from wirelens.model.facts import FileFacts, Receive, Send

_KINDS = {
    "celery-task": "celery",
    "dramatiq-task": "dramatiq",
    "taskiq-task": "taskiq",
    "arq-task": "arq",
}
"""The task libraries whose workers are programs of their own."""


def speaks(names: Names, file: str, facts: FileFacts) -> bool:
    """Whether a file sends requests, hands something over or takes it; a task's method shows nothing as long as the task is not known."""
    return bool(facts.calls) or any(_is_certain(names, file, end) for end in (*facts.sends, *facts.receives))


def with_worker_kinds(services: Iterable[Service], files: Mapping[str, FileFacts], names: Names) -> list[Service]:
    """The services, each with the task libraries for which its files declare tasks among its kinds."""
    known = list(services)
    kinds: dict[str, set[str]] = {}
    for file, facts in files.items():
        found = {_KINDS[receive.kind] for receive in facts.receives if receive.kind in _KINDS and _is_certain(names, file, receive)}
        around = [service for service in known if found and ":" not in service.id and is_below(file, service.root)]
        if around:
            kinds.setdefault(max(around, key=lambda service: len(service.root)).id, set()).update(found)
    return [replace(each, kind=tuple(dict.fromkeys((*each.kind, *sorted(kinds.get(each.id, ())))))) for each in known]


def _is_certain(names: Names, file: str, end: Send | Receive) -> bool:
    is_open = isinstance(end, Send) and end.is_declared
    return not is_open and (end.through is None or carries(names, file, end.scope, end.through))
