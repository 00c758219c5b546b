"""What of a file's facts shows that it speaks at all, and with what; programs that only take work from channels are known by it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from wirelens.link.applications import is_below
from wirelens.link.memo import Memo
from wirelens.link.names import Names
from wirelens.link.noted_files import NotedFiles
from wirelens.link.origins import carries
from wirelens.model.communication_map import Service
from wirelens.model.facts import Receive, Send

_KINDS = {
    "celery-task": "celery",
    "dramatiq-task": "dramatiq",
    "taskiq-task": "taskiq",
    "arq-task": "arq",
}
"""The task libraries whose workers are programs of their own."""


class Speaking:
    """What files speak, each for itself: most edits change nothing of it."""

    def __init__(self, files: NotedFiles, names: Names, memo: Memo) -> None:
        self._files = files
        self._names = names
        self._memo = memo

    def speakers(self) -> list[str]:
        """The files that send requests, hand something over or take it, in order.

        A task's method shows nothing as long as the task is not known.
        """
        return [file for file in self._having("calls", "sends", "receives") if self._memo.value(self._speaks, file)]

    def frameworks(self) -> dict[str, frozenset[str]]:
        """The frameworks that the views of files are of, by file."""
        found = {file: self._memo.value(self._frameworks, file) for file in self._having("functions", "classes")}
        return {file: frameworks for file, frameworks in found.items() if frameworks}

    def workers(self) -> dict[str, frozenset[str]]:
        """The task libraries for which files declare tasks, by file."""
        found = {file: self._memo.value(self._declared, file) for file in self._having("receives")}
        return {file: kinds for file, kinds in found.items() if kinds}

    def _having(self, *names: str) -> list[str]:
        return sorted({file for name in names for file in self._files.keys_having(name)})

    def _speaks(self, file: str) -> bool:
        facts = self._files.get(file)
        return facts is not None and (bool(facts.calls) or any(self._is_certain(file, end) for end in (*facts.sends, *facts.receives)))

    def _frameworks(self, file: str) -> frozenset[str]:
        facts = self._files.get(file)
        views = (*facts.functions, *facts.classes) if facts is not None else ()
        return frozenset(view.framework for view in views) - {""}

    def _declared(self, file: str) -> frozenset[str]:
        facts = self._files.get(file)
        receives = facts.receives if facts is not None else ()
        return frozenset(_KINDS[each.kind] for each in receives if each.kind in _KINDS and self._is_certain(file, each))

    def _is_certain(self, file: str, end: Send | Receive) -> bool:
        is_open = isinstance(end, Send) and end.is_declared
        return not is_open and (end.through is None or carries(self._names, file, end.scope, end.through))


def with_worker_kinds(services: Iterable[Service], workers: Mapping[str, frozenset[str]]) -> list[Service]:
    """The services, each with the task libraries for which its files declare tasks among its kinds."""
    known = list(services)
    kinds: dict[str, set[str]] = {}
    for file, found in workers.items():
        around = [service for service in known if ":" not in service.id and is_below(file, service.root)]
        if around:
            kinds.setdefault(max(around, key=lambda service: len(service.root)).id, set()).update(found)
    return [replace(each, kind=tuple(dict.fromkeys((*each.kind, *sorted(kinds.get(each.id, ())))))) for each in known]
