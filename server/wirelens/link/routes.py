"""Endpoints: every route under every prefix, mount and include that leads to it, with its handler."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from wirelens.link.composition import Composition, Mounted
from wirelens.link.handlers import find_handlers
from wirelens.link.names import Names
from wirelens.link.open_text import Open, Written, expression_of
from wirelens.link.services import Services
from wirelens.link.template import HOLE_CHARACTERS, MAYBE_NOTHING, UNKNOWN, Template, marked, render, without_spans
from wirelens.link.uses import Uses
from wirelens.model.communication_map import Certainty, Endpoint
from wirelens.model.expression import EMPTY, Hole, Literal
from wirelens.model.facts import RESOURCE, FileFacts
from wirelens.model.span import Location, Span

_SEGMENT = Open("[^/]", width=3)
_PARAMETERS: Mapping[str, Open] = {
    "segment": _SEGMENT,
    "path": Open(".", width=4),
    "int": Open(f"(?:[0-9]|{HOLE_CHARACTERS})", width=0),
    "slug": Open(f"(?:[-a-zA-Z0-9_]|{HOLE_CHARACTERS})", width=2),
    "uuid": Open(f"(?:[-0-9a-fA-F]|{HOLE_CHARACTERS})", width=1),
    "rest": Open(".", least=0, width=4),
}
"""What a path parameter takes, by kind: the converters of Starlette and Django. A value that only the run knows passes every one."""


def find_endpoints(files: Mapping[str, FileFacts], names: Names, uses: Uses, services: Services) -> tuple[Endpoint, ...]:
    """Composes the endpoints of every application, in the order in which it tries them."""
    composition = Composition(files, names, uses)
    endpoints: list[Endpoint] = []
    for application, service in services.applications:
        key = (application.file, application.router.scope, application.router.name)
        composition.routers.add_application(application.file, application.router)
        seen: set[tuple[str, Span, Template, tuple[Location, ...]]] = set()

        def is_own(file: str, service: str = service) -> bool:
            return services.of_file(file) == service

        unknown = composition.elsewhere(application.router.framework, is_own)
        for mounted in (*composition.under(key), *composition.discovered(key, is_own), *unknown):
            slash = application.router.slash or mounted.route.slash
            told = mounted if slash == mounted.route.slash else replace(mounted, route=replace(mounted.route, slash=slash))
            own = list(_endpoints(files, names, service, told, "likely" if mounted.is_guess else "certain"))
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


def _endpoints(files: Mapping[str, FileFacts], names: Names, service: str, mounted: Mounted, certainty: Certainty) -> Iterator[Endpoint]:
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
    return expression_of([_taken(piece.kind) if isinstance(piece, Hole) else marked((piece,)) for piece in path])


def _taken(kind: str) -> Open | Written:
    return Written(kind) if kind.startswith("(") else _PARAMETERS.get(kind, _SEGMENT)


def _with_unique_ids(endpoints: list[Endpoint]) -> tuple[Endpoint, ...]:
    seen: dict[str, int] = {}
    unique: list[Endpoint] = []
    for endpoint in endpoints:
        base = f"{endpoint.service} {'|'.join(endpoint.methods) or '*'} {endpoint.path}"
        seen[base] = seen.get(base, 0) + 1
        unique.append(replace(endpoint, id=base if seen[base] == 1 else f"{base}#{seen[base]}"))
    return tuple(unique)
