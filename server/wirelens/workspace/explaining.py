"""Carries explanations across: from a snapshot to Gemini, from Gemini to the store, and back into snapshots.

What a caller (the language server, the command line) does:

    explaining = Explaining(os.environ, notify)
    match await explaining.readiness(root, settings, is_trusted=…):
        case Unasked(access): …ask `await explaining.question(access, subjects)`, then `await explaining.answer(root, settings, agreed=…)`
        case Unready(reason): …show the reason
        case Ready(): …go on
    job = await explaining.submit(Subject(…), observer)     # the id, at once
    explaining.cancel(job)
    found = await explaining.standing(root, snapshot, settings, text_of, files)   # how what was explained stands to the code now
    path = await explaining.write_report(root, snapshot, settings, text_of, file)
    await explaining.close()

`observer` is an `explain.progress.Observer`: `progressed(job, Progress)` any number of times, then `ended(job, outcome)` with
`Stored(narrative)`, `Failed(message)` or `Cancelled()`, all on the event loop. After `Stored`, call `standing` to take the
narrative into the next snapshot. Files are file keys, `root` is the folder of the workspace that they are in, `text_of` gives
a file's text as it was in the moment of the snapshot, on any thread.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from wirelens.explain.access import Access
from wirelens.explain.failure import ExplainFailure
from wirelens.explain.jobs import Jobs
from wirelens.explain.progress import Failed, Observer
from wirelens.explain.prompt import Prompt
from wirelens.explain.request import Request
from wirelens.explain.size import shown_text, size_of
from wirelens.explain.terms import Terms
from wirelens.model.message import Message, message
from wirelens.model.narrative import Explanation, Narrative
from wirelens.model.settings import Settings
from wirelens.model.snapshot import Snapshot
from wirelens.store.folders import cache_folder, state_folder
from wirelens.workspace.commit_writing import CommitWriting
from wirelens.workspace.consent import Consent, Readiness, Ready, Unasked, Unready, question
from wirelens.workspace.disk_thread import DiskThread
from wirelens.workspace.explanation_store import WorkspaceStore
from wirelens.workspace.explanations import Explanations
from wirelens.workspace.journalling import JobJournal, JournalEntry
from wirelens.workspace.ledger import UsageBook
from wirelens.workspace.requesting import Subject, TextOf
from wirelens.workspace.sending import Sending

_log = logging.getLogger(__name__)

MOST_ASKED_AGAIN = 2
"""How often a job is asked again of which nobody knows whether it was answered: each time may be billed."""


class Explaining:
    """Explanations for one process. Its methods are called on the event loop; the disk is touched on a thread of its own."""

    def __init__(  # noqa: PLR0913 - each but the first two stands for what is usual
        self,
        environment: Mapping[str, str],
        notify: Callable[[Message], None],
        *,
        cache: Path | None = None,
        state: Path | None = None,
        jobs: Jobs | None = None,
        keeps_journal: bool = False,
    ) -> None:
        """Touches nothing yet: the disk is read when something is first needed.

        Args:
            environment: where the key is looked for.
            notify: is told, once, when the store is in trouble. Called on the event loop.
            cache: the cache folder, if not the user's own.
            state: the folder of consents, if not the user's own.
            jobs: how jobs run, if not as usual.
            keeps_journal: whether jobs outlive this process: another finds them with `left_over`.
        """
        state = state or state_folder()
        self._folder = cache or cache_folder()
        self._store = DiskThread(lambda: Explanations(self._folder), notify, "wirelens-store")
        self._consent = Consent(environment, state)
        self._sending = Sending(self._consent)
        self._usage = UsageBook(state, notify)
        self._journal = JobJournal(state, notify) if keeps_journal else None
        self._jobs = jobs or Jobs()
        self.messages = CommitWriting(self._jobs.gemini, self._consent, self._usage)
        """Has commit messages written, with the same consents and counts."""

    @property
    def running(self) -> int:
        """How many jobs have not ended."""
        return self._jobs.running

    async def readiness(self, root: Path, settings: Settings, *, is_trusted: bool) -> Readiness:
        """Whether Gemini may be asked about files of the workspace at `root`."""
        return await self._consent.readiness(root, settings, is_trusted=is_trusted)

    async def answer(self, root: Path, settings: Settings, *, agreed: bool) -> None:
        """Keeps the person's answer to the question of `readiness`.

        Raises:
            ExplainFailure: the answer could not be written.
        """
        await self._consent.answer(root, settings, agreed=agreed)

    async def question(self, access: Access, subjects: Sequence[Subject]) -> Message:
        """What the user is asked where `readiness` is `Unasked`: what would go where, how much it is, and what that costs.

        Raises:
            ExplainFailure: none of the subjects is there, or ever sent.
        """
        requests: list[Request] = []
        refused: ExplainFailure | None = None
        for subject in subjects:
            try:
                requests.append(await asyncio.to_thread(self._sending.request, subject))
            except ExplainFailure as failure:  # it is told when that file's turn comes
                refused = failure
        if refused is not None and not requests:
            raise refused
        return await asyncio.to_thread(question, access, requests, subjects[0].settings)

    async def prompt(self, subject: Subject) -> Prompt:
        """Exactly what would be sent. Needs neither key nor consent.

        Raises:
            ExplainFailure: the file is never sent.
        """
        request = await asyncio.to_thread(self._sending.request, subject)
        return await self._jobs.gemini.prepare(request, await asyncio.to_thread(self._sending.secrets, subject))

    def access(self, settings: Settings) -> Access | None:
        """How Gemini would be reached; None where it cannot be."""
        return self._consent.access(settings)

    async def stored(self, subject: Subject) -> Narrative | None:
        """The explanation that is stored and still true; asking for it again would send nothing.

        Raises:
            ExplainFailure: the subject is not there, or is never sent.
        """
        request = await asyncio.to_thread(self._sending.request, subject)
        return await WorkspaceStore(self._store, subject.root, request).find(request.key)

    async def show(self, subjects: Sequence[Subject]) -> tuple[Path, Message]:
        """Writes exactly what would be sent about the subjects into the cache folder; returns its path, and a sentence on its size.

        Raises:
            ExplainFailure: one of the subjects is never sent, or it could not be written.
        """
        prompts = [await self.prompt(subject) for subject in subjects]
        return await self.show_prompts(subjects[0].root, prompts, subjects[0].settings)

    async def show_prompts(self, root: Path, prompts: Sequence[Prompt], settings: Settings) -> tuple[Path, Message]:
        """The same for what is already decided.

        Raises:
            ExplainFailure: it could not be written.
        """
        text, size = await asyncio.to_thread(_shown, prompts, settings)
        return await self.write_page(root, "what-would-be-sent", text), size

    async def submit(self, subject: Subject, observer: Observer, entry: JournalEntry | None = None) -> str:
        """Starts a job and returns its id; one that runs for the same request is joined.

        Args:
            subject: what to explain.
            observer: follows the job.
            entry: the job in the journal, if it is there already.

        Raises:
            ExplainFailure: Gemini may not be asked, or cannot be.
        """
        match await self.readiness(subject.root, subject.settings, is_trusted=subject.is_trusted):
            case Ready(access):
                pass
            case Unasked(access):
                raise ExplainFailure(message("consent.unasked", host=access.host))
            case Unready(reason):
                raise ExplainFailure(reason)
        request = await asyncio.to_thread(self._sending.request, subject)
        secrets = await asyncio.to_thread(self._sending.secrets, subject)
        if entry is None and self._journal is not None:
            entry = await self._journal.begin(subject.root, request)  # last of all that waits: what is in the journal runs
        store = WorkspaceStore(self._store, subject.root, request)
        ledger = self._usage.of(subject.root, subject.settings.gemini)
        return self._jobs.submit(request, Terms(access, store, ledger, secrets, entry), observer)

    async def left_over(self, root: Path) -> tuple[JournalEntry, ...]:
        """The jobs of the workspace that a process before this one did not end. Each is handed to `resume`, or stays for the next."""
        return () if self._journal is None else await self._journal.take_over(root)

    async def resume(self, entry: JournalEntry, subject: Subject, observer: Observer) -> str | None:
        """Goes on with a job that was left over, about the workspace as it is now; returns its id, or None if it has ended with that.

        Args:
            entry: the job.
            subject: what it explains, with the language and the model that it was begun with.
            observer: follows the job.
        """
        record = entry.record
        if record.asked_again > MOST_ASKED_AGAIN:
            reason = message("explain.lost-too-often", file=record.scope.file, times=record.sent)
        else:
            try:
                return await self.submit(subject, observer, entry)
            except ExplainFailure as failure:
                reason = failure.message
            except Exception as error:  # noqa: BLE001 - a fault in one job must not keep the others from going on, at every start
                _log.exception("Going on with a job failed")
                reason = message("explain.unexpected", kind=type(error).__name__)
        await entry.ended(Failed(reason))
        observer.ended(record.id, Failed(reason))
        return None

    def cancel(self, job: str) -> bool:
        """Cancels a job; False if it has ended or its answer is already being stored."""
        return self._jobs.cancel(job)

    async def standing(
        self, root: Path, snapshot: Snapshot, settings: Settings, text_of: TextOf, files: Collection[str] | None = None
    ) -> Mapping[str, tuple[Explanation, ...]]:
        """What was explained of the workspace, with how it stands to the code in `snapshot`, by file key.

        Args:
            root: the folder of the workspace.
            snapshot: the moment.
            settings: name the model that answers must be of.
            text_of: the text of a file in that moment, None if there is none. Called on a thread.
            files: which files are meant; None for all of which something was explained.
        """
        sendable = await asyncio.to_thread(self._sending.rules, root, snapshot, settings)
        return await self._store.run(Explanations.standing, root, snapshot, settings.gemini.model, text_of, files, sendable)

    async def listing(self, root: Path, snapshot: Snapshot, settings: Settings, text_of: TextOf) -> tuple[Explanation, ...]:
        """All that was explained of the folder, see `Explanations.listing`."""
        sendable = await asyncio.to_thread(self._sending.rules, root, snapshot, settings)
        return await self._store.run(Explanations.listing, root, snapshot, text_of, sendable)

    async def write_page(self, root: Path, name: str, text: str) -> Path:
        """Writes a page about the folder into the cache folder and returns its path.

        Raises:
            ExplainFailure: it could not be written.
        """
        return await self._written(self._store.run(Explanations.write_page, root, name, text))

    async def write_report(self, root: Path, snapshot: Snapshot, settings: Settings, text_of: TextOf, file: str) -> Path:
        """Writes the report on a file, with what was explained of it, as Markdown into the cache folder and returns its path.

        Raises:
            ExplainFailure: it could not be written.
        """
        explanations = await self.standing(root, snapshot, settings, text_of, (file,))
        return await self._written(self._store.run(Explanations.write_report, root, replace(snapshot, explanations=explanations), file))

    async def write_project_report(self, roots: tuple[Path, ...], snapshot: Snapshot) -> Path:
        """Writes the report on the whole workspace as Markdown into the cache folder and returns its path.

        Raises:
            ExplainFailure: it could not be written.
        """
        return await self._written(self._store.run(Explanations.write_project_report, roots, snapshot))

    async def close(self) -> None:
        """Interrupts every job, waits for their ends, and lets go of the disk. Jobs in the journal stay there."""
        await self._jobs.close()
        await self._store.close()
        await self._usage.close()
        if self._journal is not None:
            await self._journal.close()

    async def _written(self, writing: Awaitable[Path]) -> Path:
        try:
            return await writing
        except OSError as error:
            raise ExplainFailure(message("explain.report-not-written", folder=str(self._folder), reason=str(error))) from error


def _shown(prompts: Sequence[Prompt], settings: Settings) -> tuple[str, Message]:
    """What would be sent as people read it, and how much it is. Not for the event loop: it counts every character."""
    return "\n\n".join(map(shown_text, prompts)), size_of(prompts, settings.gemini)
