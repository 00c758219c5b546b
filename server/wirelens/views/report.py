"""The report of one file: what part it plays, how it is built, whom it talks to."""

from collections.abc import Iterator

from wirelens.model.snapshot import Snapshot
from wirelens.views.communication import communication
from wirelens.views.explanation import report_paragraphs
from wirelens.views.file_contents import file_contents
from wirelens.views.phrases import Phrases
from wirelens.views.report_entries import entries
from wirelens.views.report_structure import structure
from wirelens.views.roles import roles
from wirelens.views.short_names import short_names
from wirelens.views.style import Markdown, Plain


class Report:
    """A report, not yet in a style. Make it with `report`."""

    def __init__(self, snapshot: Snapshot, file: str) -> None:
        self._snapshot = snapshot
        self._file = file
        self._short_name = short_names(snapshot.files)

    def text(self) -> str:
        """Plain text, for terminals."""
        phrases = Phrases(self._snapshot, Plain(self._short_name))
        return "\n".join((phrases.style.file(self._file), *report_lines(phrases, self._file)))

    def markdown(self) -> str:
        """A Markdown document with links; after it what Gemini said, if anything, marked as Gemini's."""
        style = Markdown(self._snapshot.places, self._short_name)
        phrases = Phrases(self._snapshot, style)
        title, *rest = report_lines(phrases, self._file)
        parts = [phrases.style.file(self._file), f"**{phrases.style.plain(title)}**", "\n".join(rest)]
        for explanation in self._snapshot.explanations.get(self._file, ()):
            parts += report_paragraphs(phrases, style, explanation)
        return "\n\n".join(parts) + "\n"


def report(snapshot: Snapshot, file: str) -> Report:
    """The report of a file, wired or not."""
    return Report(snapshot, file)


def report_lines(phrases: Phrases, file: str) -> Iterator[str]:
    """What is certain of a file, a line each; the first is the title."""
    contents = file_contents(phrases.relations, file)
    played = roles(phrases.relations, contents)
    named = [phrases.say(f"role.{role.name}") for role in played] or [phrases.say("role.none")]
    yield phrases.say("report.title", roles=" · ".join(named))
    yield "- " + phrases.say("report.structure", text=structure(phrases, file, contents))
    yield "- " + phrases.say("report.communication", text=communication(phrases, played))
    for entry in entries(phrases, contents):
        yield f"  - {entry}"
    for finding in phrases.snapshot.findings:
        if file in (finding.location.file, *(related.location.file for related in finding.related)):
            yield f"  - {phrases.finding(finding, file, with_line=True)}"
    change = phrases.change(file)
    if change:
        yield f"- {change}"
