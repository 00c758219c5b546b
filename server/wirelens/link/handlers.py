"""What a route leads to: a function, or the methods of a class, its inherited ones and actions included."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from wirelens.link.definitions import Definition, qualified_name
from wirelens.link.names import Names
from wirelens.link.template import Template
from wirelens.model.expression import Hole, Name, Result
from wirelens.model.facts import Answer, Class, FileFacts, Function, ModuleMember, Reference, Route
from wirelens.model.span import Location, Span

BY_NAME = tuple(Answer(method.upper(), method) for method in ("get", "post", "put", "patch", "delete"))
"""What answers in a class of which the route says no more: automatic HEAD and OPTIONS are left out."""


@dataclass(frozen=True, slots=True)
class Handler:
    """One function at the end of a route, and the HTTP methods that get there.

    `path` is what an action adds to the route's, `lookup` what stands for one resource in that. Not certain: the class has a base that
    nothing is known of, which may answer more.
    """

    name: str
    location: Location
    extent: Span | None
    methods: tuple[str, ...]
    handles: tuple[str, ...] = ()
    framework: str = ""
    path: Template = ()
    lookup: Hole | None = None
    is_async: bool = False
    is_external: bool = False
    is_certain: bool = True


def find_handlers(files: Mapping[str, FileFacts], names: Names, file: str, route: Route) -> Iterator[Handler]:
    """Everything that a route of a file leads to; a handler that is not in the workspace is external."""
    found = _definition(files, names, file, route)
    match found.fact if found is not None else None:
        case Function() as function if found is not None:
            yield _function(files, found.file, function, route.methods or function.accepts)
        case Class() as cls if found is not None and route.protocol == "websocket":
            yield Handler(cls.name, Location(found.file, cls.span), cls.extent, ())
        case Class() as cls if found is not None:
            resource = _Resource(names, found.file, cls)
            yield from (replace(handler, lookup=resource.lookup if route.below else None) for handler in resource.handlers(route))
        case _:
            # A function without a name has a place of its own; anything else that is not found is not in the workspace.
            is_here = route.handler_span is not None
            yield Handler(
                _written(route.handler), Location(file, route.handler_span or route.span), None, route.methods, is_external=not is_here
            )


def readable_name(facts: FileFacts, fact: Function | Class) -> str:
    """A function as people call it: `Class.method` for methods, the bare name otherwise."""
    owner = fact.scope.rpartition(".")[2]
    return f"{owner}.{fact.name}" if isinstance(fact, Function) and any(cls.name == owner for cls in facts.classes) else fact.name


def _written(reference: Reference) -> str:
    match reference:
        case Name(dotted):
            return dotted
        case ModuleMember(module):
            return module
        case Result(function):
            return function


def _definition(files: Mapping[str, FileFacts], names: Names, file: str, route: Route) -> Definition | None:
    if route.handler_span is not None:
        for function in files[file].functions:
            if function.span == route.handler_span:
                return Definition(file, function)
    return names.resolve_reference(file, route.scope, route.handler)


def _function(files: Mapping[str, FileFacts], file: str, function: Function, methods: tuple[str, ...]) -> Handler:
    return Handler(
        name=readable_name(files[file], function),
        location=Location(file, function.span),
        extent=function.extent,
        methods=methods,
        handles=function.handles,
        framework=function.framework,
        is_async=function.is_async,
    )


def _is_told(route: Route) -> bool:
    """Whether the route itself says what answers each method, so that the class must have it."""
    return bool(route.methods and route.answers)


class _Resource:
    """A class at the end of a route."""

    def __init__(self, names: Names, file: str, cls: Class) -> None:
        self._names = names
        self._file = file
        self._class = cls
        self._lineage = names.lineage(file, cls)
        self._inherited = {
            method
            for its_file, each in self._lineage
            for inherited in each.inherited
            if not self._is_class(its_file, each, inherited.base)  # what stands in the workspace is looked into instead
            for method in inherited.methods
        }
        self._accepts = next((each.accepts for _, each in self._lineage if each.accepts), ())
        self.lookup = next((each.lookup for _, each in self._lineage if each.lookup is not None), None)
        self._framework = next((each.framework for _, each in self._lineage if each.framework), "")

    def handlers(self, route: Route) -> Iterator[Handler]:
        """One a method that the class answers; one for any method where nothing is known of what it answers.

        Where a base is not known, the class may answer more than is seen.
        """
        answered = [handler for answer in route.answers or BY_NAME if (handler := self._answer(answer, route)) is not None]
        is_complete = bool(route.answers) and len(answered) == len(route.answers)
        is_open = not _is_told(route) and not is_complete and self._has_unknown_base()
        yield from (replace(handler, is_certain=not is_open) for handler in answered)
        if not answered and (is_open or not route.below):
            methods = route.methods or self._accepts
            if route.below:
                methods = tuple(answer.method for answer in route.answers if answer.method in (self._accepts or (answer.method,)))
            yield replace(self._at_class(self._class.name, methods), is_certain=not route.below)
        if route.below:
            yield from self._actions(route)

    def _answer(self, answer: Answer, route: Route) -> Handler | None:
        if answer.method not in (route.methods or (answer.method,)) or answer.method not in (self._accepts or (answer.method,)):
            return None
        found = self._names.member(self._file, self._class, answer.function)
        if found is not None and not found.rest and isinstance(found.fact, Function):
            return self._method(found.file, found.fact, (answer.method,))
        if found is not None or not (_is_told(route) or answer.function in self._inherited):
            return None
        return self._at_class(f"{self._class.name}.{answer.function}", (answer.method,))

    def _actions(self, route: Route) -> Iterator[Handler]:
        seen: set[str] = set()
        for file, each in self._lineage:
            for action in each.actions:
                found = self._names.member(file, each, action.function)
                if action.below == route.below and action.function not in seen and found is not None and isinstance(found.fact, Function):
                    path = self._names.fold_path(file, each.scope, action.path)
                    # What the class does not let through, its actions do not take either.
                    methods = tuple(method for method in action.methods if method in (self._accepts or (method,)))
                    yield self._method(file, found.fact, methods, path)
                seen.add(action.function)

    def _method(self, file: str, function: Function, methods: tuple[str, ...], path: Template = ()) -> Handler:
        is_own = file == self._file and function.scope == qualified_name(self._class)
        return Handler(
            name=f"{self._class.name}.{function.name}",
            location=Location(self._file, function.span if is_own else self._class.span),
            extent=function.extent if is_own else self._class.extent,
            methods=methods,
            framework=self._framework,
            path=path,
            is_async=function.is_async,
        )

    def _at_class(self, name: str, methods: tuple[str, ...]) -> Handler:
        return Handler(name, Location(self._file, self._class.span), self._class.extent, methods, framework=self._framework)

    def _has_unknown_base(self) -> bool:
        return any(
            base not in {inherited.base for inherited in cls.inherited} and not self._is_class(file, cls, base)
            for file, cls in self._lineage
            for base in cls.bases
        )

    def _is_class(self, file: str, cls: Class, base: str) -> bool:
        found = self._names.resolve(file, cls.scope, base.partition("[")[0])
        return found is not None and not found.rest and isinstance(found.fact, Class)
