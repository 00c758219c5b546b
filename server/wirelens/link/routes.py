"""Endpoints: every route under every prefix, mount and include that leads to it, with its handler."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from wirelens.link.handlers import find_handlers
from wirelens.link.names import Names
from wirelens.link.passing import Passing, Place, Values
from wirelens.link.routers import Found, RouterKey, Routers
from wirelens.link.services import Services
from wirelens.link.template import HOLE_CHARACTERS, HOLE_START, MAYBE_NOTHING, UNKNOWN, Template, holes, marked, render, without_spans
from wirelens.link.uses import Uses
from wirelens.model.communication_map import Certainty, Endpoint
from wirelens.model.expression import EMPTY, Expression, Hole, Literal, Name, Result
from wirelens.model.facts import DECORATED, RESOURCE, FileFacts, Include, Route
from wirelens.model.span import Location, Span
from wirelens.model.test_files import is_test_file

HOLE_PATTERNS: Mapping[str, str] = {
    "segment": "[^/]+",
    "path": ".+",
    "int": f"(?:[0-9]|{HOLE_CHARACTERS})+",
    "slug": f"(?:[-a-zA-Z0-9_]|{HOLE_CHARACTERS})+",
    "uuid": f"(?:[-0-9a-fA-F]|{HOLE_CHARACTERS})+",
    "rest": ".*",
}
"""What a path parameter takes, by kind: the converters of Starlette and Django. A value that only the run knows passes every one."""

_GROUP = "(?"
"""Begins a group of a regular expression, and stands in no path."""

_PARAMETER = re.compile(r"\{(?P<name>[^\W\d]\w*)(?::(?P<kind>\w+))?\}|<(?:(?P<before>[^<>:]+):)?(?P<other>[^\W\d]\w*)>")
_KINDS = {"path": "path", "int": "int", "slug": "slug", "uuid": "uuid"}

MAX_DEPTH = 24
MAX_VISITS = 20_000
"""How many routers an application is walked through; routers that include each other twice and more would never end."""


@dataclass(frozen=True, slots=True)
class _Mounted:
    """A route with all that goes before its path. `is_outside`: it stands for those of something that is not followed further."""

    file: str
    route: Route
    path: Template
    is_outside: bool = False
    namespace: str = ""
    """Of the router that the route itself hangs on."""
    handled: tuple[str, Route] | None = None
    """Where the handler is passed to what makes the route: the file in which it is named, and the route in its words."""


class _Row(NamedTuple):
    """A route or an include, and what it takes for it to hang on a router."""

    file: str
    row: Route | Include
    way: Values


def find_endpoints(files: Mapping[str, FileFacts], names: Names, uses: Uses, services: Services) -> tuple[Endpoint, ...]:
    """Composes the endpoints of every application, in the order in which it tries them."""
    composition = _Composition(files, names, uses)
    endpoints: list[Endpoint] = []
    for application, service in services.applications:
        key = (application.file, application.router.scope, application.router.name)
        composition.routers.add_application(application.file, application.router)
        seen: set[tuple[str, Span, Template, tuple[Location, ...]]] = set()
        for mounted in (*composition.under(key), *composition.elsewhere(service, services, application.router.framework)):
            slash = application.router.slash or mounted.route.slash
            told = replace(mounted, route=replace(mounted.route, slash=slash))
            own = list(_endpoints(files, names, service, told, "certain"))
            # One line of a loop may give one path to several handlers; what is included once more at the same place changes nothing.
            same = (mounted.file, mounted.route.span, without_spans(mounted.path), tuple(endpoint.location for endpoint in own))
            if same not in seen:
                seen.add(same)
                endpoints.extend(replace(endpoint, precedence=application.router.precedence) for endpoint in own)
    if not endpoints:  # only a part of an application is open: its routers are all that can be said
        for key, router in composition.routers.written():
            if router.kind == "router" and key not in composition.included:
                for mounted in composition.under(key):
                    service = services.of_file(mounted.file)
                    endpoints.extend(_endpoints(files, names, service, replace(mounted, path=(UNKNOWN, *mounted.path)), "likely"))
    return _with_unique_ids(endpoints)


class _Composition:
    """The tree of routers."""

    def __init__(self, files: Mapping[str, FileFacts], names: Names, uses: Uses) -> None:
        self._passing = Passing(files, names, uses)
        self.routers = Routers(files, names, self._passing)
        self._rows: dict[RouterKey, list[_Row]] = {}
        self.included: set[RouterKey] = set()
        self._unhung: list[tuple[str, Include]] = []
        self._visits = 0
        for file, facts in sorted(files.items()):
            for row in sorted((*facts.routes, *facts.includes), key=lambda row: row.span):
                self._hang(file, row)

    def under(self, key: RouterKey) -> Iterator[_Mounted]:
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
                    self._rows.setdefault(parent.key, []).append(_Row(file, row, way))
            if isinstance(row, Include):
                self.included.update(child.key for _, child in self._children(file, row, way))
        if not is_hung and isinstance(row, Include) and not row.is_optional and not is_test_file(file):
            self._unhung.append((file, row))

    def elsewhere(self, service: str, services: Services, framework: str) -> Iterator[_Mounted]:
        """What stands for routes that code of a service hangs on something that is not known: on its application, for all anyone can say."""
        for file, include in self._unhung:
            if services.of_file(file) == service:
                yield _Mounted(file, _outside(include, framework), (UNKNOWN,), is_outside=True)

    def _under(self, at: Found, prefix: Template, trail: tuple[RouterKey, ...]) -> Iterator[_Mounted]:
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
                yield _Mounted(file, outside, self._path((*prefix, *below, Hole("value"))), is_outside=True)

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

    def _mounted(self, file: str, route: Route, prefix: Template, values: Values) -> Iterator[_Mounted]:
        used = (route.path, *((route.handler,) if isinstance(route.handler, Name) and route.handler_span is None else ()))
        for way in self._passing.ways(Place(file, route.scope, route.span), used, values):
            path = (*prefix, *self._folded(file, route.scope, route.path, way))
            if route.handler != DECORATED:
                handled = self._handled(file, route, way)
                is_part = isinstance(route.handler, Name) and "[" in route.handler.dotted
                if handled is not None or not is_part:  # of a row that is not known nothing is
                    yield _Mounted(file, route, path, handled=handled)
                continue
            decorated = self._passing.passed(file, route.scope, DECORATED.dotted, way)
            function = self._passing.function(decorated) if decorated is not None else None
            if decorated is not None and function is not None:
                handler = replace(route, scope="", handler=Name(function.qualified_name), span=function.span, handler_span=function.span)
                yield _Mounted(decorated.file, handler, path)

    def _handled(self, file: str, route: Route, way: Values) -> tuple[str, Route] | None:
        named = route.handler if isinstance(route.handler, Name) and route.handler_span is None else None
        passed = self._passing.passed(file, route.scope, named.dotted, way) if named is not None else None
        if passed is None or not isinstance(passed.value, Name | Result):
            return None
        return passed.file, replace(route, scope=passed.scope, handler=passed.value)

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


def _endpoints(files: Mapping[str, FileFacts], names: Names, service: str, mounted: _Mounted, certainty: Certainty) -> Iterator[Endpoint]:
    route = mounted.route
    for handler in find_handlers(files, names, *(mounted.handled or (mounted.file, route))):
        path = _from_root((*_looked_up(mounted.path, handler.lookup), *_below(mounted.path, handler.path)))
        is_external = handler.is_external or mounted.is_outside
        is_known = handler.is_certain and UNKNOWN not in path and MAYBE_NOTHING not in path
        by_default = _from_root(tuple(piece for piece in path if not isinstance(piece, Hole) or piece.name))
        yield Endpoint(
            id="",
            service=service,
            protocol=route.protocol,
            methods=handler.methods,
            handles=handler.handles,
            path=render(by_default if by_default[0] != UNKNOWN else (Literal("/"), *by_default)),
            pattern=_pattern(path),
            framework=handler.framework or route.framework,
            handler=handler.name,
            location=handler.location,
            declared=Location(mounted.file, route.span),
            extent=handler.extent,
            external=is_external,
            certainty=certainty if is_known or is_external else "likely",
            is_async=handler.is_async,
            slash=route.slash,
            route_name=f"{mounted.namespace}:{route.name}".removeprefix(":") if route.name else "",
        )


def _looked_up(path: Template, lookup: Hole | None) -> Template:
    """The path of a resource, with what its class has stand for one of them."""
    one = next((index for index in reversed(range(len(path))) if path[index] == RESOURCE), None)
    return path if one is None or lookup is None else (*path[:one], lookup, *path[one + 1 :])


def _below(path: Template, action: Template) -> Template:
    """The path of an action below its route's, with or without a slash at its end as the route has it."""
    if not action:
        return ()
    return (*action, Literal("/")) if marked(path).endswith("/") else (Literal("/"), *action)


def _from_root(path: Template) -> Template:
    """The path from its first slash on; an unknown beginning holds that slash itself."""
    path = tuple(piece for piece in path if piece != EMPTY)
    is_open = path[:1] in {(UNKNOWN,), (MAYBE_NOTHING,)}
    return path if is_open or marked(path).startswith("/") else (Literal("/"), *path)


def _pattern(path: Template) -> str:
    names = holes(path)
    return "".join(
        _taken(names[ord(c) - HOLE_START].kind) if HOLE_START <= ord(c) < HOLE_START + len(names) else re.escape(c) for c in marked(path)
    )


def _taken(kind: str) -> str:
    return kind if kind.startswith("(") else HOLE_PATTERNS.get(kind, "[^/]+")


def _with_unique_ids(endpoints: list[Endpoint]) -> tuple[Endpoint, ...]:
    seen: dict[str, int] = {}
    unique: list[Endpoint] = []
    for endpoint in endpoints:
        base = f"{endpoint.service} {'|'.join(endpoint.methods) or '*'} {endpoint.path}"
        seen[base] = seen.get(base, 0) + 1
        unique.append(replace(endpoint, id=base if seen[base] == 1 else f"{base}#{seen[base]}"))
    return tuple(unique)
