"""Which router a name stands for: one that is made right there, a project's own class of routers, what a function gives."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from wirelens.link.definitions import Definition, qualified_name, scopes
from wirelens.link.names import Names
from wirelens.link.passing import Passed, Passing, Place, Values
from wirelens.link.template import Template
from wirelens.model.expression import EMPTY, Choice, Hole, Name, Result
from wirelens.model.facts import Binding, Class, FileFacts, Invocation, Reference, Router, RouterKind
from wirelens.model.span import Span

RouterKey = tuple[str, str, str]
"""File, scope, name."""

_PREFIXES = ("prefix", "url_prefix")
"""By what name classes of routers take the prefix of their routes."""

_INSTANCE = "self"
"""The name of every router of an own class in that class's methods."""


@dataclass(frozen=True, slots=True)
class Found:
    """A router, and what the parameters are given of the function or class that made it."""

    key: RouterKey
    values: Values
    owner: tuple[str, Class] | None = None
    """The class whose instance has the router as an attribute, where that is known."""


class Routers:
    """The routers of a workspace by key."""

    def __init__(self, files: Mapping[str, FileFacts], names: Names, passing: Passing) -> None:
        self._files = files
        self._names = names
        self._passing = passing
        self._routers: dict[RouterKey, Router] = {
            (file, router.scope, router.name): router for file, facts in files.items() for router in facts.routers
        }
        self._own: dict[RouterKey, tuple[str, Class]] = {}
        self._calls: dict[str, dict[str, list[tuple[int, Invocation]]]] = {}

    def written(self) -> list[tuple[RouterKey, Router]]:
        """The routers that are made by their framework's own class, in order."""
        return sorted(self._routers.items(), key=lambda item: item[0])

    def router(self, key: RouterKey) -> Router:
        """The router of a key that was found."""
        return self._routers[key]

    def names_of(self, key: RouterKey) -> tuple[RouterKey, ...]:
        """A router's key; for one of an own class also what it is called in the methods of that class."""
        made_of = self._own.get(key)
        itself = (made_of[0], qualified_name(made_of[1]), _INSTANCE) if made_of is not None else key
        return tuple(dict.fromkeys((key, itself)))

    def add_application(self, file: str, router: Router) -> None:
        """An application of an own class is known by the services that there are."""
        if (file, router.scope, router.name) not in self._routers:
            list(self.find(Place(file, router.scope, router.span), Name(router.name), {}))
            self._routers.setdefault((file, router.scope, router.name), router)

    def find(self, place: Place, reference: Reference, values: Values, seen: set[RouterKey] | None = None) -> Iterator[Found]:
        """Every router that a reference stands for which is written at a place. `seen`: the names that were followed before."""
        file, scope, span = place
        seen = set() if seen is None else seen
        if isinstance(reference, Name | Result):
            dotted = reference.dotted if isinstance(reference, Name) else reference.function
            passed = self._passing.passed(file, scope, dotted, values)
            if passed is not None:
                if isinstance(passed.value, Name | Result):
                    yield from self.find(Place(passed.file, passed.scope, span), passed.value, passed.values, seen)
                return
            if dotted == _INSTANCE:
                yield from self._itself(file, scope, values)
                return
            invocation = self._invocation_within(place, dotted)
        else:
            invocation = None
        found = self._names.resolve_reference(file, scope, reference)
        for each in (*self._defined(found, invocation, values), *self._stood_for(found, values, seen)):
            values_of = {**each.values, **self._of_object(each.key, found)}
            yield Found(each.key, values_of, self._owner(file, scope, reference) if isinstance(reference, Name) else each.owner)

    def is_of(self, owner: tuple[str, Class] | None, file: str, scope: str) -> bool:
        """Whether what is written in a scope concerns a router of an instance of `owner`: not in the methods of other classes."""
        if owner is None:
            return True
        names = {qualified_name(cls) for cls in self._files[file].classes}
        around = next((enclosing for enclosing in scopes(scope) if enclosing in names), None)
        lineage = {(its_file, qualified_name(cls)) for its_file, cls in self._names.lineage(*owner)}
        return around is None or (file, around) in lineage

    def _of_object(self, key: RouterKey, found: Definition | None) -> Values:
        """What `self` is where a router is made that an object keeps: an instance of the class that was asked for it."""
        if found is None or found.owner is None or not isinstance(found.fact, Router) or not found.fact.name.startswith("self."):
            return {}
        file, cls = found.owner
        return {(key[0], _making_scope(found.fact), _INSTANCE): Passed(file, cls.scope, Name(cls.name))}

    def _owner(self, file: str, scope: str, reference: Name) -> tuple[str, Class] | None:
        instance = reference.dotted.rpartition(".")[0]
        found = self._names.resolve(file, scope, instance) if instance and instance != _INSTANCE else None
        return (found.file, found.fact) if found is not None and not found.rest and isinstance(found.fact, Class) else None

    def prefix(self, key: RouterKey, values: Values) -> Template:
        """What a router puts before its routes by itself."""
        router = self._routers[key]
        made_of = self._own.get(key)
        if made_of is not None:
            for file, cls in self._names.lineage(*made_of):
                if cls.prefix is not None:
                    return self._passing.fold(file, f"{qualified_name(cls)}.__init__", cls.prefix, values)
        return self._passing.fold(key[0], _making_scope(router), router.prefix, values)

    def _defined(self, found: Definition | None, invocation: tuple[str, Invocation] | None, values: Values) -> Iterator[Found]:
        match found.fact if found is not None and (not found.rest or isinstance(found.fact, Router)) else None:
            case Router(scope=scope, name=name) as router if found is not None:
                made = self._given_to_maker(found, invocation, router, values)
                yield Found((found.file, scope, name), {**values, **made})
            case Class() as cls if found is not None and kind_of(self._names, found.file, cls) is not None:
                yield from self._of_own_class(found, cls, invocation, values)
            case Binding(value=Result(function)) as binding if found is not None and _kind_by_name(function) is not None:
                key = (found.file, binding.scope, binding.name)
                call = self._invocation_after(found.file, binding)
                self._add(key, _kind_by_name(function), binding.span, call)
                yield Found(key, values)
            case _:
                pass

    def _stood_for(self, found: Definition | None, values: Values, seen: set[RouterKey]) -> Iterator[Found]:
        """The routers of which a name may be any. A second way to the same name leads to the same routers."""
        binding = found.fact if found is not None and not found.rest and isinstance(found.fact, Binding) else None
        if found is None or binding is None or (key := (found.file, binding.scope, binding.name)) in seen:
            return
        seen.add(key)
        match binding.value:
            case Hole(kept) if binding.name.startswith(f"{_INSTANCE}."):
                yield from self._kept(found.file, binding.scope, kept, seen)
            case Choice(options):
                for option in options:
                    if isinstance(option, Name | Result):
                        yield from self.find(Place(found.file, binding.scope, binding.span), option, values, seen)
            case _:
                pass

    def _kept(self, file: str, cls: str, parameter: str, seen: set[RouterKey]) -> Iterator[Found]:
        """The routers that objects keep of what they are made with: `self.app = app` in `__init__`."""
        owner = (file, f"{cls}.__init__")
        for its_file, call in self._passing.callers(owner):
            passed = self._passing.given_by(its_file, call, owner, {}).get((*owner, parameter))
            if passed is not None and isinstance(passed.value, Name | Result):
                place = Place(passed.file, passed.scope, call.span)
                ways = self._passing.ways(place, (passed.value,), {})
                for way in ways:
                    yield from self.find(place, passed.value, way, seen if len(ways) == 1 else set(seen))

    def _of_own_class(self, found: Definition, cls: Class, invocation: tuple[str, Invocation] | None, values: Values) -> Iterator[Found]:
        kind = kind_of(self._names, found.file, cls)
        if found.made is not None:
            file, binding = found.made
            key = (file, binding.scope, binding.name)
            call = self._invocation_after(file, binding)
        else:
            key = (found.file, qualified_name(cls), _INSTANCE)
            call = invocation
        self._add(key, kind, cls.span, call)
        self._own[key] = (found.file, cls)
        given: Values = {}
        for file, each in self._names.lineage(found.file, cls):
            owner = (file, f"{qualified_name(each)}.__init__")
            if call is not None and (each.prefix is not None or self._is_function(owner)):
                given = self._passing.given_by(call[0], call[1], owner, values)
                break
        yield Found(key, {**values, **given})

    def _itself(self, file: str, scope: str, values: Values) -> Iterator[Found]:
        """`self` in a method of an own class of routers."""
        classes = {qualified_name(cls): cls for cls in self._files[file].classes}
        while scope and scope not in classes:
            scope = scope.rpartition(".")[0]
        cls = classes.get(scope)
        kind = kind_of(self._names, file, cls) if cls is not None else None
        if cls is not None and kind is not None:
            key = (file, scope, _INSTANCE)
            self._add(key, kind, cls.span, None)
            self._own[key] = (file, cls)
            yield Found(key, values)

    def _add(self, key: RouterKey, kind: RouterKind | None, span: Span, call: tuple[str, Invocation] | None) -> None:
        if key in self._routers or kind is None:
            return
        keywords = dict(call[1].keywords) if call is not None else {}
        prefix = next((keywords[name] for name in _PREFIXES if name in keywords), EMPTY)
        self._routers[key] = Router(key[1], key[2], kind.framework, kind.kind, span, prefix, kind.port)

    def _given_to_maker(self, found: Definition, invocation: tuple[str, Invocation] | None, router: Router, values: Values) -> Values:
        """What the function or class was given that made a router, as far as it is not known already."""
        owner = (found.file, _making_scope(router))
        if not owner[1] or not self._is_function(owner) or any(slot[:2] == owner for slot in values):
            return {}
        call = invocation or (self._invocation_after(*found.made) if found.made is not None else None)
        if call is None:
            callers = self._passing.callers(owner)
            call = callers[0] if len(callers) == 1 else None
        return self._passing.given_by(call[0], call[1], owner, values) if call is not None else self._passing.defaults(owner)

    def _is_function(self, owner: tuple[str, str]) -> bool:
        return any(each.qualified_name == owner[1] for each in self._files[owner[0]].functions)

    def _invocation_within(self, place: Place, dotted: str) -> tuple[str, Invocation] | None:
        """The call, within a place, of what `dotted` names or begins with."""
        file, scope, span = place
        within = (
            numbered
            for callee in scopes(dotted)
            if callee
            for numbered in self._calls_of(file, callee)
            if numbered[1].scope == scope and span.start <= numbered[1].span.start and numbered[1].span.end <= span.end
        )
        first = min(within, key=lambda numbered: numbered[0], default=None)
        return None if first is None else (file, first[1])

    def _invocation_after(self, file: str, binding: Binding) -> tuple[str, Invocation] | None:
        """The call that makes what is bound to a name."""
        function = binding.value.function if isinstance(binding.value, Result) else ""
        calls = (call for _, call in self._calls_of(file, function) if call.span.start >= binding.span.end)
        return next(((file, call) for call in calls), None)

    def _calls_of(self, file: str, callee: str) -> Sequence[tuple[int, Invocation]]:
        """The calls in a file of what is called so there, numbered in its order."""
        if file not in self._calls:
            calls = self._calls[file] = defaultdict[str, list[tuple[int, Invocation]]](list)
            for number, call in enumerate(self._files[file].invocations):
                calls[call.callee].append((number, call))
        return self._calls[file].get(callee, ())


