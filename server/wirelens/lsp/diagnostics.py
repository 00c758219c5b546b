"""Findings: pulled by clients that can be asked to pull again when another file changed what is found, else pushed.

Those of a file that is being edited are told at once, what follows for other files when the user pauses (see `editing`).
A client that asks for the whole workspace is answered when there is something that it does not have (LSP 3.18, "Workspace Diagnostics":
the server may keep the request open).
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lsprotocol import types

from wirelens.lsp.convert import SEVERITIES, to_location, to_range
from wirelens.lsp.server import Server
from wirelens.model.finding import Finding
from wirelens.model.message import Language
from wirelens.model.snapshot import Snapshot
from wirelens.views.diagnostics import Diagnostic, diagnostic
from wirelens.workspace.coalescing import Coalescing

_SECONDS_TO_SETTLE = 5.0
_SOURCE = "wirelens"
_FILES_AT_A_TIME = 20


def register(server: Server) -> None:
    """Adds the methods, and tells of every other state of the findings."""
    shown = _Shown(server)
    pulled = _Pulled(server, shown)
    publishing = Coalescing(_Pushed(server, shown).publish)

    @server.feature(
        types.TEXT_DOCUMENT_DIAGNOSTIC,
        types.DiagnosticOptions(inter_file_dependencies=True, workspace_diagnostics=True, identifier=_SOURCE),
    )
    async def pull_document(params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        return await pulled.document(params.text_document.uri, params.previous_result_id)

    @server.feature(types.WORKSPACE_DIAGNOSTIC)
    async def pull_workspace(params: types.WorkspaceDiagnosticParams) -> types.WorkspaceDiagnosticReport:
        return await pulled.workspace({previous.uri: previous.value for previous in params.previous_result_ids})

    def adjust(capabilities: types.ServerCapabilities) -> None:
        if not server.client.pulls_diagnostics:
            capabilities.diagnostic_provider = None

    def tell() -> None:
        if server.client.pulls_diagnostics:
            pulled.refresh()
        else:
            publishing.request()

    server.protocol.adjustments.append(adjust)
    server.on_snapshot.append(tell)
    server.on_pause.append(tell)


def to_diagnostic(server: Server, found: Diagnostic) -> types.Diagnostic:
    """The diagnostic for the client."""
    related = [types.DiagnosticRelatedInformation(to_location(server.session, location), text) for location, text in found.related]
    return types.Diagnostic(
        range=to_range(found.span),
        message=found.message,
        severity=SEVERITIES[found.severity],
        code=found.code,
        source=_SOURCE,
        related_information=related if related and server.client.shows_related_information else None,
    )


@dataclass(frozen=True, slots=True)
class _State:
    """What is to be said of one file; as long as it is the same, it need not be said again."""

    findings: tuple[Finding, ...]
    language: Language

    @property
    def result_id(self) -> str:
        return format(hash(self) & 0xFFFFFFFFFFFFFFFF, "x")

    def items(self, server: Server) -> list[types.Diagnostic]:
        return [to_diagnostic(server, diagnostic(finding, self.language)) for finding in self.findings]


def _states(snapshot: Snapshot) -> Mapping[str, _State]:
    """By file key, of files with findings."""
    by_file: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in snapshot.findings:
        by_file[finding.location.file].append(finding)
    return {file: _State(tuple(findings), snapshot.language) for file, findings in by_file.items()}


@dataclass(frozen=True, slots=True)
class _Moment:
    """What was found at one moment."""

    snapshot: Snapshot
    states: Mapping[str, _State]


class _Shown:
    """What is told of each file now. Files that are not being edited, and were known then, keep what was found in the last calm moment."""

    def __init__(self, server: Server) -> None:
        self._editing = server.editing
        self._now: _Moment | None = None
        self._calm: _Moment | None = None

    def states(self, snapshot: Snapshot) -> Mapping[str, _State]:
        """By file key, of files with findings."""
        if self._now is None or self._now.snapshot is not snapshot:
            self._now = _Moment(snapshot, _states(snapshot))
        now = self._now
        if self._editing.settle(snapshot) or self._calm is None:
            self._calm = now
        if self._calm is now:
            return now.states
        kept = self._calm.snapshot.files.keys() - self._editing.files
        before = {file: state for file, state in self._calm.states.items() if file in kept}
        return {**before, **{file: state for file, state in now.states.items() if file not in kept}}


class _Pulled:
    """What is sent to a client that asks."""

    def __init__(self, server: Server, shown: _Shown) -> None:
        self._server = server
        self._session = server.session
        self._shown = shown
        self._told: Mapping[str, _State] = {}
        self._changed = asyncio.Event()

    def refresh(self) -> None:
        """Has the client ask again, if there is something else to tell of files that it does not ask for at each edit by itself."""
        snapshot = self._session.snapshot
        if snapshot is None:
            return
        edited = self._server.editing.files
        before, self._told = self._told, self._shown.states(snapshot)
        if all(before.get(file) == self._told.get(file) for file in (before.keys() | self._told.keys()) - edited):
            return
        self._changed.set()
        self._changed = asyncio.Event()
        self._server.start(self._ask_to_pull())

    async def document(self, uri: str, previous_id: str | None) -> types.DocumentDiagnosticReport:
        snapshot = await self._session.settled(uri, _SECONDS_TO_SETTLE)
        key = self._session.files.key(uri)
        state = _State((), "en")
        if snapshot is not None and key is not None:
            state = self._shown.states(snapshot).get(key, state)
        if previous_id == state.result_id:
            return types.RelatedUnchangedDocumentDiagnosticReport(state.result_id)
        return types.RelatedFullDocumentDiagnosticReport(state.items(self._server), result_id=state.result_id)

    async def workspace(self, previous_ids: Mapping[str, str]) -> types.WorkspaceDiagnosticReport:
        while True:
            snapshot = self._session.snapshot
            reports = [] if snapshot is None else list(self._reports(snapshot, previous_ids))
            if reports:
                return types.WorkspaceDiagnosticReport(reports)
            await self._changed.wait()

    def _reports(self, snapshot: Snapshot, previous_ids: Mapping[str, str]) -> Iterator[types.WorkspaceFullDocumentDiagnosticReport]:
        nothing = _State((), "en")
        states = {self._session.files.uri(key): (key, state) for key, state in self._shown.states(snapshot).items()}
        for uri, previous_id in previous_ids.items():
            if uri not in states and previous_id != nothing.result_id:
                states[uri] = (self._session.files.key(uri) or "", nothing)
        for uri, (key, state) in states.items():
            if previous_ids.get(uri) != state.result_id:
                yield types.WorkspaceFullDocumentDiagnosticReport(
                    uri=uri, items=state.items(self._server), version=self._session.analysed_version(key), result_id=state.result_id
                )

    async def _ask_to_pull(self) -> None:
        await self._server.workspace_diagnostic_refresh_async(None)


class _Pushed:
    """What is sent to a client that does not ask."""

    def __init__(self, server: Server, shown: _Shown) -> None:
        self._server = server
        self._session = server.session
        self._shown = shown
        self._published: dict[str, _State] = {}

    async def publish(self) -> None:
        """Sends what is new, a few files at a time, so that requests come in between."""
        snapshot = self._session.snapshot
        if snapshot is None:
            return
        states = {self._session.files.uri(key): state for key, state in self._shown.states(snapshot).items()}
        gone = dict.fromkeys(self._published.keys() - states.keys(), _State((), snapshot.language))
        changed = {uri: state for uri, state in states.items() if self._published.get(uri) != state}
        for number, (uri, state) in enumerate({**gone, **changed}.items(), 1):
            key = self._session.files.key(uri)
            version = None if key is None else self._session.analysed_version(key)
            sent = types.PublishDiagnosticsParams(uri, state.items(self._server), version)
            self._server.text_document_publish_diagnostics(sent)
            if number % _FILES_AT_A_TIME == 0:
                await asyncio.sleep(0)
        self._published = states
