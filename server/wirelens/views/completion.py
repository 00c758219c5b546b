"""Paths of known endpoints, inside the URL strings of clients."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from wirelens.messages import render
from wirelens.model.communication_map import Endpoint, OutgoingCall
from wirelens.model.message import message
from wirelens.model.snapshot import Snapshot
from wirelens.model.span import Position, Span
from wirelens.views import names
from wirelens.views.open_string import OpenString
from wirelens.views.relations import relations
from wirelens.views.wires import CallWire

MAX_COMPLETIONS = 100

_ORIGIN = re.compile(r"(?:https?|wss?)://[^/?#]*|(?:\{[^}]*\})+(?=/|$)", re.IGNORECASE)
"""What comes before a URL's path: scheme and host, or values of the run."""
_PARAMETER = re.compile(r"\{([^}]*)\}")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A path parameter that the user has to fill in."""

    name: str


@dataclass(frozen=True, slots=True)
class Completion:
    """A path. `text` takes the place of what is typed, texts and parameters in turn."""

    label: str
    detail: str
    documentation: str
    text: tuple[str | Parameter, ...]


@dataclass(frozen=True, slots=True)
class Completions:
    """The paths that fit, best first. `span` is what they replace; `is_incomplete`: with the next letter others may fit."""

    span: Span
    items: tuple[Completion, ...]
    is_incomplete: bool


def url_completions(snapshot: Snapshot, file: str, position: Position, string: OpenString) -> Completions | None:
    """The paths that can go on from what is typed of a URL; None where the string at the position is no URL of a known client.

    Args:
        snapshot: a moment whose map has the string in it.
        file: the file key.
        position: the cursor.
        string: the string around it.
    """
    for wire in relations(snapshot.map).wires(file).at(position):
        if isinstance(wire, CallWire) and wire.part == "url" and wire.span != wire.call.location.span:
            typed = _typed_url(wire.call, string)
            return None if typed is None else _completions(snapshot, wire.call, position, string, typed)
    return None


def _typed_url(call: OutgoingCall, string: OpenString) -> str | None:
    """The call's URL up to the cursor, with what its client and its constants put before; None where the string is no part of it."""
    if not call.url:  # nothing is known of the base, and nothing follows it yet
        return "".join(piece if isinstance(piece, str) else "{}" for piece in string.before)
    before, after = (
        "".join(re.escape(piece) if isinstance(piece, str) else ".*?" for piece in part) for part in (string.before, string.after)
    )
    form = re.compile(f"(?P<typed>.*?{before}){after}", re.DOTALL)
    # What follows the string may be joined to it: then its own text has to say which part of the URL it is.
    found = form.fullmatch(call.url) or (form.match(call.url) if string.typed else None)
    return None if found is None else found["typed"]


def _completions(snapshot: Snapshot, call: OutgoingCall, position: Position, string: OpenString, typed: str) -> Completions | None:
    origin = _ORIGIN.match(typed)
    path = typed[origin.end() :] if origin else typed
    if "?" in path or "#" in path:
        return None
    own = string.typed if path.endswith(string.typed) else path if string.typed.endswith(path) else ""
    begun = _Begun(path if path.startswith("/") else f"/{path}", kept=len(path) - len(own) if path.startswith("/") else 0)
    services = _services(snapshot, call, origin[0] if origin else "")
    fitting = [endpoint for endpoint in snapshot.map.endpoints if endpoint.service in services and begun.fits(endpoint, call.protocol)]
    chosen = sorted(_one_a_path(fitting, call.method), key=lambda endpoint: (not _takes(endpoint, call.method), endpoint.path))
    is_long = len(chosen) > MAX_COMPLETIONS
    near = [endpoint for endpoint in chosen if not is_long or _has_letters(endpoint.path, begun.segments[-1])]
    return Completions(
        Span(Position(position.line, position.column - _units(own)), position),
        tuple(_completion(snapshot, endpoint, begun.rest(endpoint)) for endpoint in near[:MAX_COMPLETIONS]),
        is_incomplete=is_long or any(begun.is_value(endpoint) for endpoint in chosen),
    )


