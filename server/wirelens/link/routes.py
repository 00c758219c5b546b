"""Endpoints: every route under every prefix, mount and include that leads to it, with its handler."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from wirelens.link.names import Definition, Names
from wirelens.link.services import Services
from wirelens.link.template import HOLE_CHARACTERS, HOLE_START, UNKNOWN, Template, holes, marked, render
from wirelens.model.communication_map import Certainty, Endpoint
from wirelens.model.expression import EMPTY, Hole, Literal
from wirelens.model.facts import Class, FileFacts, Function, Include, Route, Router
from wirelens.model.span import Location

HOLE_PATTERNS: Mapping[str, str] = {
    "segment": "[^/]+",
    "path": ".+",
    "int": f"(?:[0-9]|{HOLE_CHARACTERS})+",
    "slug": f"(?:[-a-zA-Z0-9_]|{HOLE_CHARACTERS})+",
    "uuid": f"(?:[-0-9a-fA-F]|{HOLE_CHARACTERS})+",
    "rest": ".*",
}
"""What a path parameter takes, by kind: the converters of Starlette and Django. A value that only the run knows passes every one."""

MAX_DEPTH = 24

_RouterKey = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Mounted:
    """A route with all that goes before its path."""

    file: str
    route: Route
    path: Template


def find_endpoints(files: Mapping[str, FileFacts], names: Names, services: Services) -> tuple[Endpoint, ...]:
    """Composes the endpoints of every application, in the order in which it tries them."""
    composition = _Composition(files, names)
    endpoints: list[Endpoint] = []
    for application, service in services.applications:
        key = (application.file, application.router.scope, application.router.name)
        endpoints.extend(_endpoint(files, names, service, mounted, "certain") for mounted in composition.under(key))
    if not endpoints:  # only a part of an application is open: its routers are all that can be said
        for key, router in sorted(composition.routers.items(), key=lambda item: item[0]):
            if router.kind == "router" and key not in composition.included:
                for mounted in composition.under(key):
                    service = services.of_file(mounted.file)
                    endpoints.append(_endpoint(files, names, service, replace(mounted, path=(UNKNOWN, *mounted.path)), "likely"))
    return _with_unique_ids(endpoints)


class _Composition:
    """The tree of routers."""

    def __init__(self, files: Mapping[str, FileFacts], names: Names) -> None:
        self._names = names
        self.routers: dict[_RouterKey, Router] = {
            (file, router.scope, router.name): router for file, facts in files.items() for router in facts.routers
        }
        self._routes: dict[_RouterKey, list[tuple[str, Route | Include]]] = {}
        self.included: set[_RouterKey] = set()
        for file, facts in sorted(files.items()):
            rows = sorted((*facts.routes, *facts.includes), key=lambda row: row.span)
            for row in rows:
                name = row.router if isinstance(row, Route) else row.parent
                key = self._key(self._names.resolve(file, row.scope, name))
                if key is None or (isinstance(row, Route) and not self._same_framework(key, row)):
                    continue
                self._routes.setdefault(key, []).append((file, row))
                if isinstance(row, Include):
                    child = self._key(self._names.resolve_reference(file, row.scope, row.child))
                    if child is not None:
                        self.included.add(child)

    def under(self, key: _RouterKey) -> Iterator[_Mounted]:
        """Every route below a router, prefixes composed."""
        return self._under(key, (), ())

    def _under(self, key: _RouterKey, prefix: Template, trail: tuple[_RouterKey, ...]) -> Iterator[_Mounted]:
        router = self.routers[key]
        prefix = (*prefix, *self._names.fold_path(key[0], router.scope, router.prefix))
        for file, row in self._routes.get(key, ()):
            if isinstance(row, Route):
                yield _Mounted(file, row, (*prefix, *self._names.fold_path(file, row.scope, row.path)))
                continue
            at = (*prefix, *self._names.fold_path(file, row.scope, row.prefix))
            child = self._key(self._names.resolve_reference(file, row.scope, row.child))
            if child is None:
                yield _Mounted(file, _outside(row, router.framework), (*at, UNKNOWN))
            elif child not in trail and len(trail) < MAX_DEPTH:
                yield from self._under(child, at, (*trail, key))

    def _key(self, definition: Definition | None) -> _RouterKey | None:
        if definition is None or not isinstance(definition.fact, Router):
            return None
        return definition.file, definition.fact.scope, definition.fact.name

    def _same_framework(self, key: _RouterKey, route: Route) -> bool:
        router = self.routers.get(key)
        return router is not None and router.framework == route.framework


def _outside(include: Include, framework: str) -> Route:
    """Stands for all routes of a router that is not in the workspace, such as an installed package's."""
    return Route(include.scope, framework, include.parent, (), Literal(""), include.child, include.span)


