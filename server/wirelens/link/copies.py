"""Services that are states of one another: a folder that somebody has kept inside of the project, the lessons of a course side by side."""

from collections.abc import Iterable, Mapping
from itertools import permutations

from wirelens.link.applications import is_below
from wirelens.model.communication_map import Endpoint

Copies = Mapping[str, frozenset[str]]
"""By service, those of which it is another state."""

_LEAST = 3
"""So many routes in the same places are no chance."""


def find_copies(roots: Mapping[str, str], endpoints: Mapping[str, Iterable[Endpoint]]) -> Copies:
    """The services of which one has most of its routes in the same files as another.

    Args:
        roots: the folder of each service.
        endpoints: those of each service.
    """
    places = {each: {_place(endpoint, roots[each]) for endpoint in endpoints.get(each, ())} for each in (roots if len(roots) > 1 else ())}
    pairs = [
        (one, other)
        for one, other in permutations(places, 2)
        if roots[one] != roots[other] and _are_states(len(places[one] & places[other]), len(places[one]), len(places[other]))
    ]
    return {one: frozenset(other for each, other in pairs if each == one) for one, _ in pairs}


def meant(services: Iterable[str], copies: Copies, roots: Mapping[str, str], file: str) -> tuple[str, ...]:
    """Of services that a file may mean those that it does: of several states the one beside it, and not what is kept inside of another."""
    candidates = dict.fromkeys(services)
    states = {one: candidates.keys() & copies.get(one, frozenset()) for one in candidates}
    return tuple(one for one in candidates if not any(_is_nearer(file, roots[other], roots[one]) for other in states[one]))


def _are_states(common: int, one: int, other: int) -> bool:
    return common >= _LEAST and 2 * common > min(one, other)


def _is_nearer(file: str, root: str, other: str) -> bool:
    near, far = _shared(file, root), _shared(file, other)
    return near > far or (near == far and is_below(other, root))


def _shared(file: str, root: str) -> int:
    """How many folders from the top on a file shares with a folder."""
    count = 0
    for one, other in zip(file.split("/")[:-1], root.split("/"), strict=False):
        if one != other:
            break
        count += 1
    return count


def _place(endpoint: Endpoint, root: str) -> tuple[str, tuple[str, ...], str]:
    """The path and methods of an endpoint, and where it is declared in the folder of its service."""
    return endpoint.path, endpoint.methods, endpoint.declared.file.removeprefix(f"{root}/")
