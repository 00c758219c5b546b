"""What the editor has open: folders, documents and settings, and the current snapshot of all that is known of them.

Everything here changes on the event loop alone. Reading, analysing and asking git happen elsewhere, and their
outcomes come back as a new snapshot in the place of the old.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Literal, Protocol

from wirelens.contracts.findings import breaks_since_head
from wirelens.model.message import Language, Message, message
from wirelens.model.settings import Settings
from wirelens.model.snapshot import Snapshot
from wirelens.workspace.coalescing import Coalescing
from wirelens.workspace.commit_drafting import CommitDrafting
from wirelens.workspace.contract_tracking import ContractMoment, ContractTracking
from wirelens.workspace.documents import Document, Edit
from wirelens.workspace.drift import NO_DRIFT, Drift, drift
from wirelens.workspace.exchange import Analysed, Scope
from wirelens.workspace.function_histories import FunctionHistories
from wirelens.workspace.git_acting import GitActing
from wirelens.workspace.git_tracking import GitScope, GitTracking
from wirelens.workspace.head_map import HeadQuestion
from wirelens.workspace.indexing import Indexing, IndexProgress
from wirelens.workspace.language import resolve_language
from wirelens.workspace.narration import Moment, Narration
from wirelens.workspace.open_files import OpenFiles
from wirelens.workspace.reading import NEVER_READ, read_text
from wirelens.workspace.settings import load_settings

Weight = Literal["error", "warning", "information"]


class Observer(IndexProgress, Protocol):
    """Hears what becomes of the session, on the event loop."""

    def snapshot_changed(self) -> None:
        """The session has another snapshot."""

    def notice(self, notice: Message, weight: Weight) -> None:
        """The user should know."""

    def fault(self, trace: str) -> None:
        """A fault in Wirelens, for its log."""


class Session:
    """One editor's workspace."""

    def __init__(self, observer: Observer) -> None:
        self.settings = Settings()
        self.language: Language = "en"
        self.files = OpenFiles()
        self.is_trusted = True
        self.snapshot: Snapshot | None = None
        """The latest, None before the first analysis of these folders."""
        self._observer = observer
        self._locale: str | None = None
        self._user: Mapping[str, Any] = {}
        self._workspace: Mapping[str, Any] = {}
        self.git = GitTracking(self._git_scope, self._git_changed)
        self.acting = GitActing(self.git)
        self.contracts = ContractTracking(self._contract_moment, self._publish, self.analysis_failed)
        self.drafting = CommitDrafting()
        self._was_edited = False
        self.histories = FunctionHistories(self.git)
        self._touched: str | None = None
        self.narration = Narration(
            lambda notice: self._notice_once(notice, "warning"), self._narrated_moment, self._publish, self._attention
        )
        self._noticed: set[Message] = set()
        self._missing: frozenset[Path] = frozenset()
        self._stand_ins: dict[str, Document] = {}
        self._indexing = Indexing(self._analysed_documents, self, observer)
        self._settings_runs = Coalescing(self._load_settings)

    def begin(self, folder_uris: Iterable[str], *, locale: str | None, is_trusted: bool) -> None:
        """The editor opened a workspace; nothing is read before `configure`."""
        self.files.begin(folder_uris)
        self._locale = locale
        self.is_trusted = is_trusted

    def configure(self, user: Mapping[str, Any], workspace: Mapping[str, Any]) -> None:
        """Takes in the layers of settings and reads what they lead to."""
        self._user = user
        self._workspace = workspace
        self._settings_runs.request()

    def change_folders(self, added: Iterable[str], removed: Iterable[str]) -> None:
        """The editor added or removed folders."""
        self.files.change_folders(added, removed)
        self.snapshot = None
        self._stand_ins.clear()
        self._settings_runs.request()

    def open(self, uri: str, version: int, text: str) -> None:
        """The editor opened a document."""
        self.files.open(uri, version, text)
        self._edited(uri)
        self.git.request()

    def change(self, uri: str, version: int, edits: tuple[Edit, ...]) -> None:
        """The editor changed a document.

        Raises:
            KeyError: the document is not open.
        """
        self.files.change(uri, version, edits)
        self._was_edited = True
        self._edited(uri)

    def close(self, uri: str) -> None:
        """The editor closed a document: the disk holds from now on."""
        self.files.close(uri)
        self._edited(uri)

    def changed_on_disk(self, uris: Iterable[str]) -> None:
        """Files were saved, or written, created or deleted by others."""
        keys = [key for key in map(self.files.key, uris) if key is not None]
        self.git.files_changed(keys)
        if any(key.endswith("pyproject.toml") for key in keys):
            self._settings_runs.request()
        if any(NEVER_READ.isdisjoint(key.split("/")) for key in keys):
            self._indexing.rescan(keys)

    def analysed_version(self, key: str) -> int | None:
        """The version of an open document that the snapshot is about."""
        document = self._indexing.documents.get(key)
        return None if document is None else document.version

    def is_analysed(self, key: str) -> bool:
        """Whether the snapshot is about a document as it is now, or about the disk where it is not open."""
        document, analysed = self.files.documents.get(key), self._indexing.documents.get(key)
        return (document and document.version) == (analysed and analysed.version)

    def drift(self, uri: str) -> Drift | None:
        """How the document has drifted away from the snapshot; None where the snapshot is not about the document but about the disk."""
        document, analysed = self.files.document(uri), self._indexing.documents.get(self.files.key(uri) or "")
        if document is None or document is analysed or document.text is None:
            return NO_DRIFT
        return None if analysed is None or analysed.text is None else drift(analysed.text, document.text)

    async def settled(self, uri: str, timeout: float) -> Snapshot | None:  # noqa: ASYNC109 - as in `Indexing.settled`
        """The snapshot once it is about the document as it is now, or the one there is after `timeout` seconds."""
        key = self.files.key(uri)
        if key is not None:
            await self._indexing.settled(key, timeout)
        return self.snapshot

    async def supposed(self, uri: str, text: str, timeout: float) -> Snapshot | None:  # noqa: ASYNC109 - as in `Indexing.settled`
        """The snapshot as if an open document were `text`, which holds until its next change; None where that cannot be had in time."""
        key, document = self.files.key(uri), self.files.document(uri)
        if key is None or document is None:
            return None
        if text != document.text and self._analysed_documents()[key].text != text:
            self._stand_ins[key] = Document(uri, document.version, text)
            self._indexing.edited(key)
        await self._indexing.settled(key, timeout)
        analysed = self._indexing.documents.get(key)
        return self.snapshot if analysed is not None and analysed.text == text else None

    def text_of(self) -> Callable[[str], str | None]:
        """What gives the texts that the snapshot is about: of documents as they were analysed, else of the disk. For any thread."""
        documents, folders = self._indexing.documents, self.files.folders

        def text_of(key: str) -> str | None:
            document = documents.get(key)
            if document is not None:
                return document.text
            root = next((root for root in folders if key.startswith(root.prefix)), None)
            return None if root is None else read_text(root.path / key.removeprefix(root.prefix))

        return text_of

    @property
    def has_checked_explanations(self) -> bool:
        """Whether the snapshot's explanations were held against every open document as it is now."""
        return self.narration.is_checked and self.files.documents == self._indexing.documents

    async def explained(self, timeout: float) -> Snapshot | None:  # noqa: ASYNC109 - as in `Indexing.settled`
        """The snapshot once its explanations were checked, or as it is after `timeout` seconds."""
        await self.narration.checked(timeout)
        return self.snapshot

    async def end(self) -> None:
        """Stops all that is under way."""
        await self._settings_runs.close()
        await self.git.close()
        await self.contracts.close()
        await self.drafting.close()
        await self.narration.close()
        await self._indexing.close()

    def analysed(self, outcome: Analysed) -> None:
        """Indexing has a new result."""
        for path in sorted(set(outcome.missing) - self._missing):
            self._observer.notice(message("server.folder-missing", path=str(path)), "warning")
        self._missing = frozenset(outcome.missing)
        for trace in outcome.faults:
            self.analysis_failed(trace)
        if outcome.map is not None:
            self._publish()
            self.git.files_read(0 if self._indexing.result is None else len(self._indexing.result.files))
        self.narration.check()

    def analysis_died(self, *, again: bool) -> None:
        """Indexing lost its process."""
        self._observer.notice(message("server.analysis-restarted" if again else "server.analysis-stopped"), "warning" if again else "error")

    def analysis_failed(self, trace: str) -> None:
        """Indexing met a fault."""
        self._observer.fault(trace)
        self._notice_once(message("server.analysis-failed"), "error")

    def _edited(self, uri: str) -> None:
        key = self.files.key(uri)
        if key is not None:
            self._touched = key
            self._stand_ins.pop(key, None)
            self._indexing.edited(key)

    def _analysed_documents(self) -> Mapping[str, Document]:
        return {**self.files.documents, **self._stand_ins}

    def _notice_once(self, notice: Message, weight: Weight) -> None:
        if notice not in self._noticed:
            self._noticed.add(notice)
            self._observer.notice(notice, weight)

    async def _load_settings(self) -> None:
        folders = self.files.folders
        root = folders[0].path if folders else None
        settings, notices = await asyncio.to_thread(load_settings, self._user, self._workspace, root)
        self.settings = settings
        self.language = resolve_language(settings.language, self._locale)
        for notice in notices:
            self._notice_once(notice, "warning")
        scope = Scope(folders, Settings(services=settings.services, exclude=settings.exclude, checks=settings.checks), git=self.is_trusted)
        self._indexing.begin(scope)
        self.git.request()
        self._publish()
        self.narration.check()

    def _git_scope(self) -> GitScope | None:
        if not self.is_trusted:
            return None
        result = self._indexing.result
        return GitScope(self.files.folders, () if result is None else result.files.keys())

    def _git_changed(self, *, other_files: bool) -> None:
        if other_files:
            self._indexing.rescan()  # who switches branches in a terminal changes files, and not every editor tells of that
        self._publish()

    def _attention(self, key: str) -> int:
        """How near a file is to what the user looks at: the document opened or edited last, other open ones, the rest."""
        return 0 if key not in self.files.documents else 1 + (key == self._touched)

    def _narrated_moment(self) -> Moment | None:
        snapshot = self.snapshot
        if snapshot is None or not self.is_trusted:
            return None
        return Moment(self.files.folders, snapshot, self.settings, self.text_of(), tuple(self.files.documents))

    def _contract_moment(self) -> ContractMoment | None:
        result, status = self._indexing.result, self.git.status
        if result is None or not self.is_trusted or not (status.changed or self._was_edited):
            return None
        return ContractMoment(result.map, HeadQuestion.of(self.files.folders, self.settings, status))

    def _publish(self) -> None:
        result = self._indexing.result
        if result is None or self._indexing.folders != self.files.folders:
            return
        changes = self.contracts.changes
        breaks = tuple(breaks_since_head(changes, result.files, self.settings.checks))
        self.snapshot = Snapshot(
            result.map,
            (*result.findings, *breaks),
            self.files.places,
            self.language,
            git=self.git.status.state,
            changed_files=self.git.status.changed,
            explanations=self.narration.explanations,
            contract_changes=changes,
            files=result.files,
        )
        self.contracts.request()
        self._observer.snapshot_changed()
