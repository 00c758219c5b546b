"""Functions that send where their callers say: each use of one is a request of its own, wherever it is written."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from wirelens.link.functions import function_named, readable_scope
from wirelens.link.names import SELF, Names
from wirelens.link.senders import Senders
from wirelens.link.template import HOLE_CHARACTERS, ParameterHole, Template, holes, marked, without_spans
from wirelens.link.urls import join_base, origin_length, parse_url
from wirelens.model.communication_map import WrapperUse
from wirelens.model.expression import Expression, Hole, Join, Literal, Members, Name
from wirelens.model.facts import Call, FileFacts, Function, Invocation
from wirelens.model.span import Location, Span

MAX_DEPTH = 6
"""More functions than that between a use and its request are a circle."""

_PATH_NAMES = re.compile(r"(?:^|_)(?:url|uri|path|endpoint|route|resource|address)$|(?:Url|URL|Path|Endpoint|Route|Uri)$")
_METHOD = re.compile(r"[A-Za-z]+")

_Owner = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Origin:
    """Of a request that a wrapper sends for its caller: the functions on the way, and what it goes through."""

    via: tuple[WrapperUse, ...]
    is_async: bool
    through_client: bool
    rewrites_urls: bool = False


@dataclass(frozen=True, slots=True)
class Expansion:
    """The facts with every use of a wrapper as a call. `undecided` are requests of wrappers that not every caller decides."""

    files: Mapping[str, FileFacts]
    origins: Mapping[Location, Origin]
    undecided: frozenset[Location]


@dataclass(frozen=True, slots=True)
class _Request:
    """A request on its way out to those who decide it: what it asks for, seen from the function that it is in."""

    file: str
    call: Call
    library: str
    is_async: bool
    base: Template
    url: Template
    method: Template
    via: tuple[WrapperUse, ...] = ()
    rewrites_urls: bool = False

    @property
    def target(self) -> Template:
        """The URL below the base. They are joined last: only then is it known whether there is a slash between."""
        return join_base(self.base, self.url)


@dataclass(slots=True)
class _Found:
    calls: list[tuple[str, Invocation, _Request]] = field(default_factory=list[tuple[str, Invocation, _Request]])
    is_complete: bool = True


def expand(files: Mapping[str, FileFacts], names: Names, senders: Senders) -> Expansion:
    """Puts a call wherever a function is used that sends what its caller says, and takes the request inside away if all are found."""
    wrappers = _Wrappers(files, names, senders)
    added: dict[str, dict[Span, Call]] = defaultdict(dict)
    removed: dict[str, set[Span]] = defaultdict(set)
    origins: dict[Location, Origin] = {}
    undecided: set[Location] = set()
    for file, facts in sorted(files.items()):
        for call in facts.calls:
            request = wrappers.request(file, call)
            owner = decided_by(request.target) if request is not None else None
            if request is None or owner is None:
                continue
            found = wrappers.uses(request, owner, (owner,))
            for its_file, use, each in found.calls:
                added[its_file][use.span] = _call(use, each)
                origins[Location(its_file, use.span)] = Origin(each.via, each.is_async, bool(call.client), each.rewrites_urls)
            if found.calls and found.is_complete:
                removed[file].add(call.span)
            else:
                undecided.add(Location(file, call.span))
    expanded = {
        file: replace(
            files[file],
            # What only looks like a client's request where a wrapper is used is that use.
            calls=tuple(
                sorted(
                    (
                        *(c for c in files[file].calls if c.span not in removed[file] and not (c.client and c.span in added[file])),
                        *added[file].values(),
                    ),
                    key=_place,
                )
            ),
            invocations=tuple(each for each in files[file].invocations if each.span not in added[file]),
        )
        for file in sorted({*added, *removed})
    }
    return Expansion({**files, **expanded}, origins, frozenset(undecided))


def decided_by(url: Template) -> _Owner | None:
    """The function whose parameter decides where a request goes; None where the path is known, or is not a caller's to know."""
    text, pieces = marked(url), holes(url)
    base = origin_length(text)
    path = re.split(r"[?#]", text[base:], maxsplit=1)[0]
    if base and not path.strip("/") and re.match(HOLE_CHARACTERS, text):
        leading = [piece for piece in pieces[:base] if isinstance(piece, ParameterHole)]
        return leading[-1].owner if leading else None
    first = re.search(HOLE_CHARACTERS, path)
    if first is None:
        return None
    piece = pieces[len(re.findall(HOLE_CHARACTERS, text[: base + first.start()]))]
    before, after = path[: first.start()], path[first.end() :]
    if not isinstance(piece, ParameterHole):
        return None
    says_path = not before.strip("/") or _PATH_NAMES.search(piece.name) is not None
    return piece.owner if says_path and not after.strip("/") else None


