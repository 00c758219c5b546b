"""What the map says of the code that Gemini is asked about: of what was asked, and of everyone around it, file by file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from wirelens.model.communication_map import OutgoingCall
from wirelens.model.narrative import Scope
from wirelens.model.snapshot import Snapshot
from wirelens.model.span import Location
from wirelens.views.file_contents import FileContents, file_contents
from wirelens.views.phrases import Phrases
from wirelens.views.report import report_lines
from wirelens.views.report_entries import entries
from wirelens.views.style import Plain
from wirelens.views.surroundings import Stretch


def scope_facts(
    snapshot: Snapshot, scope: Scope, stretches: Sequence[Stretch], other_calls: Mapping[str, OutgoingCall]
) -> tuple[tuple[str, str], ...]:
    """File keys, each with what is known of the stretches in it, in the order of the stretches.

    Args:
        snapshot: without git and without explanations: what Gemini said once is no fact, and a commit changes nothing in the code.
        scope: what is asked about; of a whole file, its report is what is known.
        stretches: see `surroundings`.
        other_calls: calls that are told otherwise than the map has them, by their ids.
    """
    phrases = Phrases(snapshot, Plain())
    if other_calls:
        phrases.relations = phrases.relations.with_calls(other_calls)
    found: list[tuple[str, str]] = []
    for file in dict.fromkeys(stretch.file for stretch in stretches):
        within = [stretch for stretch in stretches if stretch.file == file]
        whole = scope.kind == "file" and file == scope.file
        told = report_lines(phrases, file) if whole else _lines(phrases, file, within)
        text = "\n".join(told)
        if text:
            found.append((file, text))
    return tuple(found)


def _lines(phrases: Phrases, file: str, stretches: Sequence[Stretch]) -> Iterator[str]:
    for entry in entries(phrases, _within(file_contents(phrases.relations, file), stretches)):
        yield f"- {entry}"
    for finding in phrases.snapshot.findings:
        if finding.location.file == file and _holds(stretches, finding.location):
            yield f"- {phrases.finding(finding, file, with_line=True)}"


def _within(contents: FileContents, stretches: Sequence[Stretch]) -> FileContents:
    """The wires in some stretches of a file. Every request there is told, also what a handler's line already says."""

    def holds(location: Location) -> bool:
        return _holds(stretches, location)

    return replace(
        contents,
        endpoints=tuple(endpoint for endpoint in contents.endpoints if holds(endpoint.location)),
        routes=tuple(endpoint for endpoint in contents.routes if holds(endpoint.declared)),
        tasks=tuple(each for each in contents.tasks if holds(each[1].location)),
        received=tuple(each for each in contents.received if holds(each[1].location) or holds(each[1].runs)),
        sent=tuple(each for each in contents.sent if holds(each[1].location)),
        own_calls=tuple(call for call in contents.calls if holds(call.location)),
        inclusions=tuple(inclusion for inclusion in contents.inclusions if holds(inclusion.location)),
    )


def _holds(stretches: Sequence[Stretch], location: Location) -> bool:
    return any(stretch.first <= location.line and (stretch.last is None or location.line <= stretch.last) for stretch in stretches)
