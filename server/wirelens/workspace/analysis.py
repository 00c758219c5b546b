"""Facts in, map and findings out: linking and checking, with what linking wants read besides."""

from collections.abc import Callable, Mapping

from wirelens.checks.checks import check
from wirelens.link.linker import Linker
from wirelens.link.noted_files import Unread
from wirelens.link.wanting import Wanted, Wanting
from wirelens.model.communication_map import FileSummary
from wirelens.model.facts import FileFacts
from wirelens.model.settings import Settings
from wirelens.scan.scanner import language_of
from wirelens.workspace.line_marks import LineMarks
from wirelens.workspace.results import AnalysisResult
from wirelens.workspace.skimming import scan_text


class Analysis:
    """Links what is told of files. Synchronous and CPU-bound: who calls it decides in which process it runs."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._linker = Linker(settings.services)
        self._wanting = Wanting()
        self._marks = LineMarks()
        self._files: Mapping[str, FileSummary] = {}

    def update(self, changes: Mapping[str, str | None], skipped: int = 0) -> AnalysisResult:
        """Takes in new texts by file key (None: the file is gone), scans each whatever it says, and links again.

        Args:
            changes: the texts that changed.
            skipped: how many files were found and not read.
        """
        return self.link({file: None if text is None else scan_text(file, text) for file, text in changes.items()}, skipped)

    def link(
        self,
        changes: Mapping[str, FileFacts | Unread | None],
        skipped: int,
        read: Callable[[Wanted], Mapping[str, FileFacts]] = lambda _: {},
        documents: Mapping[str, str] | None = None,
    ) -> AnalysisResult:
        """Takes in what is new of files and links again, until nothing more is wanted.

        Args:
            changes: facts by file key; UNREAD: the file is there; None: it is gone.
            skipped: how many files were found and not read.
            read: gives the facts of unread files that linking wants, those that are not given yet.
            documents: the texts of those of the changes that are open documents.
        """
        for file in changes:
            self._marks.read(file, documents.get(file) if documents else None)
        told: dict[str, FileFacts | Unread | None] = {}
        while changes:
            told.update(changes)
            changes = read(self._wanting.update(changes))
        self._take_in(told)
        marked = {file: self._marks.marked(file, each) if isinstance(each, FileFacts) else each for file, each in told.items()}
        communication_map = self._marks.placed(self._linker.update(marked, skipped))
        findings = check(communication_map, self._settings.checks)
        return AnalysisResult(communication_map, findings, self._files)

    def _take_in(self, changes: Mapping[str, FileFacts | Unread | None]) -> None:
        """Notes what is in files. Results hold what there was: where all is as it was, they hold the same."""
        others = {file: summary for file, summary in summaries(changes).items() if self._files.get(file) != summary}
        gone = {file for file, each in changes.items() if each is None} & self._files.keys()
        if others or gone:
            self._files = {file: summary for file, summary in {**self._files, **others}.items() if file not in gone}


def summaries(told: Mapping[str, FileFacts | Unread | None]) -> dict[str, FileSummary]:
    """What is in each file that there is."""
    return {
        file: FileSummary(language_of(file)) if isinstance(each, Unread) else _summary(each)
        for file, each in told.items()
        if each is not None
    }


def _summary(facts: FileFacts) -> FileSummary:
    return FileSummary(
        language=facts.language,
        functions=tuple(function.qualified_name for function in facts.functions),
        classes=tuple(cls.name for cls in facts.classes),
        imports=tuple(dict.fromkeys(item.module for item in facts.imports)),
        problems=len(facts.problems),
        concepts=facts.concepts,
    )
