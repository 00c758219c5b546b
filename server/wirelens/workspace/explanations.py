"""The stored explanations of a workspace and their reports: the part of explaining that waits for the disk."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from wirelens.explain.request import PROMPT_VERSION, Request
from wirelens.model.message import Message
from wirelens.model.narrative import Explanation, Narrative, Staleness
from wirelens.model.snapshot import Snapshot
from wirelens.store.cache import Cache
from wirelens.store.narratives import Entry, Narratives
from wirelens.store.reports import Reports, places_from
from wirelens.views.project_report import project_report
from wirelens.views.report import report
from wirelens.workspace.requesting import TextOf, request_of
from wirelens.workspace.sendable import Sendable
from wirelens.workspace.sendable_map import sendable_part


class Explanations:
    """What is kept in the cache folder. Synchronous; used on one thread."""

    def __init__(self, folder: Path) -> None:
        """Opens the cache in `folder`, or goes on without."""
        self._cache = Cache.open(folder)
        self._narratives = Narratives(self._cache)
        self._reports = Reports(folder / "reports")
        self._reported: dict[Path, tuple[Explanation, ...]] = {}

    def take_message(self) -> Message | None:
        """What the user should be told about the cache, once."""
        return self._cache.take_message()

    def find(self, root: Path, request: Request) -> Narrative | None:
        """The explanation that answers a request, if there is one; it counts as the latest from now on."""
        narrative = self._narratives.find(request.key)
        if narrative is not None:
            self._narratives.note(root, _entry(request))
        return narrative

    def keep(self, root: Path, request: Request, narrative: Narrative) -> None:
        """Keeps an explanation."""
        self._narratives.keep(request.key, narrative)
        self._narratives.note(root, _entry(request))

    def standing(  # noqa: PLR0913, PLR0917 - all of them together are the moment
        self, root: Path, snapshot: Snapshot, model: str, text_of: TextOf, files: Iterable[str] | None, sendable: Sendable
    ) -> Mapping[str, tuple[Explanation, ...]]:
        """What was explained of some files (None: of all), with how it stands to the workspace as it is in `snapshot`.

        Answers of another model, in another language or to an older prompt are answers to another question.
        """
        asked = {
            file: [entry for entry in self._narratives.entries(root, file) if _asks_the_same(entry, snapshot, model)]
            for file in (self._narratives.files(root) if files is None else files)
        }
        if not any(asked.values()):
            return {}  # all files of a workspace are looked at only where something was explained
        found: dict[str, tuple[Explanation, ...]] = {}
        sent = sendable_part(snapshot, sendable)
        for file, entries in asked.items():
            explanations = tuple(filter(None, (self._explanation(root, sent, entry, text_of) for entry in entries)))
            if explanations:
                found[file] = explanations
                self._report_if_different(root, replace(snapshot, explanations=found), file)
        return found

    def listing(self, root: Path, snapshot: Snapshot, text_of: TextOf, sendable: Sendable) -> tuple[Explanation, ...]:
        """All that was explained of the folder, by any model and in any language, with how it stands to `snapshot`."""
        sent = sendable_part(snapshot, sendable)
        entries = [entry for file in self._narratives.files(root) for entry in self._narratives.entries(root, file)]
        found = (self._explanation(root, replace(sent, language=entry.language), entry, text_of) for entry in entries)
        return tuple(filter(None, found))

    def write_page(self, root: Path, name: str, text: str) -> Path:
        """Writes a page about the folder and returns its path.

        Raises:
            OSError: it cannot be written.
        """
        return self._reports.write(self._reports.path(root, name), text)

    def write_report(self, root: Path, snapshot: Snapshot, file: str) -> Path:
        """Writes the report on a file.

        Raises:
            OSError: it cannot be written.
        """
        path = self._reports.path(root, file)
        self._reported[path] = snapshot.explanations.get(file, ())
        return self._reports.write(path, report(replace(snapshot, places=places_from(path, snapshot.places)), file).markdown())

    def write_project_report(self, roots: tuple[Path, ...], snapshot: Snapshot) -> Path:
        """Writes the report on the whole workspace.

        Raises:
            OSError: it cannot be written.
        """
        path = self._reports.project_path(roots)
        name = " + ".join(root.name for root in roots)
        return self._reports.write(path, project_report(replace(snapshot, places=places_from(path, snapshot.places)), name).markdown())

    def close(self) -> None:
        """Lets go of the cache."""
        self._cache.close()

    def _explanation(self, root: Path, snapshot: Snapshot, entry: Entry, text_of: TextOf) -> Explanation | None:
        """The answer to the scope as it is now; where there is none, the latest that there is, as stale."""
        request = request_of(snapshot, entry.scope, text_of, entry.model)
        path = str(self._reports.path(root, entry.scope.file))
        if request is not None and (fresh := self._narratives.find(request.key)) is not None:
            return Explanation(fresh, None, path)
        latest = self._narratives.find(entry.key)
        return latest and Explanation(latest, _staleness(entry, request), path)

    def _report_if_different(self, root: Path, snapshot: Snapshot, file: str) -> None:
        """Rewrites a report that says something else of its explanations than is true now: it may be open."""
        if self._reported.get(self._reports.path(root, file)) == snapshot.explanations[file]:
            return
        try:
            self.write_report(root, snapshot, file)
        except OSError:
            return  # whoever opens it is told


def _entry(request: Request) -> Entry:
    return Entry(request.scope, request.key, request.model, request.language, PROMPT_VERSION, request.digests)


def _asks_the_same(entry: Entry, snapshot: Snapshot, model: str) -> bool:
    return (entry.model, entry.language, entry.version) == (model, snapshot.language, PROMPT_VERSION)


def _staleness(entry: Entry, request: Request | None) -> Staleness:
    """What is different between then and now: the code asked about, if it is still there, and the files around it."""
    if request is None:
        return Staleness(own=True)
    now, file = request.digests, entry.scope.file
    different = {each for each in entry.digests.keys() | now.keys() if entry.digests.get(each) != now.get(each)}
    return Staleness(file in different, tuple(sorted(different - {file})))
