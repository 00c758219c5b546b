"""Attributes in a URL that subclasses define anew: a base class asks for something else in each of them."""

from collections.abc import Iterable, Iterator, Mapping

from wirelens.link.definitions import SELF, qualified_name
from wirelens.link.names import Names
from wirelens.model.expression import Choice, Expression, Join, Name, Result
from wirelens.model.facts import Binding, FileFacts
from wirelens.model.span import Location

_MOST_NAMES = 50
"""How many names are followed from one URL."""


def is_overridden(places: Iterable[Location], files: Mapping[str, FileFacts], names: Names) -> bool:
    """Whether what is sent at these places (a request, and the uses of functions that lead to it) is different in a subclass.

    Subclasses are told by the name of their base alone: this is asked to stay silent, never to claim anything.
    """
    return any(_is_defined_below(owner, attribute, files) for owner, attribute in _attributes(places, files, names))


def _attributes(places: Iterable[Location], files: Mapping[str, FileFacts], names: Names) -> Iterator[tuple[str, str]]:
    """The attributes of its own object that a URL is made of, each with the name of the class."""
    pending: list[tuple[str, str, Expression]] = []
    for place in places:
        facts = files[place.file]
        pending.extend((place.file, call.scope, call.url) for call in facts.calls if call.span == place.span)
        uses = (use for use in facts.invocations if use.span == place.span)
        pending.extend((place.file, use.scope, value) for use in uses for value in (Name(use.callee), *use.arguments))
    for _ in range(_MOST_NAMES):
        if not pending:
            return
        file, scope, value = pending.pop()
        match value:
            case Join(parts) | Choice(parts):
                pending.extend((file, scope, part) for part in parts)
            case Name(dotted) | Result(dotted):
                first, _, rest = dotted.partition(".")
                attribute = rest.partition(".")[0]
                owner = _class_around(scope, files[file]) if first in SELF and attribute else None
                if owner is not None:
                    yield owner, attribute
                found = names.resolve(file, scope, dotted)
                if found is not None and isinstance(found.fact, Binding) and not found.rest:
                    pending.append((found.file, found.fact.scope, found.fact.value))
            case _:
                pass


def _class_around(scope: str, facts: FileFacts) -> str | None:
    around = [each for each in facts.classes if f"{scope}.".startswith(f"{qualified_name(each)}.")]
    return max(around, key=lambda each: len(qualified_name(each))).name if around else None


def _is_defined_below(owner: str, attribute: str, files: Mapping[str, FileFacts]) -> bool:
    asked = {attribute, *(f"{itself}.{attribute}" for itself in SELF)}
    pending, seen = [owner], {owner}
    while pending:
        base = pending.pop()
        for facts in files.values():
            called = {base, *(each.name for each in facts.imports if each.member == base)} if facts.classes else set[str]()
            below = [each for each in facts.classes if any(_word(written) in called for written in each.bases)]
            scopes = {qualified_name(each) for each in below}
            if scopes and any(each.scope in scopes and each.name in asked for each in (*facts.bindings, *facts.functions)):
                return True
            pending.extend(each.name for each in below if each.name not in seen)
            seen.update(each.name for each in below)
    return False


def _word(base: str) -> str:
    return base.partition("[")[0].partition("<")[0].rpartition(".")[2]
