"""Which routers hang below which prefix, as written: what is included from elsewhere in the workspace."""

from collections.abc import Iterator, Mapping

from wirelens.link.definitions import Definition
from wirelens.link.names import Names
from wirelens.link.template import render
from wirelens.model.communication_map import Inclusion
from wirelens.model.expression import Name
from wirelens.model.facts import FileFacts, Include, Router
from wirelens.model.span import Location


def find_inclusions(files: Mapping[str, FileFacts], names: Names) -> tuple[Inclusion, ...]:
    """The includes of routers that another file defines, in the order of the source."""
    return tuple(inclusion for file, facts in sorted(files.items()) for inclusion in _of_file(file, facts, names))


def _of_file(file: str, facts: FileFacts, names: Names) -> Iterator[Inclusion]:
    for include in sorted(facts.includes, key=lambda each: each.span):
        child = _child(file, include, names)
        router = None if child is None else child.fact
        if child is not None and child.file != file and isinstance(router, Router):
            prefix = names.fold_path(file, include.scope, include.prefix)
            own = () if include.replaces_prefix else names.fold_path(child.file, router.scope, router.prefix)
            yield Inclusion(Location(file, include.span), render((*prefix, *own)), Location(child.file, router.span), include.child_span)


def _child(file: str, include: Include, names: Names) -> Definition | None:
    """The router that is included; of a module the member that stands for its routes."""
    found = names.resolve_reference(file, include.scope, include.child)
    if (found is None or not isinstance(found.fact, Router)) and include.of_module and isinstance(include.child, Name):
        return names.resolve(file, include.scope, f"{include.child.dotted}.{include.of_module}")
    return found
