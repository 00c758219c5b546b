"""Services that are older states of others: whole folders that somebody has kept inside of them."""

from collections.abc import Iterable, Mapping
from posixpath import relpath

from wirelens.link.applications import is_below
from wirelens.model.communication_map import Endpoint


def copies(roots: Mapping[str, str], endpoints: Mapping[str, Iterable[Endpoint]]) -> frozenset[str]:
    """The services that lie inside of another one's folder and have more of its routes in the same files than others.

    Nobody calls them while the other is there: where several services may be meant, they are not.

    Args:
        roots: the folder of each service.
        endpoints: those of each service.
    """
    places = {service: {_place(each, root) for each in endpoints.get(service, ())} for service, root in roots.items()}
    return frozenset(
        service
        for service, root in roots.items()
        if any(
            root != other_root and is_below(root, other_root) and 2 * len(places[service] & places[other]) > len(places[service])
            for other, other_root in roots.items()
        )
    )


def _place(endpoint: Endpoint, root: str) -> tuple[str, str]:
    """The path of an endpoint, and where it is declared in the folder of its service."""
    return endpoint.path, relpath(f"/{endpoint.declared.file}", f"/{root}")
