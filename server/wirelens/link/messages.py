"""A workspace's own queues: a function that sends to or receives from whatever its callers name does so once for each use of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from wirelens.link.channels import is_known
from wirelens.link.functions import function_named
from wirelens.link.instances import Instances, given_to
from wirelens.link.names import Names
from wirelens.link.origins import carries
from wirelens.link.template import ParameterHole, Template, holes, without_spans
from wirelens.link.uses import Owner, Uses
from wirelens.model.expression import Hole, Join, Literal
from wirelens.model.facts import FileFacts, Function, Invocation, Receive, Send

MAX_DEPTH = 4
"""More functions than that between a name and the message it is for are a circle."""

Message = Send | Receive


@dataclass(slots=True)
class _Found:
    """Uses that make a name known, with the name that each makes. `is_complete`: every use does, and whole."""

    uses: list[tuple[str, Invocation, Template]] = field(default_factory=list[tuple[str, Invocation, Template]])
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
                found = self._uses_of(template, ())
                is_theirs = bool(found.uses) and (found.is_complete or not is_known(template))
                for its_file, use, named in found.uses if is_theirs else ():
                    added.append((its_file, replace(message, scope=use.scope, name=Join(named), span=use.span, through=None)))
                kept += [] if is_theirs else [template]
            if kept != [whole]:
                gone.add(message)
                added += [(file, replace(message, name=Join(template))) for template in kept]
        return DecidedMessages(tuple(added), frozenset(gone))

    def _uses_of(self, template: Template, trail: tuple[Owner, ...]) -> _Found:
        """The uses of the function whose parameter decides a name."""
        owners = {piece.owner for piece in template if isinstance(piece, ParameterHole)}
        owner = owners.pop() if len(owners) == 1 else None
        function = function_named(self._files, owner) if owner is not None else None
        if owner is None or function is None or owner in trail or len(trail) == MAX_DEPTH:
            return _Found(is_complete=False)
        found = _Found()
        for file, use in self._uses.of(owner):
            named = tuple(self._filled(template, owner, function, file, use))
            inner = self._uses_of(named, (*trail, owner)) if any(isinstance(piece, ParameterHole) for piece in named) else None
            if inner is not None and inner.uses and inner.is_complete:
                found.uses += inner.uses
            elif is_known(named):
                found.uses.append((file, use, named))
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
