"""A workspace's own queues: a function that sends to or receives from whatever its callers name does so once for each use of it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from wirelens.link.channels import is_known
from wirelens.link.names import SELF, Names
from wirelens.link.origins import carries
from wirelens.link.template import ParameterHole, Template, without_spans
from wirelens.model.expression import Expression, Hole, Join, Literal
from wirelens.model.facts import FileFacts, Function, Invocation, Receive, Send

MAX_DEPTH = 4
"""More functions than that between a name and the message it is for are a circle."""

_Owner = tuple[str, str]
_Message = Send | Receive


def expand_messages(files: Mapping[str, FileFacts], names: Names) -> Mapping[str, FileFacts]:
    """Puts a send or a receive wherever a function is used that does it for its caller."""
    uses = _Uses(files, names)
    added: dict[str, list[_Message]] = defaultdict(list)
    for file, facts in sorted(files.items()):
        for message in (*facts.sends, *facts.receives):
            if isinstance(message, Send) and message.is_declared:
                continue
            template = names.fold(file, message.scope, message.name)
            if is_known(template) or (message.through is not None and not carries(names, file, message.scope, message.through)):
                continue
            for its_file, use, named in uses.of(template, ()):
                added[its_file].append(replace(message, scope=use.scope, name=Join(named), span=use.span, through=None))
    return {**files, **{file: _with(files[file], messages) for file, messages in added.items()}}


def _with(facts: FileFacts, messages: list[_Message]) -> FileFacts:
    spans = {message.span for message in messages}
    return replace(
        facts,
        sends=tuple(sorted((*facts.sends, *(each for each in messages if isinstance(each, Send))), key=_place)),
        receives=tuple(sorted((*facts.receives, *(each for each in messages if isinstance(each, Receive))), key=_place)),
        invocations=tuple(each for each in facts.invocations if each.span not in spans),
    )


class _Uses:
    """Where functions are used, and what their callers give them."""

    def __init__(self, files: Mapping[str, FileFacts], names: Names) -> None:
        self._files = files
        self._names = names

    def of(self, template: Template, trail: tuple[_Owner, ...]) -> Iterator[tuple[str, Invocation, Template]]:
        """Each use that makes a name known of which nothing is known inside, with the name that it makes."""
        owners = {piece.owner for piece in template if isinstance(piece, ParameterHole)}
        owner = owners.pop() if len(owners) == 1 else None
        function = self._functions.get(owner) if owner is not None else None
        if owner is None or function is None or owner in trail or len(trail) == MAX_DEPTH:
            return
        for file, use in self._used(owner, function):
            named = tuple(self._filled(template, owner, function, file, use))
            if is_known(named):
                yield file, use, named
            else:
                yield from self.of(named, (*trail, owner))

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
            given = _given(function, piece, use) if isinstance(piece, ParameterHole) and piece.owner == owner and not piece.member else None
            if given is None:
                yield piece
            else:
                expression, is_default = given
                scope = owner if is_default else (file, use.scope)
                yield from self._names.fold(*scope, expression)


def _given(function: Function, hole: ParameterHole, use: Invocation) -> tuple[Expression, bool] | None:
    """What a use passes for a parameter, or that it passes nothing and so the default counts; None where it is not known."""
    by_keyword = dict(use.keywords).get(hole.parameter)
    if by_keyword is not None:
        return by_keyword, False
    listed = [each.name for each in function.parameters]
    if listed and listed[0] in SELF:
        listed = listed[1:]
    index = listed.index(hole.parameter) if hole.parameter in listed else -1
    if 0 <= index < len(use.arguments):
        return use.arguments[index], False
    default = next((each.default for each in function.parameters if each.name == hole.parameter), None)
    return (default, True) if default is not None else None


def _place(message: _Message) -> tuple[int, int]:
    return message.span.start.line, message.span.start.column
