"""Services that are older states of others: whole folders that somebody has kept inside of them."""

from collections.abc import Iterable, Mapping
from posixpath import relpath

from wirelens.link.applications import is_below
from wirelens.model.communication_map import Endpoint


def find_copies(roots: Mapping[str, str], endpoints: Mapping[str, Iterable[Endpoint]]) -> frozenset[str]:
    """The services that lie inside of another one's folder and have more of its routes in the same files than others.

    Nobody calls them while the other is there: where several services may be meant, they are not.

    Args:
        roots: the folder of each service.
        endpoints: those of each service.
    """
    inside = [(one, other) for one in roots for other in roots if roots[one] != roots[other] and is_below(roots[one], roots[other])]
    places = {each: {_place(endpoint, roots[each]) for endpoint in endpoints.get(each, ())} for pair in inside for each in pair}
    return frozenset(one for one, other in inside if 2 * len(places[one] & places[other]) > len(places[one]))


def _place(endpoint: Endpoint, root: str) -> tuple[str, str]:
    """The path of an endpoint, and where it is declared in the folder of its service."""
    return endpoint.path, relpath(f"/{endpoint.declared.file}", f"/{root}")