def kind_of(names: Names, file: str, cls: Class) -> RouterKind | None:
    """What instances of a workspace's class are, None where they are no routers."""
    return next((each.router_kind for _, each in names.lineage(file, cls) if each.router_kind is not None), None)


def own_applications(files: Mapping[str, FileFacts], names: Names) -> Mapping[str, list[Router]]:
    """By file, the applications that are instances of the workspace's own classes."""
    classes = (cls for facts in files.values() for cls in facts.classes)
    if not any(cls.router_kind is not None and cls.router_kind.kind == "application" for cls in classes):
        return {}
    called: set[str] = set()
    for file, facts in files.items():
        for cls in facts.classes:
            kind = kind_of(names, file, cls) if cls.bases else None
            if kind is not None and kind.kind == "application":
                called.add(cls.name)
    for facts in files.values():
        called.update(imported.name for imported in facts.imports if imported.member in called)
    found: dict[str, list[Router]] = {}
    for file, facts in files.items():
        for binding in facts.bindings:
            if isinstance(binding.value, Result) and binding.value.function.rpartition(".")[2] in called:
                made = names.resolve(file, binding.scope, binding.value.function)
                kind = kind_of(names, made.file, made.fact) if made is not None and isinstance(made.fact, Class) and not made.rest else None
                if kind is not None and kind.kind == "application":
                    router = Router(binding.scope, binding.name, kind.framework, kind.kind, binding.span, port=kind.port)
                    found.setdefault(file, []).append(router)
    return found


def _making_scope(router: Router) -> str:
    """The function in whose words a router's prefix is written."""
    return f"{router.scope}.__init__" if router.name.startswith("self.") else router.scope


def _kind_by_name(function: str) -> RouterKind | None:
    """What an installed class makes that nothing is known of but its name."""
    word = function.rpartition(".")[2]
    if word.endswith("Router"):
        return RouterKind("fastapi", "router")
    return RouterKind("flask", "router") if word.endswith("Blueprint") else None
