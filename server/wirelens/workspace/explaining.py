"""Carries explanations across: from a snapshot to Gemini, from Gemini to the store, and back into snapshots.

What a caller (the language server, the command line) does:

    explaining = Explaining(os.environ, notify)
    match await explaining.readiness(root, settings, is_trusted=…):
        case Unasked(question): …ask the person, then `await explaining.answer(root, settings, agreed=…)`
        case Unready(reason): …show the reason
        case Ready(): …go on
    job = await explaining.submit(Subject(…), observer)     # the id, at once
    explaining.cancel(job)
    narratives = await explaining.fresh(root, snapshot, settings, text_of)   # all that hold now: replaces what the snapshot has
    path = await explaining.write_report(root, snapshot, file)
    await explaining.close()

`observer` is an `explain.progress.Observer`: `progressed(job, Progress)` any number of times, then `ended(job, outcome)` with
`Stored(narrative)`, `Failed(message)` or `Cancelled()`, all on the event loop. After `Stored`, call `fresh` to take the
narrative into the next snapshot. Files are file keys, `root` is the folder of the workspace that they are in.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from wirelens.explain.access import Access, find_access
from wirelens.explain.failure import ExplainFailure
from wirelens.explain.jobs import Jobs, Terms
from wirelens.explain.preparation import prepare
from wirelens.explain.progress import Observer
from wirelens.explain.prompt import Prompt
from wirelens.explain.request import Request
from wirelens.model.message import Message, message
from wirelens.model.narrative import Narrative
from wirelens.model.settings import Settings
from wirelens.model.snapshot import Snapshot
from wirelens.store.consents import Consents
from wirelens.store.folders import cache_folder, state_folder
from wirelens.workspace.explanation_store import ExplanationStore, WorkspaceStore
from wirelens.workspace.explanations import Explanations, request_of


@dataclass(frozen=True, slots=True)
class Subject:
    """What to explain: a file as it is in the editor or on the disk, and the moment of the workspace that it belongs to."""

    root: Path
    file: str
    text: str
    snapshot: Snapshot
    settings: Settings
    is_trusted: bool = True


@dataclass(frozen=True, slots=True)
class Ready:
    """Gemini may be asked, in this way."""

    access: Access


@dataclass(frozen=True, slots=True)
class Unasked:
    """The person was not asked yet. `question` names what is sent, to which host, for which model and with whose key."""

    question: Message


@dataclass(frozen=True, slots=True)
class Unready:
    """Gemini is not asked, for this reason."""

    reason: Message


Readiness = Ready | Unasked | Unready


class Explaining:
    """Explanations for one process. Its methods are called on the event loop; the disk is touched on a thread of its own."""

    def __init__(
        self,
        environment: Mapping[str, str],
        notify: Callable[[Message], None],
        *,
        cache: Path | None = None,
        state: Path | None = None,
        jobs: Jobs | None = None,
    ) -> None:
        """Touches nothing yet: the cache is opened when it is first needed.

        Args:
            environment: where the key is looked for.
            notify: is told, once, when the store is in trouble. Called on the event loop.
            cache: the cache folder, if not the user's own.
            state: the folder of consents, if not the user's own.
            jobs: how jobs run, if not as usual.
        """
        self._environment = environment
        self._folder = cache or cache_folder()
        self._store = ExplanationStore(self._folder, notify)
        self._consents = Consents(state or state_folder())
        self._jobs = jobs or Jobs()

    @property
    def running(self) -> int:
        """How many jobs have not ended."""
        return self._jobs.running

    async def readiness(self, root: Path, settings: Settings, *, is_trusted: bool) -> Readiness:
        """Whether Gemini may be asked about files of the workspace at `root`."""
        if not is_trusted:
            return Unready(message("explain.untrusted"))
        try:
            access = find_access(settings.gemini, self._environment)
        except ExplainFailure as failure:
            return Unready(failure.message)
        agreed = settings.gemini.enabled == "on" or await asyncio.to_thread(self._consents.find, root, access.host)
        if agreed is None:
            return Unasked(_question(access, settings))
        return Ready(access) if agreed else Unready(message("explain.declined"))

    async def answer(self, root: Path, settings: Settings, *, agreed: bool) -> None:
        """Keeps the person's answer to the question of `readiness`.

        Raises:
            ExplainFailure: the answer could not be written.
        """
        access = find_access(settings.gemini, self._environment)
        try:
            await asyncio.to_thread(self._consents.keep, root, access.host, agreed=agreed)
        except OSError as error:
            raise ExplainFailure(message("explain.consent-not-kept", reason=str(error))) from error

    async def prompt(self, subject: Subject) -> Prompt:
        """Exactly what would be sent. Needs neither key nor consent.

        Raises:
            ExplainFailure: the file is never sent.
        """
        try:
            access = find_access(subject.settings.gemini, self._environment)
        except ExplainFailure:
            access = None
        request = await asyncio.to_thread(_request, subject)
        return await asyncio.to_thread(prepare, request, access)

    async def submit(self, subject: Subject, observer: Observer) -> str:
        """Starts a job and returns its id; one that runs for the same request is joined.

        Raises:
            ExplainFailure: Gemini may not be asked, or cannot be.
        """
        match await self.readiness(subject.root, subject.settings, is_trusted=subject.is_trusted):
            case Ready(access):
                pass
            case Unasked(question):
                raise ExplainFailure(question)
            case Unready(reason):
                raise ExplainFailure(reason)
        request = await asyncio.to_thread(_request, subject)
        store = WorkspaceStore(self._store, subject.root, subject.snapshot)
        return self._jobs.submit(request, Terms(access, store, store, subject.settings.gemini.max_tokens_per_day), observer)

    def cancel(self, job: str) -> bool:
        """Cancels a job; False if it has ended or its answer is already being stored."""
        return self._jobs.cancel(job)

    async def fresh(
        self, root: Path, snapshot: Snapshot, settings: Settings, text_of: Callable[[str], str | None]
    ) -> Mapping[str, Narrative]:
        """The stored explanations that are true of the workspace as it is in `snapshot`, by file key.

        Args:
            root: the folder of the workspace.
            snapshot: the moment.
            settings: name the model that answers must be of.
            text_of: the text of a file in that moment, None if there is none. Called on a thread.
        """
        return await self._store.run(Explanations.fresh, root, snapshot, settings.gemini.model, text_of)

    async def write_report(self, root: Path, snapshot: Snapshot, file: str) -> Path:
        """Writes the report on a file as Markdown into the cache folder and returns its path.

        Raises:
            ExplainFailure: it could not be written.
        """
        try:
            return await self._store.run(Explanations.write_report, root, snapshot, file)
        except OSError as error:
            raise ExplainFailure(message("explain.report-not-written", folder=str(self._folder), reason=str(error))) from error

    async def write_project_report(self, roots: tuple[Path, ...], snapshot: Snapshot) -> Path:
        """Writes the report on the whole workspace as Markdown into the cache folder and returns its path.

        Raises:
            ExplainFailure: it could not be written.
        """
        try:
            return await self._store.run(Explanations.write_project_report, roots, snapshot)
        except OSError as error:
            raise ExplainFailure(message("explain.report-not-written", folder=str(self._folder), reason=str(error))) from error

    async def close(self) -> None:
        """Cancels every job, waits for their ends, and lets go of the cache."""
        await self._jobs.close()
        await self._store.close()


def _request(subject: Subject) -> Request:
    return request_of(subject.snapshot, subject.file, subject.text, subject.settings.gemini.model)


def _question(access: Access, settings: Settings) -> Message:
    return message("explain.question", host=access.host, model=settings.gemini.model, variable=access.key_source)
