"""A workspace's own queues: a function that sends to or receives from whatever its callers name does so once for each use of it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from wirelens.link.channels import is_known
from wirelens.link.instances import Instances, given_to
from wirelens.link.names import Names
from wirelens.link.origins import carries
from wirelens.link.template import ParameterHole, Template, holes, without_spans
from wirelens.model.expression import Hole, Join, Literal
from wirelens.model.facts import FileFacts, Function, Invocation, Receive, Send

MAX_DEPTH = 4
"""More functions than that between a name and the message it is for are a circle."""

_Owner = tuple[str, str]
_Message = Send | Receive


@dataclass(slots=True)
class _Found:
    """Uses that make a name known, with the name that each makes. `is_complete`: every use does, and whole."""

    uses: list[tuple[str, Invocation, Template]] = field(default_factory=list[tuple[str, Invocation, Template]])
    is_complete: bool = True


def expand_messages(files: Mapping[str, FileFacts], names: Names) -> Mapping[str, FileFacts]:
    """Puts a send or a receive wherever a function is used that does it for its caller, and gives those of objects their names."""
    uses, instances = _Uses(files, names), Instances(files, names)
    added: dict[str, list[_Message]] = defaultdict(list)
    removed: dict[str, list[_Message]] = defaultdict(list)
    for file, facts in sorted(files.items()):
        for message in (*facts.sends, *facts.receives):
            if isinstance(message, Send) and message.is_declared:
                continue
            whole = names.fold(file, message.scope, message.name)
            if not holes(whole) or (message.through is not None and not carries(names, file, message.scope, message.through)):
                continue
            templates = instances.fold(file, message.scope, message.name)
            kept: list[Template] = []
            for template in templates:
                found = uses.of(template, ())
                is_theirs = bool(found.uses) and (found.is_complete or not is_known(template))
                for its_file, use, named in found.uses if is_theirs else ():
                    added[its_file].append(replace(message, scope=use.scope, name=Join(named), span=use.span, through=None))
                kept += [] if is_theirs else [template]
            if kept != [whole]:
                removed[file].append(message)
                added[file] += [replace(message, name=Join(template)) for template in kept]
    return {**files, **{file: _with(files[file], added[file], removed[file]) for file in sorted({*added, *removed})}}


def _with(facts: FileFacts, added: list[_Message], removed: list[_Message]) -> FileFacts:
    spans = {message.span for message in added if message.through is None}
    gone = {id(message) for message in removed}
    sends = [each for each in facts.sends if id(each) not in gone] + [each for each in added if isinstance(each, Send)]
    receives = [each for each in facts.receives if id(each) not in gone] + [each for each in added if isinstance(each, Receive)]
    return replace(
        facts,
        sends=tuple(sorted(sends, key=_place)),
        receives=tuple(sorted(receives, key=_place)),
        invocations=tuple(each for each in facts.invocations if each.span not in spans),
    )


class _Uses:
    """Where functions are used, and what their callers give them."""

    def __init__(self, files: Mapping[str, FileFacts], names: Names) -> None:
        self._files = files
        self._names = names

    def of(self, template: Template, trail: tuple[_Owner, ...]) -> _Found:
        """The uses of the function whose parameter decides a name."""
        owners = {piece.owner for piece in template if isinstance(piece, ParameterHole)}
        owner = owners.pop() if len(owners) == 1 else None
        function = self._functions.get(owner) if owner is not None else None
        if owner is None or function is None or owner in trail or len(trail) == MAX_DEPTH:
            return _Found(is_complete=False)
        found = _Found()
        for file, use in self._used(owner, function):
            named = tuple(self._filled(template, owner, function, file, use))
            inner = self.of(named, (*trail, owner)) if any(isinstance(piece, ParameterHole) for piece in named) else None
            if inner is not None and inner.uses and inner.is_complete:
                found.uses += inner.uses
            elif is_known(named):
                found.uses.append((file, use, named))
                found.is_complete &= not holes(named)
            else:
                found.uses += inner.uses if inner is not None else []
                found.is_complete = False
        return found

    @cached_property
    def _functions(self) -> dict[_Owner, Function]:
        return {(file, each.qualified_name): each for file, facts in self._files.items() for each in facts.functions}

    @cached_property
    def _by_word(self) -> dict[str, list[tuple[str, Invocation]]]:
        """Invocations by the last word of what is called."""
        found: defaultdict[str, list[tuple[str, Invocation]]] = defaultdict(list)
        for file, facts in sorted(self._files.items()):
            for use in facts.invocations:
                found[use.callee.rpartition(".")[2]].append((file, use))
        return found

    def _used(self, owner: _Owner, function: Function) -> Iterator[tuple[str, Invocation]]:
        for file, use in self._by_word.get(function.name, ()):
            found = self._names.resolve(file, use.scope, use.callee)
            if found is not None and not found.rest and found.fact == function and found.file == owner[0]:
                yield file, use

    def _filled(self, template: Template, owner: _Owner, function: Function, file: str, use: Invocation) -> Iterator[Literal | Hole]:
        for piece in without_spans(template):
            is_given = isinstance(piece, ParameterHole) and piece.owner == owner and not piece.member
            given = given_to(function, piece.parameter, use) if isinstance(piece, ParameterHole) and is_given else None
            if given is None:
                yield piece
            else:
                expression, is_default = given
                yield from self._names.fold(*(owner if is_default else (file, use.scope)), expression)


def _place(message: _Message) -> tuple[int, int]:
    return message.span.start.line, message.span.start.column
