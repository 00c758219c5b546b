"""URLs that a framework makes of a route's name: `{% url "shop:item" item.id %}`, `url_for("shop.item", id=1)`."""

import re
from dataclasses import replace

from wirelens.link.route_table import RouteTable
from wirelens.link.template import HOLE_CHARACTERS, HOLE_START, Template
from wirelens.link.urls import Url, parse_url
from wirelens.model.communication_map import Endpoint
from wirelens.model.expression import Hole, Literal

_PARAMETER = re.compile(r"\{([^{}]*)\}")


class NamedRoutes:
    """Finds routes by name."""

    def __init__(self, routes: RouteTable) -> None:
        self._routes = routes

    def written_out(self, url: Url, service: str) -> Url:
        """A URL that begins with a route's name, with the route's path; any other as it is.

        A page is filled in by the service in whose folder it is. A name that stands for several paths stands for none.
        """
        if not url.text.startswith(chr(HOLE_START)) or url.holes[0].kind != "route":
            return url
        named = self._routes.named(":".join(url.holes[0].name.split(":")[-2:]))
        found = [endpoint for endpoint in named if endpoint.service == service] or list(named)
        if len({(endpoint.service, endpoint.path) for endpoint in found}) != 1:
            return url
        return replace(parse_url((*_path(found[0]), *_rest(url))), service=found[0].service)


def _path(endpoint: Endpoint) -> Template:
    pieces = _PARAMETER.split(endpoint.path)
    return tuple(Hole(piece) if number % 2 else Literal(piece) for number, piece in enumerate(pieces) if piece)


def _rest(url: Url) -> Template:
    """What is put behind the path."""
    pieces = re.split(f"({HOLE_CHARACTERS})", url.text[1:])
    return tuple(url.holes[ord(piece) - HOLE_START] if number % 2 else Literal(piece) for number, piece in enumerate(pieces) if piece)
