"""The stored explanations of a workspace and their reports: the part of explaining that waits for the disk."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from wirelens.explain.request import Request
from wirelens.model.message import Message
from wirelens.model.narrative import Narrative
from wirelens.model.snapshot import Snapshot
from wirelens.store.cache import Cache
from wirelens.store.narratives import Narratives
from wirelens.store.reports import Reports, places_from
from wirelens.store.tokens import Tokens
from wirelens.views.project_report import project_report
from wirelens.views.report import report
from wirelens.workspace.addresses import without_addresses_from_elsewhere


def request_of(snapshot: Snapshot, file: str, text: str, model: str) -> Request:
    """What Gemini is asked about a file.

    The facts are the static report as it would be without git and earlier explanations: what Gemini said once is no fact,
    and a commit changes nothing in the code. Addresses that the file does not hold stay on the machine.
    """
    known = without_addresses_from_elsewhere(snapshot.map, file, text)
    static = replace(snapshot, map=known, language="en", git=None, changed_files={}, narratives={})
    return Request(file, text, report(static, file).text(), snapshot.language, model)


class Explanations:
    """What is kept in the cache folder. Synchronous; used on one thread."""

    def __init__(self, folder: Path) -> None:
        """Opens the cache in `folder`, or goes on without."""
        self._cache = Cache.open(folder)
        self._narratives = Narratives(self._cache)
        self._tokens = Tokens(self._cache)
        self._reports = Reports(folder / "reports")

    def take_message(self) -> Message | None:
        """What the user should be told about the cache, once."""
        return self._cache.take_message()

    def find(self, root: Path, snapshot: Snapshot, key: str) -> Narrative | None:
        """The explanation under a key, with its report."""
        narrative = self._narratives.find(key)
        return narrative and self._shown(root, snapshot, narrative)

    def keep(self, root: Path, snapshot: Snapshot, key: str, narrative: Narrative) -> Narrative:
        """Keeps an explanation and writes its report."""
        self._narratives.keep(key, narrative)
        return self._shown(root, snapshot, narrative)

    def fresh(self, root: Path, snapshot: Snapshot, model: str, text_of: Callable[[str], str | None]) -> Mapping[str, Narrative]:
        """The explanations that are true of the workspace as it is in `snapshot`, with their reports."""
        found: dict[str, Narrative] = {}
        for file in self._narratives.explained(root):
            text = text_of(file) if file in snapshot.files else None
            if text is None:
                continue
            narrative = self.find(root, snapshot, request_of(snapshot, file, text, model).key)
            if narrative is not None:
                found[file] = narrative
        return found

    def write_report(self, root: Path, snapshot: Snapshot, file: str) -> Path:
        """Writes the report on a file.

        Raises:
            OSError: it cannot be written.
        """
        path = self._reports.path(root, file)
        return self._reports.write(path, report(replace(snapshot, places=places_from(path, snapshot.places)), file).markdown())

    def write_project_report(self, roots: tuple[Path, ...], snapshot: Snapshot) -> Path:
        """Writes the report on the whole workspace.

        Raises:
            OSError: it cannot be written.
        """
        path = self._reports.project_path(roots)
        name = " + ".join(root.name for root in roots)
        return self._reports.write(path, project_report(replace(snapshot, places=places_from(path, snapshot.places)), name).markdown())

    def tokens_today(self) -> int:
        """The tokens used today (UTC)."""
        return self._tokens.used(datetime.now(UTC).date())

    def add_tokens(self, root: Path, tokens: int) -> None:
        """Counts tokens that were used just now."""
        self._tokens.add(datetime.now(UTC).date(), root, tokens)

    def close(self) -> None:
        """Lets go of the cache."""
        self._cache.close()

    def _shown(self, root: Path, snapshot: Snapshot, narrative: Narrative) -> Narrative:
        """The narrative as it can be shown: with its report, or without where that cannot be written."""
        self._narratives.note(root, narrative.file)
        narratives = {**snapshot.narratives, narrative.file: narrative}
        try:
            path = self.write_report(root, replace(snapshot, narratives=narratives), narrative.file)
        except OSError:
            return narrative
        return replace(narrative, report_path=str(path))
