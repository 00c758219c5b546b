"""Functions that are handed over as tasks, and which of them something sent is for."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from wirelens.link.functions import Functions, Place
from wirelens.link.names import Names
from wirelens.link.origins import carries
from wirelens.link.template import holes, render
from wirelens.model.expression import Name
from wirelens.model.facts import FileFacts, Receive, Send


@dataclass(frozen=True, slots=True)
class Task:
    """A function as a task: `name` is what it is called by, where nothing says otherwise its function's name."""

    kind: str
    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class Sent:
    """The tasks that something is for; where there is none here, the name by which it is known ("": by none)."""

    tasks: tuple[Task, ...] = ()
    name: str = ""


class Tasks:
    """The tasks of a workspace."""

    def __init__(self, files: Mapping[str, FileFacts], names: Names, functions: Functions) -> None:
        self._names = names
        self._functions = functions
        self._by_function: dict[tuple[str, str, str], Task] = {}
        self._by_name: defaultdict[tuple[str, str], list[Task]] = defaultdict(list)
        for file, facts in sorted(files.items()):
            for receive in facts.receives:
                task = self._declared(file, receive)
                if task is not None:
                    self._by_function[task.kind, task.place.file, task.place.function.qualified_name] = task
                    for name in (task.name,) if receive.name != receive.handler else _full_names(task):
                        self._by_name[task.kind, name].append(task)

    @property
    def declared(self) -> tuple[Task, ...]:
        """The functions that their files declare as tasks."""
        return tuple(self._by_function.values())

    def sent(self, file: str, send: Send) -> Sent:
        """What is handed over: a function itself, or whatever is called by a name."""
        if isinstance(send.name, Name):
            place = self._functions.resolve(file, send.scope, send.name.dotted)
            if place is not None:
                return self._of_function(send, place)
            if send.is_declared or self._is_no_text(file, send):
                return Sent()
        elif send.is_declared:
            return Sent()
        template = self._names.fold(file, send.scope, send.name)
        name = render(template)
        if holes(template) or not name:
            return Sent()
        found = self._by_name.get((send.kind, name), [])
        return Sent(tuple(self._nearest(file, found)), name)

    def _is_no_text(self, file: str, send: Send) -> bool:
        return bool(holes(self._names.fold(file, send.scope, send.name)))

    def _of_function(self, send: Send, place: Place) -> Sent:
        declared = self._by_function.get((send.kind, place.file, place.function.qualified_name))
        if declared is not None:
            return Sent((declared,))
        is_coroutine_missing = send.kind == "asyncio-task" and not place.function.is_async
        return Sent() if send.is_declared or is_coroutine_missing else Sent((Task(send.kind, place.function.name, place),))

    def _nearest(self, file: str, tasks: list[Task]) -> list[Task]:
        """Of tasks with one name those that share the longest way with the sender: another service's copy is not meant."""
        shared = {task.place.file: _shared(file, task.place.file) for task in tasks}
        most = max(shared.values(), default=0)
        return [task for task in tasks if shared[task.place.file] == most]

    def _declared(self, file: str, receive: Receive) -> Task | None:
        if not receive.kind.endswith("-task") or not isinstance(receive.handler, Name):
            return None
        if receive.through is not None and not carries(self._names, file, receive.scope, receive.through):
            return None
        place = self._functions.resolve(file, receive.scope, receive.handler.dotted)
        if place is None:
            return None
        if receive.name == receive.handler:
            return Task(receive.kind, place.function.name, place)
        template = self._names.fold(file, receive.scope, receive.name)
        return Task(receive.kind, place.function.name if holes(template) else render(template), place)


def _full_names(task: Task) -> list[str]:
    """What a task is called that has no name of its own: it begins at an import root that nothing in the code says."""
    path = task.place.file.removesuffix(".py").removesuffix("/__init__").split("/")
    return [".".join((*path[start:], task.name)) for start in range(len(path))]


def _shared(first: str, second: str) -> int:
    """How many folders two files have in common from the top."""
    count = 0
    for one, other in zip(first.split("/")[:-1], second.split("/")[:-1], strict=False):
        if one != other:
            break
        count += 1
    return count
