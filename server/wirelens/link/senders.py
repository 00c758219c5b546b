"""What a request goes through: the library's own function, a client that is found by its name, or something that only may be one."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from posixpath import dirname

from wirelens.link.alternatives import Alternatives, Way, Written
from wirelens.link.definitions import Definition
from wirelens.link.made_objects import MadeObjects
from wirelens.link.names import Names
from wirelens.link.overrides import is_overridden
from wirelens.link.template import Template, marked, span_within, without_spans
from wirelens.link.urls import join_base, parse_url
from wirelens.link.uses import Uses
from wirelens.model.expression import EMPTY, Expression, Hole, Join, Literal, Name, Trim
from wirelens.model.facts import Binding, Call, Class, Client, FileFacts, Function
from wirelens.model.span import Location

_MOST_STEPS = 12
"""How many names are followed to the text that a URL begins with."""
DEFAULTS = ".defaults"
"""Ends the name of what sets a base URL afterwards: of a library in a whole package (`axios.defaults`), or of a client (`api.defaults`)."""

_METHOD = re.compile(r"[A-Za-z]+")
_UNKNOWN_BASE: Template = (Hole("base"),)
_PLACEHOLDER = re.compile(r"\{([\w.-]+)\}|(?<=/):([A-Za-z_]\w*)")
"""What generated clients and tables of URLs write for a path parameter."""


@dataclass(frozen=True, slots=True)
class Sender:
    """The library, the base URL of its requests, and whether they are awaited.

    `is_guess`: nothing says that it sends at all, but that the other end is there. `rewrites_urls`: an interceptor makes other URLs of
    those that are asked for; `prefix` is what it puts between base and path, where that is known.
    """

    library: str
    base: Template = ()
    is_async: bool = False
    is_guess: bool = False
    rewrites_urls: bool = False
    prefix: Template | None = None


class Senders:
    """Finds what calls go through."""

    def __init__(self, files: Mapping[str, FileFacts], names: Names, uses: Uses) -> None:
        self._names = names
        self._objects = MadeObjects(files, names, uses)
        self._files = files
        self._alternatives = Alternatives(names)
        self._packages = {dirname(file) for file, facts in files.items() if facts.manifest is not None}
        self._defaults: dict[tuple[str, str], set[Template]] = {}
        self._bases: dict[tuple[str, str], set[Template]] = {}
        self._properties: dict[tuple[str, str], set[str]] = {}
        self._rewriting: dict[tuple[str, str], Template | None] = {}
        for file, facts in sorted(files.items()):
            for client in facts.clients:
                if client.name.endswith(DEFAULTS) and client.rewrites_urls:
                    self._rewriting[self._set_key(file, client)] = self._prefix(file, client)
                elif client.name.endswith(DEFAULTS):
                    base = without_spans(names.fold(file, client.scope, client.base_url))
                    self._set_base(file, client, base)
            for each in (*facts.bindings, *facts.clients):
                if not each.scope and each.name.startswith("this.$"):
                    self._properties.setdefault((self._package(file), each.name), set()).add(file)

    def of(self, file: str, call: Call) -> Sender | None:
        """What a call goes through; None where that turns out to be no client."""
        if not call.client:
            set_here = self._defaults.get((self._package(file), call.library), set[Template]())
            sender = Sender(call.library, next(iter(set_here)) if len(set_here) == 1 else ())
            return self._rewritten(sender, (self._package(file), call.library))
        definition = self._definition(file, call)
        if definition is not None and not definition.rest and isinstance(definition.fact, Client):
            client = definition.fact
            base_url = self._names.kept(definition.file, client, client.base_url)
            base = self._base_of(definition) or self._names.fold(definition.file, client.scope, base_url)
            base = self._objects.of(base, definition)
            if client.rewrites_urls:
                prefix = self._prefix(definition.file, client)
                return Sender(client.library, base, client.is_async, rewrites_urls=True, prefix=prefix)
            return self._rewritten(Sender(client.library, base, client.is_async), (definition.file, client.name))
        if call.library:
            return Sender(call.library, self._base_of(definition) or _UNKNOWN_BASE, is_async=True)
        # In Python everything has a `get`: dictionaries, caches, rows.
        if file.endswith(".py") or call.method is None or self._is_own(file, call, definition):
            return None
        name = call.client.rpartition(".")[2]
        return Sender(name, _UNKNOWN_BASE, is_async=True, is_guess=True)

    def requested(self, file: str, call: Call, sender: Sender) -> Template:
        """The URL of a call with its base; `{id}` and `:id` in it stand for values of the run."""
        return _with_holes(self._objects.agreed(join_base(sender.base, self._names.fold(file, call.scope, call.url))))

    def ways(self, file: str, call: Call, sender: Sender) -> Iterator[tuple[Call, bool]]:
        """A call for each way in which the conditions come out that its path or method depends on, and whether those are spelled."""
        asked = (call.url,) if call.method_value is None else (call.url, call.method_value)
        found = self._alternatives.of(tuple(Written(file, call.scope, each) for each in asked))
        first = _decided(call, found[0])
        if len(found) == 1:
            yield replace(call, method=first.method), True
            return
        calls = [(_decided(call, way), way.is_spelled) for way in found]
        urls = [parse_url(self.requested(file, each, sender)) for each, _ in calls]
        # What a name is bound to before it is given its value is never asked for.
        known = [way for way, url in zip(calls, urls, strict=True) if way[1] or not (url.is_dynamic or url.text in {"", "/"})]
        if not known or len({(each.method, url.shown_path) for (each, _), url in zip(calls, urls, strict=True)}) == 1:
            yield replace(call, method=first.method), True
        else:
            yield from known

    def is_open(self, file: str, call: Call) -> bool:
        """Whether all of the URL that the code asks for is a value of the run: `axios(failedRequest)`."""
        return all(isinstance(piece, Hole) for piece in self._names.fold(file, call.scope, call.url))

    def is_spelled(self, file: str, call: Call) -> bool:
        """Whether the code itself spells the address that it asks, and not only what stands in where none is configured."""
        definition = self._definition(file, call) if call.client else None
        if definition is not None and not definition.rest and isinstance(definition.fact, Client):
            client = definition.fact
            return self._begins_spelled(definition.file, client.scope, client.base_url)
        return self._begins_spelled(file, call.scope, call.url)

    def _begins_spelled(self, file: str, scope: str, expression: Expression) -> bool:
        for _ in range(_MOST_STEPS):
            if isinstance(expression, Join) and expression.parts:
                expression = next((part for part in expression.parts if not isinstance(part, Trim)), EMPTY)
            elif isinstance(expression, Name) and "." not in expression.dotted:
                found = self._names.resolve(file, scope, expression.dotted)
                if found is None or found.rest or not isinstance(found.fact, Binding):
                    return False
                file, scope, expression = found.file, found.fact.scope, found.fact.value
            else:
                return isinstance(expression, Literal)
        return False

    def is_overridden(self, places: Iterable[Location]) -> bool:
        """Whether the URL that is asked for at these places is made of what a subclass defines anew."""
        return is_overridden(places, self._files, self._names)

    def rewritten(self, file: str, call: Call, sender: Sender) -> Template | None:
        """The URL of a call as an interceptor sends it, with a prefix before its path; None where that is not known."""
        if sender.prefix is None:
            return None
        return _with_holes(join_base(sender.base, (*sender.prefix, *self._names.fold(file, call.scope, call.url))))

    def _rewritten(self, sender: Sender, key: tuple[str, str]) -> Sender:
        return replace(sender, rewrites_urls=True, prefix=self._rewriting[key]) if key in self._rewriting else sender

    def _prefix(self, file: str, client: Client) -> Template | None:
        return None if client.prefix is None else without_spans(self._names.fold(file, client.scope, client.prefix))

    def _definition(self, file: str, call: Call) -> Definition | None:
        found = self._names.resolve(file, call.scope, call.client)
        words = call.client.split(".")
        if found is not None or words[0] != "this" or len(words) == 1:
            return found
        # What an application gives all of its components is defined once in its package.
        givers = self._properties.get((self._package(file), ".".join(words[:2])), set[str]())
        return self._names.resolve(next(iter(givers)), "", call.client) if len(givers) == 1 else None

    def _is_own(self, file: str, call: Call, definition: Definition | None) -> bool:
        """Whether the workspace itself says what is called: a function of its own is followed, and a class is no client."""
        verb = (call.method or "").lower()
        own = self._names.resolve(file, call.scope, f"{call.client}.{verb}")
        if own is not None and not own.rest and isinstance(own.fact, Function | Class):
            return True
        if definition is None or definition.rest or not isinstance(definition.fact, Function | Class):
            return False
        return definition.made is None or isinstance(definition.fact, Class) or self._sends(definition.file, definition.fact)

    def _sends(self, file: str, function: Function) -> bool:
        """Whether a function that another one made sends something itself: it may as well call a client that its maker was given."""
        own = function.qualified_name
        return any(call.library and f"{call.scope}.".startswith(f"{own}.") for call in self._files[file].calls)

    def _set_base(self, file: str, client: Client, base: Template) -> None:
        by_package = bool(client.library) and client.name == f"{client.library}{DEFAULTS}"
        (self._defaults if by_package else self._bases).setdefault(self._set_key(file, client), set()).add(base)

    def _set_key(self, file: str, client: Client) -> tuple[str, str]:
        """What is set: a library in a package, or a client where it is made."""
        if client.library and client.name == f"{client.library}{DEFAULTS}":
            return self._package(file), client.library
        definition = self._names.resolve(file, client.scope, client.name.removesuffix(DEFAULTS))
        is_known = definition is not None and isinstance(definition.fact, Client | Binding)
        return (definition.file, definition.fact.name) if is_known and definition is not None else (file, client.name)

    def _base_of(self, definition: Definition | None) -> Template | None:
        """The base URL that is set on a client somewhere else."""
        if definition is None or not isinstance(definition.fact, Client | Binding):
            return None
        found = self._bases.get((definition.file, definition.fact.name), set[Template]())
        return next(iter(found)) if len(found) == 1 else None

    def _package(self, file: str) -> str:
        folder = dirname(file)
        while folder and folder not in self._packages:
            folder = dirname(folder)
        return folder


def _decided(call: Call, way: Way) -> Call:
    """A call as it is in one way."""
    url, *others = way.templates
    method = marked(others[0]) if others else ""
    is_verb = _METHOD.fullmatch(method) is not None
    span = span_within(url, call.span) or call.url_span
    return replace(call, url=Join(url), url_span=span, method=method.upper() if is_verb else call.method)


def _with_holes(url: Template) -> Template:
    if url and isinstance(url[0], Literal) and url[0].text.startswith("."):
        # Beside the page, whatever that is: pages of one address are all at its root.
        url = (Literal("/" + url[0].text.lstrip("./")), *url[1:])
    if not any(isinstance(piece, Literal) and _PLACEHOLDER.search(piece.text) for piece in url):
        return url
    pieces: list[Literal | Hole] = []
    for piece in url:
        if not isinstance(piece, Literal):
            pieces.append(piece)
            continue
        at = 0
        for found in _PLACEHOLDER.finditer(piece.text):
            pieces.extend((Literal(piece.text[at : found.start()]), Hole(found[1] or found[2])))
            at = found.end()
        pieces.append(Literal(piece.text[at:], piece.span if not at else None))
    return tuple(piece for piece in pieces if not isinstance(piece, Literal) or piece.text)
