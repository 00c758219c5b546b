"""Endpoints: every route under every prefix, mount and include that leads to it, with its handler."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from wirelens.link.handlers import find_handlers
from wirelens.link.names import Definition, Names
from wirelens.link.passed_routers import PassedRouters
from wirelens.link.services import Services
from wirelens.link.template import HOLE_CHARACTERS, HOLE_START, UNKNOWN, Template, holes, marked, render
from wirelens.model.communication_map import Certainty, Endpoint
from wirelens.model.expression import EMPTY, Literal, Name
from wirelens.model.facts import FileFacts, Include, Route, Router
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
MAX_VISITS = 20_000
"""How many routers an application is walked through; routers that include each other twice and more would never end."""

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
        for mounted in composition.under(key):
            if application.router.slash is not None:
                mounted = replace(mounted, route=replace(mounted.route, slash=application.router.slash))
            endpoints.extend(_endpoints(files, names, service, mounted, "certain"))
    if not endpoints:  # only a part of an application is open: its routers are all that can be said
        for key, router in sorted(composition.routers.items(), key=lambda item: item[0]):
            if router.kind == "router" and key not in composition.included:
                for mounted in composition.under(key):
                    service = services.of_file(mounted.file)
                    endpoints.extend(_endpoints(files, names, service, replace(mounted, path=(UNKNOWN, *mounted.path)), "likely"))
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
        self._visits = 0
        passed = PassedRouters(files, names)
        for file, facts in sorted(files.items()):
            rows = sorted((*facts.routes, *facts.includes), key=lambda row: row.span)
            for row in rows:
                name = row.router if isinstance(row, Route) else row.parent
                for parent in dict.fromkeys(self._key(found) for found in passed.routers(file, row.scope, name)):
                    if parent is not None and (isinstance(row, Include) or self._same_framework(parent, row)):
                        self._routes.setdefault(parent, []).append((file, row))
                if isinstance(row, Include):
                    child = self._child(file, row)
                    if child is not None:
                        self.included.add(child)

    def under(self, key: _RouterKey) -> Iterator[_Mounted]:
        """Every route below a router, prefixes composed."""
        router = self.routers[key]
        self._visits = 0
        return self._under(key, self._names.fold_path(key[0], router.scope, router.prefix), ())

    def _under(self, key: _RouterKey, prefix: Template, trail: tuple[_RouterKey, ...]) -> Iterator[_Mounted]:
        for file, row in self._routes.get(key, ()):
            if isinstance(row, Route):
                yield _Mounted(file, row, (*prefix, *self._names.fold_path(file, row.scope, row.path)))
                continue
            at = (*prefix, *self._names.fold_path(file, row.scope, row.prefix))
            child = self._child(file, row)
            if child is None:
                if not row.is_optional:
                    yield _Mounted(file, _outside(row, self.routers[key].framework), (*at, UNKNOWN))
            elif child not in trail and len(trail) < MAX_DEPTH and self._visits < MAX_VISITS:
                self._visits += 1
                router = self.routers[child]
                own = () if row.replaces_prefix else self._names.fold_path(child[0], router.scope, router.prefix)
                yield from self._under(child, (*at, *own), (*trail, key))

    def _child(self, file: str, row: Include) -> _RouterKey | None:
        """The router that is included; of a module the member that stands for its routes."""
        found = self._key(self._names.resolve_reference(file, row.scope, row.child))
        if found is None and row.of_module and isinstance(row.child, Name):
            found = self._key(self._names.resolve(file, row.scope, f"{row.child.dotted}.{row.of_module}"))
        return found

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


def _endpoints(files: Mapping[str, FileFacts], names: Names, service: str, mounted: _Mounted, certainty: Certainty) -> Iterator[Endpoint]:
    route = mounted.route
    for handler in find_handlers(files, names, mounted.file, route):
        path = _from_root((*mounted.path, *_below(mounted.path, handler.path)))
        is_known = handler.is_certain and UNKNOWN not in path
        yield Endpoint(
            id="",
            service=service,
            protocol=route.protocol,
            methods=handler.methods,
            handles=handler.handles,
            path=render(path if path[0] != UNKNOWN else (Literal("/"), *path)),
            pattern=_pattern(path),
            framework=handler.framework or route.framework,
            handler=handler.name,
            location=handler.location,
            declared=Location(mounted.file, route.span),
            extent=handler.extent,
            external=handler.is_external,
            certainty=certainty if is_known or handler.is_external else "likely",
            is_async=handler.is_async,
            slash=route.slash,
        )


def _below(path: Template, action: Template) -> Template:
    """The path of an action below its route's, with or without a slash at its end as the route has it."""
    if not action:
        return ()
    return (*action, Literal("/")) if marked(path).endswith("/") else (Literal("/"), *action)


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
