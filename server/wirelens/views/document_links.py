"""Links in a file: URLs that lead to a handler, and names of modules whose routes are included."""

from dataclasses import dataclass

from wirelens.messages import render
from wirelens.model.message import message
from wirelens.model.snapshot import Snapshot
from wirelens.model.span import Location, Span
from wirelens.views import names
from wirelens.views.relations import relations
from wirelens.views.wires import CallWire


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """A text that leads to another place, and what is there."""

    span: Span
    target: Location
    tooltip: str


def document_links(snapshot: Snapshot, file: str) -> tuple[DocumentLink, ...]:
    """The links of a file in the order of their places; none for a URL that may lead to several handlers."""
    known = relations(snapshot.map)
    links: list[DocumentLink] = []
    for wire in known.wires(file).wires:
        target = known.target(wire.call) if isinstance(wire, CallWire) and wire.part == "url" else None
        if isinstance(wire, CallWire) and target is not None:
            what = message(
                "editor.link.handler", route=f"{names.methods(target)} {names.path(target)}", handler=target.handler, service=target.service
            )
            links.append(DocumentLink(wire.call.path_span or wire.span, target.location, render(what, snapshot.language)))
    for inclusion in known.inclusions(file):
        if inclusion.name_span is not None:
            what = message("editor.link.routes", prefix=names.prefix(inclusion), place=f"{inclusion.child.file}:{inclusion.child.line}")
            links.append(DocumentLink(inclusion.name_span, inclusion.child, render(what, snapshot.language)))
    return tuple(sorted(links, key=lambda link: link.span))
