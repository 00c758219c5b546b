"""One workspace from texts to findings: what is read, what is kept of it, and what linking wants read besides."""

from collections.abc import Collection, Generator, Mapping
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

from wirelens.model.settings import Settings
from wirelens.store.encoding import ForeignValueError
from wirelens.store.folders import cache_folder
from wirelens.store.kept_facts import KeptFacts
from wirelens.workspace.analysis import Analysis, summaries
from wirelens.workspace.collection import uncollected
from wirelens.workspace.exchange import Reading
from wirelens.workspace.folders import Root
from wirelens.workspace.gathering import Gathering
from wirelens.workspace.recipe import recipe
from wirelens.workspace.results import AnalysisResult, result_encoding
from wirelens.workspace.scanners import Scanners
from wirelens.workspace.texts import Texts

_FILES_BETWEEN_REPORTS = 50


class Pipeline:
    """Synchronous and CPU-bound: who calls it decides in which process it runs."""

    def __init__(self, folders: tuple[Root, ...], settings: Settings, *, git: bool, scanners: Scanners, keeps: bool = True) -> None:
        """Reads nothing yet. `git` says whether git may be run to list files, `keeps` whether what is found is kept on disk."""
        self._texts = Texts(folders, settings.exclude, git=git)
        workspace = "\0".join(f"{root.prefix}\0{root.path}" for root in folders)
        self._gathering = Gathering(self._texts, KeptFacts(cache_folder() / "facts", workspace, recipe()) if keeps else None, scanners)
        self._analysis = Analysis(settings)
        self._settings = repr((settings.services, settings.exclude, settings.checks))
        self._untold: set[str] = set()
        self._is_linked = False
        self._result: AnalysisResult | None = None
        self.missing: tuple[Path, ...] = ()
        """Folders that could not be listed."""

    def run(
        self,
        buffers: Mapping[str, str | None],
        *,
        rescan: bool,
        changed: frozenset[str] = frozenset(),
        whole: Collection[str] = (),
    ) -> Generator[Reading, None, AnalysisResult]:
        """Takes in what is new, and answers what follows.

        Args:
            buffers: new texts of open documents (None: closed), by file key.
            rescan: whether to look at the disk.
            changed: keys of files to read again even where they look the same.
            whole: keys of files that are of interest themselves: they are scanned whatever they say.
        """
        self.take_in(buffers, rescan=rescan, changed=changed)
        result = self.kept_result() if self.is_as_kept else None
        if result is None:
            result = yield from self._link(whole)
        else:
            asked = set(whole) & self._texts.keys
            for _ in self._gathering.learn(asked, asked):
                pass
            result = replace(result, files={**result.files, **summaries({key: self._gathering.told(key) for key in asked})})
        self._result = result
        return result

    def take_in(self, buffers: Mapping[str, str | None], *, rescan: bool, changed: frozenset[str] = frozenset()) -> None:
        """Takes in what is new, as `run` does, and leaves it at that."""
        self._untold.update(self._texts.edit(buffers).files)
        if rescan:
            changes = self._texts.rescan(changed)
            self._untold.update(changes.files)
            self.missing = changes.missing

    @property
    def last_outcome(self) -> bytes | None:
        """What came out when the workspace was last seen, encoded; None where that is not kept. Whether it holds is another matter."""
        return self._gathering.last_outcome

    @property
    def is_as_kept(self) -> bool:
        """Whether `last_outcome` is what came out of the texts as they are now, and nothing was linked since."""
        return not self._is_linked and self._gathering.still_holds(self._gathering.state(self._settings))

    def kept_result(self) -> AnalysisResult | None:
        """What `last_outcome` says; None where there is none, or somebody else wrote it."""
        try:
            with uncollected():
                return None if self.last_outcome is None else result_encoding().decode(self.last_outcome)
        except ForeignValueError:
            return None

    def keep(self) -> None:
        """Keeps on disk what was found, if that is more than is kept."""
        if self._result is None or not self._gathering.is_worth_keeping:
            return
        state = self._gathering.state(self._settings)
        try:
            outcome = result_encoding().encode(self._result)
        except UnicodeEncodeError:  # a file's name may be any bytes
            state, outcome = None, b""
        self._gathering.keep(state, outcome)

    def let_go(self) -> None:
        """Holds no longer what is kept on disk and was linked: it is read again when a file changes."""
        if self._is_linked:
            self._gathering.let_go()

    def prepare(self) -> AnalysisResult | None:
        """Links what a kept map stood for, so that the next edit finds all at hand, and answers it; None where all is linked."""
        if self._is_linked:
            return None
        self._result = finish(self._link(()))
        return self._result

    def take_faults(self) -> tuple[str, ...]:
        """Traces of faults in Wirelens that cost files their facts, each told once."""
        faults = tuple(self._gathering.faults)
        self._gathering.faults.clear()
        return faults

    def _link(self, whole: Collection[str]) -> Generator[Reading, None, AnalysisResult]:
        untold = sorted(self._untold, key=_application_first)
        for number, _ in enumerate(self._gathering.learn(untold, whole)):
            if number % _FILES_BETWEEN_REPORTS == 0:
                yield Reading(number, len(untold))
        # Only what is linked at first stays. What an edit leads to is garbage after the next one, and so are the trees walked for it.
        with nullcontext() if self._is_linked else uncollected():
            told = {key: self._gathering.told(key) for key in untold}
            documents = {key: source for key in untold if isinstance(source := self._texts.source(key), str)}
            result = self._analysis.link(told, self._texts.skipped, self._gathering.read, documents)
        self._untold.clear()
        self._is_linked = True
        return result


def finish(run: Generator[Reading, None, AnalysisResult]) -> AnalysisResult:
    """The result of a run whose reports nobody reads."""
    while True:
        try:
            next(run)
        except StopIteration as end:
            return end.value


def _application_first(key: str) -> tuple[bool, str]:
    folders = key.lower().split("/")
    return any(folder.startswith(("test", "spec", "__test", "e2e")) for folder in folders), key