class _Wrappers:
    """Finds the uses of functions by their file and qualified name."""

    def __init__(self, files: Mapping[str, FileFacts], names: Names, senders: Senders) -> None:
        self._files = files
        self._names = names
        self._senders = senders
        self._uses: dict[_Owner, list[tuple[str, Invocation]]] | None = None

    def request(self, file: str, call: Call) -> _Request | None:
        """A call as what it asks for; None where it goes through no client."""
        sender = self._senders.of(file, call)
        if sender is None or sender.is_guess:
            return None
        method = (Literal(call.method),) if call.method is not None else (Hole("method"),)
        if call.method_value is not None:
            method = self._names.fold(file, call.scope, call.method_value)
        url = self._names.fold(file, call.scope, call.url)
        base = without_spans(sender.base)
        return _Request(file, call, sender.library, sender.is_async, base, url, method, rewrites_urls=sender.rewrites_urls)

    def uses(self, request: _Request, owner: _Owner, trail: tuple[_Owner, ...]) -> _Found:
        """The calls that a request of a function stands for: where it is used, and where those are used that only pass on."""
        found = _Found()
        function = function_named(self._files, owner)
        if function is None:
            return _Found(is_complete=False)
        step = WrapperUse(readable_scope(self._files[owner[0]], function.qualified_name), Location(request.file, request.call.span))
        for file, use in self._used(owner):
            seen = self._at(request, function, owner, file, use)
            seen = replace(seen, via=(step, *request.via))
            outer = decided_by(seen.target)
            if outer == owner:
                continue  # a function that calls itself asks for what it was asked for
            if outer is not None and outer not in trail and len(trail) < MAX_DEPTH:
                passed_on = replace(seen, file=file, call=replace(request.call, span=use.span, scope=use.scope))
                inner = self.uses(passed_on, outer, (*trail, outer))
                found.calls.extend(inner.calls)
                found.is_complete &= inner.is_complete and bool(inner.calls)
            elif outer is not None or parse_url(seen.target).is_dynamic:
                found.is_complete = False
            else:
                found.calls.append((file, use, seen))
        return found

    def _at(self, request: _Request, function: Function, owner: _Owner, file: str, use: Invocation) -> _Request:
        """The request as it is for one use of its function."""
        url = tuple(self._filled(request.url, function, owner, file, use, member="url", absent=None))
        method = tuple(
            self._filled(request.method, function, owner, file, use, member="method", absent=Literal(request.call.method or "GET"))
        )
        return replace(request, url=url, method=method)

    def _filled(  # noqa: PLR0913  # a use is where, of what, and with what
        self, template: Template, function: Function, owner: _Owner, file: str, use: Invocation, *, member: str, absent: Literal | None
    ) -> Iterator[Literal | Hole]:
        for piece in template if owner[0] == file else without_spans(template):
            if not isinstance(piece, ParameterHole) or piece.owner != owner:
                yield piece
                continue
            given = _given(function, piece, use)
            if given is not None:
                value = _member(given, piece.member or ((member,) if isinstance(given, Members) else ()))
                at_file, scope = file, use.scope
            else:
                value, at_file, scope = None, *owner
            default = next((each.default for each in function.parameters if each.name == piece.parameter), None)
            if value is None and default is not None:
                value, at_file, scope = _member(default, piece.member), *owner
            if value is None:
                yield from (absent,) if absent is not None else (Hole(piece.name),)
            else:
                folded = self._names.fold(at_file, scope, value)
                yield from folded if at_file == file else without_spans(folded)

    def _used(self, owner: _Owner) -> list[tuple[str, Invocation]]:
        if self._uses is None:
            self._uses = defaultdict(list)
            for file, facts in sorted(self._files.items()):
                for use in facts.invocations:
                    found = self._names.resolve(file, use.scope, use.callee)
                    if found is not None and not found.rest and isinstance(found.fact, Function):
                        self._uses[found.file, found.fact.qualified_name].append((file, use))
        return self._uses.get(owner, [])


def _given(function: Function, hole: ParameterHole, use: Invocation) -> Expression | None:
    """What a use passes for a parameter; None: nothing, so that its default counts."""
    for name, value in use.keywords:
        if name == hole.parameter:
            return value
    listed = [each.name for each in function.parameters]
    if listed and listed[0] in SELF:
        listed = listed[1:]
    index = listed.index(hole.parameter) if hole.parameter in listed else -1
    return use.arguments[index] if 0 <= index < len(use.arguments) else None


def _member(value: Expression, member: tuple[str, ...]) -> Expression | None:
    """A member of what is passed; None: it has none of that name."""
    for name in member:
        if isinstance(value, Members):
            found = dict(value.values).get(name)
            if found is None:
                return None if value.is_complete else Hole(name)
            value = found
        elif isinstance(value, Name):
            value = Name(f"{value.dotted}.{name}")
        else:
            return Hole(name)
    return value


def _call(use: Invocation, request: _Request) -> Call:
    target = request.target
    method = marked(request.method)
    pieces = [piece.span for piece in target if isinstance(piece, Literal) and piece.span is not None]
    spans = [span for span in pieces if use.span.start <= span.start and span.end <= use.span.end]
    return replace(
        request.call,
        scope=use.scope,
        client="",
        library=request.library,
        method=method.upper() if _METHOD.fullmatch(method) and method.isascii() else request.call.method,
        url=Join(target),
        span=use.span,
        url_span=Span(min(span.start for span in spans), max(span.end for span in spans)) if spans else use.span,
        method_span=None,
        method_value=None,
    )


def _place(call: Call) -> Span:
    return call.span