def _endpoint(files: Mapping[str, FileFacts], names: Names, service: str, mounted: _Mounted, certainty: Certainty) -> Endpoint:
    route = mounted.route
    declared = Location(mounted.file, route.span)
    path = _from_root(mounted.path)
    handler = _handler(files, names, mounted)
    function = handler.fact if handler is not None and isinstance(handler.fact, Function) else None
    written = getattr(route.handler, "dotted", "") or getattr(route.handler, "module", "")
    location, name, extent = declared, written, None
    if handler is not None and isinstance(handler.fact, Function | Class):
        location, extent = Location(handler.file, handler.fact.span), handler.fact.extent
        name = readable_name(files[handler.file], handler.fact)
    unknown = any(isinstance(piece, Hole) and piece.kind == "rest" for piece in path)
    return Endpoint(
        id="",
        service=service,
        protocol=route.protocol,
        methods=route.methods or (function.accepts if function else ()),
        handles=function.handles if function else (),
        path=render(path if path[0] != UNKNOWN else (Literal("/"), *path)),
        pattern=_pattern(path),
        framework=(function.framework if function else "") or route.framework,
        handler=name,
        location=location,
        declared=declared,
        extent=extent,
        external=handler is None,
        certainty="likely" if unknown and handler is not None else certainty,
        is_async=function is not None and function.is_async,
        redirects_slash=route.redirects_slash,
    )


def _handler(files: Mapping[str, FileFacts], names: Names, mounted: _Mounted) -> Definition | None:
    route = mounted.route
    if route.handler_span is not None:
        for function in files[mounted.file].functions:
            if function.span == route.handler_span:
                return Definition(mounted.file, function)
    found = names.resolve_reference(mounted.file, route.scope, route.handler)
    return found if found is not None and isinstance(found.fact, Function | Class) else None


def readable_name(facts: FileFacts, fact: Function | Class) -> str:
    """A function as people call it: `Class.method` for methods, the bare name otherwise."""
    owner = fact.scope.rpartition(".")[2]
    return f"{owner}.{fact.name}" if isinstance(fact, Function) and any(cls.name == owner for cls in facts.classes) else fact.name


def _from_root(path: Template) -> Template:
    """The path from its first slash on; an unknown beginning holds that slash itself."""
    path = tuple(piece for piece in path if piece != EMPTY)
    return path if marked(path).startswith("/") or path[:1] == (UNKNOWN,) else (Literal("/"), *path)


def _pattern(path: Template) -> str:
    names = holes(path)
    return "".join(
        HOLE_PATTERNS.get(names[ord(c) - HOLE_START].kind, "[^/]+") if HOLE_START <= ord(c) < HOLE_START + len(names) else re.escape(c)
        for c in marked(path)
    )


def _with_unique_ids(endpoints: list[Endpoint]) -> tuple[Endpoint, ...]:
    seen: dict[str, int] = {}
    unique: list[Endpoint] = []
    for endpoint in endpoints:
        base = f"{endpoint.service} {'|'.join(endpoint.methods) or '*'} {endpoint.path}"
        seen[base] = seen.get(base, 0) + 1
        unique.append(replace(endpoint, id=base if seen[base] == 1 else f"{base}#{seen[base]}"))
    return tuple(unique)
