"""Who calls what: the calls of every function and class of the workspace, under whatever name they call it."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from wirelens.link.definitions import Definition, qualified_name
from wirelens.link.memo import Memo
from wirelens.link.names import Names
from wirelens.link.noted_files import NotedFiles
from wirelens.link.origins import carries
from wirelens.model.facts import Class, Function, Invocation

Owner = tuple[str, str]
"""A function or a class: its file and its dotted name."""


class Uses:
    """One index for all who follow values back to callers.

    Who asks for the calls of one function is in doubt only when these are other calls: what else a file calls is nothing to them.
    """

    def __init__(self, files: NotedFiles, names: Names, memo: Memo) -> None:
        self._files = files
        self._names = names
        self._memo = memo

    @property
    def stages(self) -> tuple[Callable[[], object], ...]:
        """What the memo has to be told of (see `Memo.stages`)."""
        return (self._by_owner,)

    def of(self, owner: Owner) -> Iterator[tuple[str, Invocation]]:
        """The calls of a function or class, each with its file, in the order of files and of the source."""
        for file in self._memo.value(self._calling, owner):
            for use in self._memo.value(self._in_file, file, owner):
                yield file, use

    def _in_file(self, file: str, owner: Owner) -> tuple[Invocation, ...]:
        return self._memo.value(self._resolved, file).get(owner, ())

    def _calling(self, owner: Owner) -> tuple[str, ...]:
        return self._memo.value(self._by_owner).get(owner, ())

    def _by_owner(self) -> dict[Owner, tuple[str, ...]]:
        found: defaultdict[Owner, list[str]] = defaultdict(list)
        for file in self._files.keys_having("invocations"):
            for owner in self._memo.value(self._owners, file):
                found[owner].append(file)
        return {owner: tuple(files) for owner, files in found.items()}

    def _owners(self, file: str) -> frozenset[Owner]:
        return frozenset(self._memo.value(self._resolved, file))

    def _resolved(self, file: str) -> dict[Owner, tuple[Invocation, ...]]:
        """What a file calls of the workspace, with its calls."""
        facts = self._files.get(file)
        found: defaultdict[Owner, list[Invocation]] = defaultdict(list)
        for use, definition in self._names.called(file, facts.invocations) if facts is not None else ():
            match definition.fact:
                case _ if use.is_handed_over and not self._is_run(file, use, definition):
                    pass
                case Function() as function if not definition.rest:
                    found[definition.file, function.qualified_name].append(use)
                case Class() as cls if not definition.rest:
                    found[definition.file, qualified_name(cls)].append(use)
                case _:
                    pass
        return {owner: tuple(uses) for owner, uses in found.items()}

    def _is_run(self, file: str, use: Invocation, definition: Definition) -> bool:
        """Whether what is handed over is a function, and not to something of the workspace's own, which may do anything with it."""
        is_function = isinstance(definition.fact, Function)
        return is_function and (use.through is None or carries(self._names, file, use.scope, use.through))
