"""Routers that are handed to functions: `register_blueprints(app)`, where the function hangs routes on its parameter."""

from collections.abc import Iterator, Mapping

from wirelens.link.names import Definition, Names
from wirelens.model.expression import Name
from wirelens.model.facts import FileFacts, Function, Invocation, Parameter, Router

MAX_DEPTH = 8
"""How many functions a router is followed through."""


class PassedRouters:
    """Follows names of routers, through parameters back to what the callers pass."""

    def __init__(self, files: Mapping[str, FileFacts], names: Names) -> None:
        self._names = names
        self._files = files
        self._functions = {(file, function.qualified_name): function for file, facts in files.items() for function in facts.functions}
        self._callers: dict[tuple[str, str], list[tuple[str, Invocation]]] | None = None

    def routers(self, file: str, scope: str, dotted: str, depth: int = 0) -> Iterator[Definition]:
        """Every router that a name stands for: one, or for a parameter those that are passed for it."""
        found = self._names.resolve(file, scope, dotted)
        if found is None:
            return
        if isinstance(found.fact, Router):
            yield found
        elif isinstance(found.fact, Parameter) and not found.rest and depth < MAX_DEPTH:
            for its_file, its_scope, passed in self._passed(file, scope, dotted):
                yield from self.routers(its_file, its_scope, passed, depth + 1)

    def _passed(self, file: str, scope: str, parameter: str) -> Iterator[tuple[str, str, str]]:
        """What callers pass for a parameter of a function around `scope`: names, each with where it is written."""
        function = self._functions.get((file, scope))
        while scope and (function is None or parameter not in _parameters(function)):
            scope = scope.rpartition(".")[0]
            function = self._functions.get((file, scope))
        if function is None or parameter not in _parameters(function):
            return
        index = _parameters(function).index(parameter)
        for its_file, invocation in self._calls().get((file, scope), ()):
            passed = invocation.arguments[index] if index < len(invocation.arguments) else None
            if isinstance(passed, Name):
                yield its_file, invocation.scope, passed.dotted

    def _calls(self) -> Mapping[tuple[str, str], list[tuple[str, Invocation]]]:
        if self._callers is None:  # most workspaces hand no router to any function
            self._callers = {}
            for file, facts in sorted(self._files.items()):
                for invocation in facts.invocations:
                    if any(isinstance(argument, Name) for argument in invocation.arguments):
                        called = self._names.resolve(file, invocation.scope, invocation.callee)
                        if called is not None and not called.rest and isinstance(called.fact, Function):
                            self._callers.setdefault((called.file, called.fact.qualified_name), []).append((file, invocation))
        return self._callers


def _parameters(function: Function) -> list[str]:
    names = [parameter.name for parameter in function.parameters]
    return names[1:] if names[:1] in (["self"], ["cls"]) else names
