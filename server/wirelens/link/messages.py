"""A workspace's own queues: a function that sends to or receives from whatever its callers name does so once for each use of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from wirelens.link.channels import is_known
from wirelens.link.functions import function_named
from wirelens.link.instances import Instances, given_to
from wirelens.link.names import Names
from wirelens.link.origins import carries
from wirelens.link.template import ParameterHole, Template, holes, without_spans
from wirelens.link.uses import Owner, Uses
from wirelens.model.expression import Hole, Join, Literal, Name
from wirelens.model.facts import FileFacts, Function, Invocation, Receive, Reference, Send

MAX_DEPTH = 4
"""More functions than that between a name and the message it is for are a circle."""

_BOUND_BY_PATTERNS = frozenset({"rabbitmq"})
"""Kinds of channels that are received from by `order.*` where the name says so, whatever the method (RabbitMQ's topic exchanges)."""

Message = Send | Receive


class _Use(NamedTuple):
    """A use that makes a name known: where it is written, the name that it makes, and who is given what comes."""

    file: str
    invocation: Invocation
    named: Template
    handler: Reference | None


@dataclass(slots=True)
class _Found:
    """Uses that make a name known. `is_complete`: every use does, and whole."""

    uses: list[_Use] = field(default_factory=list[_Use])
    is_complete: bool = True


@dataclass(frozen=True, slots=True)
class DecidedMessages:
    """What becomes of the messages of a file that callers or objects name: each that is added with its file, and those that are gone."""

    messages: tuple[tuple[str, Message], ...] = ()
    gone: frozenset[Message] = frozenset()


class Messages:
    """Follows names of messages to whoever says them."""

    def __init__(self, files: Mapping[str, FileFacts], names: Names, uses: Uses) -> None:
        self._files = files
        self._names = names
        self._uses = uses
        self._instances = Instances(files, names, uses)

    def decided(self, file: str) -> DecidedMessages:
        """A send or a receive wherever a function is used that does it for its caller; those of objects with their names."""
        facts = self._files.get(file)
        added: list[tuple[str, Message]] = []
        gone: set[Message] = set()
        for message in (*facts.sends, *facts.receives) if facts is not None else ():
            if isinstance(message, Send) and message.is_declared:
                continue
            whole = self._names.fold(file, message.scope, message.name)
            if not holes(whole) or (message.through is not None and not carries(self._names, file, message.scope, message.through)):
                continue
            templates = self._instances.fold(file, message.scope, message.name)
            kept: list[Template] = []
            for template in templates:
                found = self._uses_of(template, message.handler if isinstance(message, Receive) else None, ())
                is_theirs = bool(found.uses) and (found.is_complete or not is_known(template))
                added += [(use.file, _as_used(message, use)) for use in (found.uses if is_theirs else ())]
                kept += [] if is_theirs else [template]
            if kept != [whole]:
                gone.add(message)
                added += [(file, replace(message, name=Join(template))) for template in kept]
        return DecidedMessages(tuple(added), frozenset(gone))

    def _uses_of(self, template: Template, handler: Reference | None, trail: tuple[Owner, ...]) -> _Found:
        """The uses of the function whose parameter decides a name."""
        owners = {piece.owner for piece in template if isinstance(piece, ParameterHole)}
        owner = owners.pop() if len(owners) == 1 else None
        function = function_named(self._files, owner) if owner is not None else None
        if owner is None or function is None or owner in trail or len(trail) == MAX_DEPTH:
            return _Found(is_complete=False)
        found = _Found()
        for file, use in self._uses.of(owner):
            named, handled = tuple(self._filled(template, owner, function, file, use)), _handed(handler, function, use)
            inner = self._uses_of(named, handled, (*trail, owner)) if any(isinstance(piece, ParameterHole) for piece in named) else None
            if inner is not None and inner.uses and inner.is_complete:
                found.uses += inner.uses
            elif is_known(named):
                found.uses.append(_Use(file, use, named, handled))
                found.is_complete &= not holes(named)
            else:
                found.uses += inner.uses if inner is not None else []
                found.is_complete = False
        return found

    def _filled(self, template: Template, owner: Owner, function: Function, file: str, use: Invocation) -> Iterator[Literal | Hole]:
        for piece in without_spans(template):
            is_given = isinstance(piece, ParameterHole) and piece.owner == owner and not piece.member
            given = given_to(function, piece.parameter, use) if isinstance(piece, ParameterHole) and is_given else None
            if given is None:
                yield piece
            else:
                expression, is_default = given
                yield from self._names.fold(*(owner if is_default else (file, use.scope)), expression)


def _as_used(message: Message, use: _Use) -> Message:
    """What a function sends or receives for its caller, as if the caller did it."""
    scope, name, span = use.invocation.scope, Join(use.named), use.invocation.span
    told = replace(message, scope=scope, name=name, span=span, through=None)
    if not isinstance(told, Receive):
        return told
    texts = "".join(piece.text for piece in use.named if isinstance(piece, Literal))
    is_pattern = told.is_pattern or (told.kind in _BOUND_BY_PATTERNS and ("*" in texts or "#" in texts))
    return replace(told, handler=use.handler, is_pattern=is_pattern)


def _handed(handler: Reference | None, function: Function, use: Invocation) -> Reference | None:
    """Who is given what comes, where a function's caller says that."""
    if not isinstance(handler, Name) or all(each.name != handler.dotted for each in function.parameters):
        return handler
    given = given_to(function, handler.dotted, use)
    return given[0] if given is not None and isinstance(given[0], Name) else handler
