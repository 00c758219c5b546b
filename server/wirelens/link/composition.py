"""The tree of routers: every route under every prefix, mount and include that leads to it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from wirelens.link.names import Names
from wirelens.link.passing import Passing, Place, Values
from wirelens.link.routers import Found, RouterKey, Routers
from wirelens.link.template import UNKNOWN, Template
from wirelens.link.uses import Uses
from wirelens.model.expression import Expression, Hole, Literal, Name, Result
from wirelens.model.facts import DECORATED, FileFacts, Include, Reference, Route
from wirelens.model.test_files import is_test_file

_GROUP = "(?"
"""Begins a group of a regular expression, and stands in no path."""

_PARAMETER = re.compile(r"\{(?P<name>[^\W\d]\w*)(?::(?P<kind>\w+))?\}|<(?:(?P<before>[^<>:]+):)?(?P<other>[^\W\d]\w*)>")
_KINDS = {"path": "path", "int": "int", "slug": "slug", "uuid": "uuid"}

_SEARCHING = frozenset({"importlib", "pkgutil"})
"""What imports modules by names that are found while the program runs."""

MAX_DEPTH = 24
MAX_VISITS = 20_000
"""How many routers an application is walked through; routers that include each other twice and more would never end."""


@dataclass(frozen=True, slots=True)
class Mounted:
    """A route with all that goes before its path. `is_outside`: it stands for those of something that is not followed further."""

    file: str
    route: Route
    path: Template
    is_outside: bool = False
    is_guess: bool = False
    """Nothing says that it hangs there, only that something does."""
    namespace: str = ""
    """Of the router that the route itself hangs on."""
    handled: tuple[str, Route] | None = None
    """Where the handler is passed to what makes the route: the file in which it is named, and the route in its words."""


class Row(NamedTuple):
    """A route or an include, and what it takes for it to hang on a router."""

    file: str
    row: Route | Include
    way: Values


class Composition:
    """The tree of routers."""

    def __init__(self, files: Mapping[str, FileFacts], names: Names, uses: Uses) -> None:
        self._files = files
        self._passing = Passing(files, names, uses)
        self.routers = Routers(files, names, self._passing)
        self._rows: dict[RouterKey, list[Row]] = {}
        self.included: set[RouterKey] = set()
        self._unhung: list[tuple[str, Include]] = []
        self._visits = 0
        for file, facts in sorted(files.items()):
            for row in sorted((*facts.routes, *facts.includes), key=lambda row: row.span):
                self._hang(file, row)

    def under(self, key: RouterKey) -> Iterator[Mounted]:
        """Every route below a router, prefixes composed."""
        self._visits = 0
        return self._under(Found(key, {}), self._path(self.routers.prefix(key, {})), ())

    def _hang(self, file: str, row: Route | Include) -> None:
        name = Name(row.router if isinstance(row, Route) else row.parent)
        place = Place(file, row.scope, row.span)
        is_hung = False
        for way in self._passing.ways(place, (name,), {}):
            for parent in self.routers.find(place, name, way):
                is_hung = True
                if isinstance(row, Include) or self.routers.router(parent.key).framework == row.framework:
                    self._rows.setdefault(parent.key, []).append(Row(file, row, way))
            if isinstance(row, Include):
                self.included.update(child.key for _, child in self._children(file, row, way))
        if not is_hung and isinstance(row, Include) and not row.is_optional and not is_test_file(file):
            self._unhung.append((file, row))

    def elsewhere(self, framework: str, is_own: Callable[[str], bool]) -> Iterator[Mounted]:
        """What stands for routes that a service hangs on something that is not known: on its application, for all anyone can say.

        `is_own` says of a file whether it belongs to the service.
        """
        file, include = next(((file, include) for file, include in self._unhung if is_own(file)), (None, None))
        if file is not None and include is not None:
            yield Mounted(file, _outside(include, framework), (UNKNOWN,), is_outside=True)

    def discovered(self, key: RouterKey, is_own: Callable[[str], bool]) -> Iterator[Mounted]:
        """The routes of a service's routers that nobody includes by name, where it looks for what to include: these, most likely."""
        rows = [row for each in self.routers.names_of(key) for row in self._rows.get(each, ())]
        rows += [Row(file, include, {}) for file, include in self._unhung if is_own(file)]
        prefixes = dict.fromkeys(
            self._folded(file, include.scope, include.prefix, way)
            for file, include, way in rows
            if isinstance(include, Include) and self._is_searched(file, include, way)
        )
        for child, router in self.routers.written() if prefixes else ():
            if router.kind != "router" or child in self.included or not is_own(child[0]) or is_test_file(child[0]):
                continue
            for found in self.routers.find(Place(child[0], child[1], router.span), Name(child[2]), {}):
                own = self._path(self.routers.prefix(found.key, found.values))
                for prefix in prefixes:
                    yield from (replace(each, is_guess=True) for each in self._under(found, (*prefix, *own), (key,)))

    def _is_searched(self, file: str, include: Include, way: Values) -> bool:
        """Whether what is included is imported by a name that is found when the program runs."""
        imports_so = any(each.module in _SEARCHING for each in self._files[file].imports)
        return imports_so and not list(self._children(file, include, way))

    def _under(self, at: Found, prefix: Template, trail: tuple[RouterKey, ...]) -> Iterator[Mounted]:
        key, values, owner = at.key, at.values, at.owner
        for file, row, way in (row for each in self.routers.names_of(key) for row in self._rows.get(each, ())):
            if not self.routers.is_of(owner, file, row.scope):
                continue
            known = {**values, **way}
            if isinstance(row, Route):
                namespace = self.routers.router(key).namespace
                yield from (replace(each, namespace=namespace) for each in self._mounted(file, row, prefix, known))
                continue
            children = list(self._children(file, row, known))
            for each, child in children:
                below = self._folded(file, row.scope, row.prefix, each)
                if self._may_descend(child, trail) and not (UNKNOWN in below and self._is_elsewhere(key, row)):
                    self._visits += 1
                    own = () if row.replaces_prefix else self._path(self.routers.prefix(child.key, child.values))
                    yield from self._under(child, (*prefix, *below, *own), (*trail, key))
            if not children and not row.is_optional:
                below = self._folded(file, row.scope, row.prefix, known)
                outside = _outside(row, self.routers.router(key).framework)
                yield Mounted(file, outside, self._path((*prefix, *below, Hole("value"))), is_outside=True)

    def _may_descend(self, child: Found, trail: tuple[RouterKey, ...]) -> bool:
        return child.key not in trail and len(trail) < MAX_DEPTH and self._visits < MAX_VISITS

    def _is_elsewhere(self, parent: RouterKey, include: Include) -> bool:
        """Whether the same lines put a child at a known prefix too: one of two branches, of which the known one counts."""
        others = (
            (file, row, way)
            for file, row, way in self._rows.get(parent, ())
            if isinstance(row, Include) and row is not include and (row.scope, row.child) == (include.scope, include.child)
        )
        return any(
            UNKNOWN not in self._folded(file, row.scope, row.prefix, each)
            for file, row, way in others
            for each, _ in self._children(file, row, way)
        )

    def _mounted(self, file: str, route: Route, prefix: Template, values: Values) -> Iterator[Mounted]:
        used = (route.path, *((route.handler,) if isinstance(route.handler, Name) and route.handler_span is None else ()))
        for way in self._passing.ways(Place(file, route.scope, route.span), used, values):
            path = (*prefix, *self._folded(file, route.scope, route.path, way))
            if route.handler != DECORATED:
                handled = self._handled(file, route, way)
                is_part = isinstance(route.handler, Name) and "[" in route.handler.dotted
                if not is_part or (handled is not None and self._is_passed(file, route.scope, route.path, way)):
                    yield Mounted(file, route, path, handled=handled)
                elif not self._is_passed(file, route.scope, route.handler, way):  # a row that is not known: it may be any route
                    yield Mounted(file, route, self._path((*prefix, Hole("value"))), is_outside=True)
                continue
            decorated = self._passing.passed(file, route.scope, DECORATED.dotted, way)
            function = self._passing.function(decorated) if decorated is not None else None
            if decorated is not None and function is not None:
                handler = replace(route, scope="", handler=Name(function.qualified_name), span=function.span, handler_span=function.span)
                yield Mounted(decorated.file, handler, path)

    def _handled(self, file: str, route: Route, way: Values) -> tuple[str, Route] | None:
        named = route.handler if isinstance(route.handler, Name) and route.handler_span is None else None
        passed = self._passing.passed(file, route.scope, named.dotted, way) if named is not None else None
        if passed is None or not isinstance(passed.value, Name | Result):
            return None
        return passed.file, replace(route, scope=passed.scope, handler=passed.value)

    def _is_passed(self, file: str, scope: str, part: Expression | Reference, values: Values) -> bool:
        return isinstance(part, Name) and self._passing.passed(file, scope, part.dotted, values) is not None

    def _children(self, file: str, row: Include, values: Values) -> Iterator[tuple[Values, Found]]:
        """The routers that are included, of a module the member that stands for its routes, each with the way in which that comes."""
        used = (row.prefix, *((row.child,) if isinstance(row.child, Name | Result) else ()))
        place = Place(file, row.scope, row.span)
        for way in self._passing.ways(place, used, values):
            found = list(self.routers.find(place, row.child, way))
            if not found and row.of_module and isinstance(row.child, Name):
                found = list(self.routers.find(place, Name(f"{row.child.dotted}.{row.of_module}"), way))
            yield from ((way, each) for each in found)

    def _folded(self, file: str, scope: str, expression: Expression, values: Values) -> Template:
        return self._path(self._passing.fold(file, scope, expression, values))

    def _path(self, template: Template) -> Template:
        """As a path: what cannot be followed is no parameter, and may be any number of segments.

        A text that another file gives to a regular expression is not known to be one where it is scanned: its groups are seen here.
        """
        if any(isinstance(piece, Literal) and _GROUP in piece.text for piece in template):
            return (UNKNOWN,)
        pieces: list[Literal | Hole] = []
        for piece in template:
            is_unknown = isinstance(piece, Hole) and piece.kind == "value"
            if isinstance(piece, Literal):
                pieces.extend(_with_parameters(piece))
            elif not (is_unknown and pieces[-1:] == [UNKNOWN]):
                pieces.append(UNKNOWN if is_unknown else piece)
        return tuple(pieces)


def _with_parameters(literal: Literal) -> Iterator[Literal | Hole]:
    """A text that a name stands for, with the parameters that frameworks see in it: `{name}`, `{name:kind}`, `<kind:name>`."""
    offset = 0
    for match in _PARAMETER.finditer(literal.text):
        yield Literal(literal.text[offset : match.start()])
        yield Hole(match["name"] or match["other"], _KINDS.get(match["kind"] or match["before"] or "", "segment"))
        offset = match.end()
    yield literal if offset == 0 else Literal(literal.text[offset:])


def _outside(include: Include, framework: str) -> Route:
    """Stands for all routes of a router that is not in the workspace, such as an installed package's."""
    return Route(include.scope, framework, include.parent, (), Literal(""), include.child, include.span)
