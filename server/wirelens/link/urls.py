"""A URL taken apart: host and port, path and query, with the base that its client puts before it."""

import re
from dataclasses import dataclass

from wirelens.link.template import HOLE_CHARACTERS, Template, holes, marked, settled, shown
from wirelens.model.expression import Hole, Literal
from wirelens.model.span import Position, Span

# What is put right behind a port, or behind a host and before nothing more, is a path with its own slash.
_ABSOLUTE = re.compile(
    rf"^(?P<scheme>https?|wss?)://(?P<authority>[^/?#]*?(?::\d+(?={HOLE_CHARACTERS})|[^:/?#\ue000-\uf8ff](?={HOLE_CHARACTERS}(?:[?#]|$))|(?=[/?#]|$)))"
    r"(?P<rest>.*)$",
    re.DOTALL | re.IGNORECASE,
)
_KNOWN_DOMAIN = re.compile(r"\.[a-z0-9-]+\.[a-z]{2,}$")
_OPEN_HOST = re.compile(rf"{HOLE_CHARACTERS}|[{{}}<>$%]|:\D*$")
"""A host or port with a value of the run, or with one that a template fills in."""
_OPEN_SCHEME = re.compile(f"^{HOLE_CHARACTERS}(?=://)")
_LEADING_HOLES = re.compile(f"^{HOLE_CHARACTERS}+(?://{HOLE_CHARACTERS}+(?::{HOLE_CHARACTERS})?)?")
"""Values that a URL begins with, a scheme and a host among them (`${location.protocol}//${location.host}`)."""
_OWN_ORIGIN = frozenset({("origin",), ("protocol", "host"), ("protocol", "hostname", "port")})
"""What the place of a page calls its own origin (https://html.spec.whatwg.org/multipage/nav-history-apis.html#the-location-interface)."""

SECURE_SCHEMES = ("https", "wss")


@dataclass(frozen=True, slots=True)
class Url:
    """A URL with holes. `path` and `host` are marked text (see `template`).

    `host` is None where the base is not known: a relative URL, or one that begins with a value of the run.
    `is_relative` tells the first from the second. `is_dynamic`: nothing at all is known, or no more than the host.
    """

    text: str
    host: str | None
    port: int | None
    path: str
    holes: tuple[Hole, ...]
    path_span: Span | None
    is_relative: bool = False
    is_dynamic: bool = False
    service: str = ""
    """The service whose framework makes it of a route's name, where that is known."""

    @property
    def shown(self) -> str:
        """The URL as people read it."""
        return shown(self.text, self.holes)

    @property
    def shown_path(self) -> str:
        """The path as people read it."""
        return shown(self.path, self.holes)


def join_base(base: Template, url: Template) -> Template:
    """What a client with a base URL asks for: the URL itself if it is absolute, else both with one slash between (axios, httpx)."""
    base, url = settled(base), settled(url)
    text, base_text = marked(url), marked(base)
    if not base_text or _ABSOLUTE.match(text):
        return url
    if text and not base_text.endswith("/") and not text.startswith("/"):
        return (*base, Literal("/"), *url)
    if base_text.endswith("/") and text.startswith("/"):
        return (*_without_last_slash(base), *url)
    return (*base, *url)


def from_origin(url: Template) -> Template:
    """An absolute URL that a caller has put behind a base is asked for as it is: who takes such URLs looks whether they are absolute."""
    for number, piece in enumerate(url):
        if isinstance(piece, Literal) and "?" in piece.text:
            break
        if number and isinstance(piece, Literal) and piece.text.startswith(("http://", "https://")):
            return url[number:]
    return url


def parse_url(template: Template) -> Url:
    """Takes a folded URL apart."""
    template = settled(template)
    text, names = marked(template), holes(template)
    # Which of its two forms the scheme has says nothing of where a request goes.
    absolute = _ABSOLUTE.match(_OPEN_SCHEME.sub("http", text))
    if absolute is not None:
        rest = absolute["rest"]
        path = _path_of(rest) or "/"
        span = _path_span(template, len(text) - len(rest), path)
        host, port = _host_and_port(absolute["authority"], absolute["scheme"].lower())
        # Of a host with a hole, its domain may still say whose it is. An open port may be any service's.
        is_open = _OPEN_HOST.search(absolute["authority"]) is not None and not _KNOWN_DOMAIN.search(host)
        glued = re.match(HOLE_CHARACTERS, path) is not None
        return Url(text, None if is_open else shown(host, names), port, "/" * glued + path, names, span, is_dynamic=glued)
    leading = _LEADING_HOLES.match(text)
    start = leading.end() if leading else 0
    path = _path_of(text[start:])
    is_dynamic = bool(leading) and not re.sub(f"{HOLE_CHARACTERS}|/", "", path)
    span = _path_span(template, start, path)
    if not path.startswith("/"):
        path = "/" + path
    is_relative = leading is None or tuple(hole.name for hole in names[: _count(text[:start])]) in _OWN_ORIGIN
    return Url(text, None, None, path, names, span, is_relative=is_relative, is_dynamic=is_dynamic)


def origin_length(text: str) -> int:
    """How much of a URL comes before its path: scheme and host, or the values of the run that it begins with."""
    absolute = _ABSOLUTE.match(text)
    leading = _LEADING_HOLES.match(text)
    return absolute.start("rest") if absolute is not None else leading.end() if leading is not None else 0


def _count(text: str) -> int:
    return len(re.findall(HOLE_CHARACTERS, text))


def _path_of(text: str) -> str:
    return re.split(r"[?#]", text, maxsplit=1)[0]


def _host_and_port(authority: str, scheme: str) -> tuple[str, int | None]:
    authority = authority.rpartition("@")[2]
    host, separator, port = authority.rpartition(":")
    if not separator or "]" in port:
        host, port = authority, ""
    if port.isascii() and port.isdigit():
        return host.lower(), int(port)
    return host.lower(), None if port else (443 if scheme in SECURE_SCHEMES else 80)


def _without_last_slash(base: Template) -> Template:
    last = base[-1]
    return (*base[:-1], Literal(last.text[:-1])) if isinstance(last, Literal) else base


def _path_span(template: Template, start: int, path: str) -> Span | None:
    """Where the path stands in the source, if one literal holds all of it and spells it as it is."""
    at = 0
    for piece in template:
        length = len(piece.text) if isinstance(piece, Literal) else 1
        if isinstance(piece, Literal) and piece.span is not None and at <= start and start + len(path) <= at + length and path:
            if piece.span.start.line != piece.span.end.line:
                return None
            line, column = piece.span.start.line, piece.span.start.column
            before = column + _units(piece.text[: start - at])
            return Span(Position(line, before), Position(line, before + _units(path)))
        at += length
    return None


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
