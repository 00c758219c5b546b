"""Functions that send where their callers say: each use of one is a request of its own, wherever it is written."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from wirelens.link.alternatives import Alternatives, Written
from wirelens.link.definitions import SELF
from wirelens.link.functions import function_named, readable_scope
from wirelens.link.instances import given_to
from wirelens.link.made_objects import MadeObjects
from wirelens.link.names import Names
from wirelens.link.senders import Senders
from wirelens.link.template import HOLE_CHARACTERS, ParameterHole, Template, holes, marked, span_within, without_spans
from wirelens.link.urls import from_origin, join_base, origin_length, parse_url
from wirelens.link.uses import Owner, Uses
from wirelens.model.communication_map import WrapperUse
from wirelens.model.expression import Expression, Hole, Join, Literal, Members, Name
from wirelens.model.facts import Call, FileFacts, Function, Invocation
from wirelens.model.span import Location, Span

MAX_DEPTH = 6
"""More functions than that between a use and its request are a circle."""

_PATH_NAMES = re.compile(r"(?:^|_)(?:url|uri|path|endpoint|route|resource|address)$|(?:Url|URL|Path|Endpoint|Route|Uri)$")
_METHOD = re.compile(r"[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Origin:
    """Of a request that a wrapper sends for its caller: the functions on the way, and what it goes through."""

    via: tuple[WrapperUse, ...]
    is_async: bool
    through_client: bool
    rewrites_urls: bool = False
    is_spelled: bool = True
    """The conditions that decide it, if any, are spelled."""


@dataclass(frozen=True, slots=True)
class Use:
    """A use of a wrapper as the request that it stands for. `is_meant`: its method is one of the arguments: `forward("POST", path)`."""

    file: str
    call: Call
    origin: Origin
    is_meant: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """What becomes of the requests of a file that callers decide: `gone` are those whose uses are all found, `undecided` the others."""

    uses: tuple[Use, ...] = ()
    gone: frozenset[Span] = frozenset()
    undecided: frozenset[Span] = frozenset()


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
    is_spelled: bool = True

    @property
    def target(self) -> Template:
        """The URL below the base. They are joined last: only then is it known whether there is a slash between."""
        return join_base(self.base, self.url)


@dataclass(frozen=True, slots=True)
class _Filling:
    """What stands in one place of a request: what is `written` there, or `anew` where that is anything; `otherwise` where it is nothing."""

    written: Written
    anew: Expression | None = None
    otherwise: str = ""


@dataclass(slots=True)
class _Found:
    calls: list[tuple[str, Invocation, _Request]] = field(default_factory=list[tuple[str, Invocation, _Request]])
    is_complete: bool = True


def decided_by(url: Template) -> Owner | None:
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


class Wrappers:
    """Follows requests that callers decide to every use of the functions that they are in."""

    def __init__(self, files: Mapping[str, FileFacts], names: Names, uses: Uses, senders: Callable[[], Senders]) -> None:
        self._files = files
        self._names = names
        self._uses = uses
        self._senders = senders
        self._alternatives = Alternatives(names)
        self._objects = MadeObjects(files, names, uses)

    def decided(self, file: str) -> Decided:
        """The uses that the requests of a file stand for."""
        facts = self._files.get(file)
        found: list[Use] = []
        gone: set[Span] = set()
        undecided: set[Span] = set()
        for call in facts.calls if facts is not None else ():
            request = self._request(file, call)
            owner = decided_by(request.target) if request is not None else None
            if request is None or owner is None:
                continue
            uses = self._uses_of(request, owner, (owner,))
            for its_file, use, each in uses.calls:
                origin = Origin(each.via, each.is_async, bool(call.client), each.rewrites_urls, each.is_spelled)
                asked = _call(use, each)
                found.append(Use(its_file, asked, origin, is_meant=asked.method in set(self._words(its_file, use))))
            (gone if uses.calls and uses.is_complete else undecided).add(call.span)
        return Decided(tuple(found), frozenset(gone), frozenset(undecided))

    def _words(self, file: str, use: Invocation) -> Iterator[str]:
        """The texts that a use gives, also by the name of a constant or of a member of an enumeration."""
        for given in (*use.arguments, *dict(use.keywords).values()):
            folded = self._names.fold(file, use.scope, given) if isinstance(given, Literal | Name) else ()
            if len(folded) == 1 and isinstance(folded[0], Literal):
                yield folded[0].text.upper()

    def _request(self, file: str, call: Call) -> _Request | None:
        """A call as what it asks for; None where it goes through no client."""
        sender = self._senders().of(file, call)
        if sender is None or sender.is_guess:
            return None
        method = (Literal(call.method),) if call.method is not None else (Hole("method"),)
        if call.method_value is not None:
            method = self._names.fold(file, call.scope, call.method_value)
        url = self._names.fold(file, call.scope, call.url)
        base = without_spans(sender.base)
        return _Request(file, call, sender.library, sender.is_async, base, url, method, rewrites_urls=sender.rewrites_urls)

    def _uses_of(self, request: _Request, owner: Owner, trail: tuple[Owner, ...]) -> _Found:
        """The calls that a request of a function stands for: where it is used, and where those are used that only pass on."""
        found = _Found()
        function = function_named(self._files, owner)
        if function is None:
            return _Found(is_complete=False)
        step = WrapperUse(readable_scope(self._files[owner[0]], function.qualified_name), Location(request.file, request.call.span))
        for file, use in self._uses.of(owner):
            for seen in self._at(replace(request, via=(step, *request.via)), function, owner, file, use):
                outer = decided_by(seen.target)
                if outer == owner:
                    continue  # a function that calls itself asks for what it was asked for
                if outer is not None and outer not in trail and len(trail) < MAX_DEPTH:
                    passed_on = replace(seen, file=file, call=replace(request.call, span=use.span, scope=use.scope))
                    inner = self._uses_of(passed_on, outer, (*trail, outer))
                    found.calls.extend(inner.calls)
                    found.is_complete &= inner.is_complete and bool(inner.calls)
                elif outer is not None or parse_url(seen.target).is_dynamic:
                    found.is_complete = False
                else:
                    found.calls.append((file, use, seen))
        return found

    def _at(self, request: _Request, function: Function, owner: Owner, file: str, use: Invocation) -> Iterator[_Request]:
        """The request as it is for one use of its function, in each way in which the conditions of the use come out."""
        url = list(self._filled(request.url, function, owner, file, use, member="url", absent=None))
        standard = Literal(request.call.method or "GET")
        method = list(self._filled(request.method, function, owner, file, use, member="method", absent=standard))
        for way in self._alternatives.of(tuple(each.written for each in (*url, *method))):
            pieces = [self._decided(each, template, file) for each, template in zip((*url, *method), way.templates, strict=True)]
            asked = tuple(piece for each in pieces[: len(url)] for piece in each)
            yield replace(
                request,
                base=self._of_object(request.base, file, use),
                url=self._of_object(asked, file, use),
                method=tuple(piece for each in pieces[len(url) :] for piece in each),
                is_spelled=request.is_spelled and way.is_spelled,
            )

    def _decided(self, filling: _Filling, template: Template, file: str) -> Template:
        """What stands in one place of a request, as the file that uses the function sees it."""
        if filling.anew is not None:
            template = _or_otherwise(self._names.fold(filling.written.file, filling.written.scope, filling.anew), marked(template))
        elif filling.otherwise:
            template = _or_otherwise(template, filling.otherwise)
        return template if filling.written.file == file else without_spans(template)

    def _of_object(self, template: Template, file: str, use: Invocation) -> Template:
        """What is said of any object of a class, for the one whose method is used."""
        receiver = use.callee.rpartition(".")[0] or use.callee  # a function may be made by another, too
        if receiver in SELF:
            return self._objects.of_itself(template, file, use.scope)
        return self._objects.of(template, self._names.resolve(file, use.scope, receiver))

    def _filled(  # noqa: PLR0913  # a use is where, of what, and with what
        self, template: Template, function: Function, owner: Owner, file: str, use: Invocation, *, member: str, absent: Literal | None
    ) -> Iterator[_Filling]:
        for piece in template if owner[0] == file else without_spans(template):
            if not isinstance(piece, ParameterHole) or piece.owner != owner:
                yield _Filling(Written(file, use.scope, piece))
                continue
            passed = given_to(function, piece.parameter, use)
            given = passed[0] if passed is not None and not passed[1] else None
            if given is not None:
                path = piece.member or ((member,) if isinstance(given, Members) else ())
                value, at_file, scope = _member(given, path), file, use.scope
                anew = _set_anew(given, path) if member == "method" else None
            else:
                value, anew, at_file, scope = None, None, *owner
            default = next((each.default for each in function.parameters if each.name == piece.parameter), None)
            if value is None and default is not None:
                value, at_file, scope = _member(default, piece.member), *owner
            if value is None:
                stands_in = Literal(piece.otherwise) if piece.otherwise else absent
                yield _Filling(Written(file, use.scope, stands_in if stands_in is not None else Hole(piece.name)))
            else:
                yield _Filling(Written(at_file, scope, value), anew, piece.otherwise)


def _member(value: Expression, member: tuple[str, ...]) -> Expression | None:
    """A member of what is passed; None: it has none of that name."""
    for name in member:
        if isinstance(value, Members):
            found = dict(value.values).get(name)
            if found is None:
                return None if value.is_complete else Name(f"{value.spread.dotted}.{name}") if value.spread is not None else Hole(name)
            value = found
        elif isinstance(value, Name):
            value = Name(f"{value.dotted}.{name}")
        else:
            return Hole(name)
    return value


def _set_anew(value: Expression, member: tuple[str, ...]) -> Expression | None:
    """What a later spread makes of the member of an object that is spelled out."""
    return dict(value.set_anew).get(member[0]) if isinstance(value, Members) and len(member) == 1 else None


def _or_otherwise(value: Template, otherwise: str) -> Template:
    """A value, or the text that counts where it is nothing, as far as that can be told by now."""
    match value:
        case (ParameterHole() as hole,):
            return (replace(hole, otherwise=hole.otherwise or otherwise),)
        case (Hole(),):
            return (Literal(otherwise),)
        case _:
            return value


def _call(use: Invocation, request: _Request) -> Call:
    target = from_origin(request.target)
    method = "".join(piece.otherwise if isinstance(piece, ParameterHole) else marked((piece,)) for piece in request.method)
    # What stands in where nothing is given says nothing of what is given and not known; what is written out most often stays.
    is_unknown = request.call.method_span is None and any(type(piece) is Hole for piece in request.method)
    return replace(
        request.call,
        scope=use.scope,
        client="",
        library=request.library,
        method=method.upper() if _METHOD.fullmatch(method) and method.isascii() else None if is_unknown else request.call.method,
        url=Join(target),
        span=use.span,
        url_span=span_within(target, use.span) or use.span,
        method_span=None,
        method_value=None,
    )
