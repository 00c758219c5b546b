"""From a moment of the workspace to what Gemini is asked: the scope's code, the code around it, and what the map says of both."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from wirelens.explain.packing import pack
from wirelens.explain.request import Facts, Part, Request
from wirelens.model.communication_map import OutgoingCall
from wirelens.model.finding import Finding
from wirelens.model.narrative import Scope
from wirelens.model.settings import Settings
from wirelens.model.snapshot import Snapshot
from wirelens.views.scope_facts import scope_facts
from wirelens.views.surroundings import Stretch, surroundings
from wirelens.workspace.addresses import without_addresses_from_elsewhere

TextOf = Callable[[str], str | None]
"""The text of a file by its key: the open document's over the disk's, None where there is none."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What to explain, and the moment of the workspace that it belongs to. `text_of` gives the texts of that moment, on any thread."""

    root: Path
    scope: Scope
    snapshot: Snapshot
    settings: Settings
    text_of: TextOf
    is_trusted: bool = True


def request_of(snapshot: Snapshot, scope: Scope, text_of: TextOf, model: str) -> Request | None:
    """What Gemini is asked about a scope; None where the workspace no longer has it.

    Addresses that the code does not hold stay on the machine. The snapshot holds nothing that is never sent: see `sendable_part`.
    Takes milliseconds and reads files: not for the event loop.
    """
    static = replace(snapshot, language="en", git=None, changed_files={}, explanations={})
    stretches = surroundings(static, scope)
    if stretches is None:
        return None
    texts = {file: text_of(file) for file in dict.fromkeys(stretch.file for stretch in stretches)}
    if texts.get(scope.file) is None:
        return None
    known = {file: _sendable(text) for file, text in texts.items() if text is not None}
    parts, omitted = pack(_parts(stretches, known))
    if not any(part.why == "asked" for part in parts):
        return None
    calls = without_addresses_from_elsewhere(static.map, known)
    facts = scope_facts(replace(static, findings=_findings_but_of(static, calls)), scope, stretches, calls)
    return Request(scope, parts, tuple(Facts(file, _sendable(text)) for file, text in facts), snapshot.language, model, omitted)


def _parts(stretches: Sequence[Stretch], texts: Mapping[str, str]) -> Iterator[Part]:
    lines = {file: text.replace("\r\n", "\n").replace("\r", "\n").split("\n") for file, text in texts.items()}
    for stretch in stretches:
        shown = lines.get(stretch.file, [])[stretch.first - 1 : stretch.last]
        if shown:
            yield Part(stretch.file, stretch.first, "\n".join(shown), stretch.why)


def _findings_but_of(snapshot: Snapshot, calls: Mapping[str, OutgoingCall]) -> tuple[Finding, ...]:
    """What is wrong elsewhere than at some calls: it would tell their addresses."""
    places = [call.location for call in calls.values()]
    return tuple(
        finding
        for finding in snapshot.findings
        if not any(place.file == finding.location.file and place.span.touches(finding.location.span) for place in places)
    )


def _sendable(text: str) -> str:
    """The text without what has no UTF-8: lone surrogates of a broken document."""
    return text.encode("utf-8", "replace").decode("utf-8")