class _Begun:
    """A path as far as it is typed. The first `kept` characters stay, since they come from elsewhere: a base URL, a value before."""

    def __init__(self, path: str, *, kept: int) -> None:
        self.segments = path.split("/")
        self._kept = path[:kept]
        self._needs_slash = kept == len(path) and not path.endswith("/")

    def fits(self, endpoint: Endpoint, protocol: str) -> bool:
        """Whether an endpoint's path may go on from here: whole segments are equal, or stand for a parameter."""
        segments = endpoint.path.split("/")
        if (endpoint.protocol == "websocket") != (protocol == "websocket") or "{?}" in endpoint.path or len(segments) < len(self.segments):
            return False
        whole = zip(self.segments[:-1], segments, strict=False)
        if not all(given == own or ("{" in own and given) for given, own in whole) or (
            "{" in self.segments[-1] and not self.is_value(endpoint)
        ):
            return False
        text = self._text(endpoint)
        return text.startswith(self._kept) and (not self._needs_slash or text[len(self._kept) :][:1] in ("", "/"))

    def is_value(self, endpoint: Endpoint) -> bool:
        """Whether the segment that is being typed is a parameter's value."""
        return "{" in endpoint.path.split("/")[len(self.segments) - 1]

    def rest(self, endpoint: Endpoint) -> tuple[str | Parameter, ...]:
        """The endpoint's path from where it is typed by hand."""
        return tuple(_pieces(self._text(endpoint)[len(self._kept) :]))

    def _text(self, endpoint: Endpoint) -> str:
        """The endpoint's path with the values that are typed in the place of its parameters."""
        own = endpoint.path.split("/")[len(self.segments) - 1 :]
        if self.segments[-1] and self.is_value(endpoint):
            own[0] = self.segments[-1]
        return "/".join((*self.segments[:-1], *own))


def _services(snapshot: Snapshot, call: OutgoingCall, origin: str) -> Collection[str]:
    """The services that a call's base may mean: the one that is decided, else all that answer anything."""
    asked = _authority(origin)
    if call.services:
        return call.services
    if call.status == "external":
        # A port of this machine that nobody is known to listen on may be that of a service whose port is not known.
        return {each.id for each in snapshot.map.services if not each.base_urls} if asked is not None and not asked[0] else ()
    if call.status in ("linked", "method-mismatch", "wrong-port"):
        return {endpoint.service for endpoint in relations(snapshot.map).targets(call)}
    listening = [service.id for service in snapshot.map.services if asked and asked in map(_authority, service.base_urls)]
    if listening:
        return listening
    others = {endpoint.service for endpoint in snapshot.map.endpoints if ":" not in endpoint.service}
    # A server hardly calls itself over an address that is not known.
    return (others - {call.service} if call.location.file.endswith(".py") else others) or others


def _authority(url: str) -> tuple[str, int | None] | None:
    """Host and port, all names of this machine as one; None where they cannot be told."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    return ("" if host in names.LOCAL_HOSTS else host, port) if host else None


def _one_a_path(endpoints: Iterable[Endpoint], method: str | None) -> Iterable[Endpoint]:
    """Of several endpoints of one path the one that takes the method, else the first."""
    by_path: dict[tuple[str, str], Endpoint] = {}
    for endpoint in endpoints:
        key = endpoint.service, endpoint.path
        if key not in by_path or (_takes(endpoint, method) and not _takes(by_path[key], method)):
            by_path[key] = endpoint
    return by_path.values()


def _takes(endpoint: Endpoint, method: str | None) -> bool:
    taken = endpoint.methods or endpoint.handles
    return method is None or not taken or method in taken


def _pieces(path: str) -> Iterator[str | Parameter]:
    for number, part in enumerate(_PARAMETER.split(path)):
        if number % 2:
            yield Parameter(part)
        elif part:
            yield part


def _has_letters(path: str, wanted: str) -> bool:
    letters = iter(path.casefold())
    return all(letter in letters for letter in wanted.casefold())


def _completion(snapshot: Snapshot, endpoint: Endpoint, text: tuple[str | Parameter, ...]) -> Completion:
    parameters = ", ".join(_PARAMETER.findall(endpoint.path))
    place = f"{endpoint.location.file}:{endpoint.location.line}"
    lines = [place]
    if parameters:
        lines.append(render(message("editor.completion.parameters", names=parameters), snapshot.language))
    detail = f"{names.methods(endpoint)} {endpoint.handler} · {endpoint.service}"
    return Completion(endpoint.path, detail, "\n".join(lines), text)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
