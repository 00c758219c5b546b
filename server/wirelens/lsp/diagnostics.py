"""Findings: pulled by clients that can, else pushed.

A client that pulls is asked to pull again when findings changed. One that asks for the whole workspace is answered when there is something
that it does not have (LSP 3.18, "Workspace Diagnostics": the server may keep the request open).
"""

import asyncio
from collections.abc import Iterable

from lsprotocol import types

from wirelens.lsp.convert import SEVERITIES, to_location, to_range
from wirelens.lsp.server import Server
from wirelens.model.snapshot import Snapshot
from wirelens.views.diagnostics import Diagnostic, diagnostics

_SECONDS_TO_SETTLE = 5.0
_SOURCE = "wirelens"


def to_diagnostic(server: Server, diagnostic: Diagnostic) -> types.Diagnostic:
    """The diagnostic for the client."""
    related = [types.DiagnosticRelatedInformation(to_location(server.session, location), text) for location, text in diagnostic.related]
    return types.Diagnostic(
        range=to_range(diagnostic.span),
        message=diagnostic.message,
        severity=SEVERITIES[diagnostic.severity],
        code=diagnostic.code,
        source=_SOURCE,
        related_information=related if related and server.client.shows_related_information else None,
    )


def register(server: Server) -> None:
    """Adds the methods, and tells of every other state of the findings."""
    pulled = _Pulled(server)
    pushed = _Pushed(server)

    @server.feature(
        types.TEXT_DOCUMENT_DIAGNOSTIC,
        types.DiagnosticOptions(inter_file_dependencies=True, workspace_diagnostics=True, identifier=_SOURCE),
    )
    async def pull_document(params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        return await pulled.document(params.text_document.uri, params.previous_result_id)

    @server.feature(types.WORKSPACE_DIAGNOSTIC)
    async def pull_workspace(params: types.WorkspaceDiagnosticParams) -> types.WorkspaceDiagnosticReport:
        return await pulled.workspace({previous.uri: previous.value for previous in params.previous_result_ids})

    def tell() -> None:
        if server.client.pulls_diagnostics:
            pulled.refresh()
        else:
            pushed.publish()

    server.on_snapshot.append(tell)


class _Pulled:
    def __init__(self, server: Server) -> None:
        self._server = server
        self._session = server.session
        self._findings: object = None
        self._changed = asyncio.Event()

    def refresh(self) -> None:
        snapshot = self._session.snapshot
        if snapshot is None or (state := (snapshot.findings, snapshot.language)) == self._findings:
            return
        self._findings = state
        self._changed.set()
        self._changed = asyncio.Event()
        if self._server.client.refreshes_diagnostics:
            self._server.start(self._ask_again())

    async def document(self, uri: str, previous_id: str | None) -> types.DocumentDiagnosticReport:
        snapshot = await self._session.settled(uri, _SECONDS_TO_SETTLE)
        key = self._session.key(uri)
        found = () if snapshot is None or key is None else diagnostics(snapshot, key)
        if previous_id == (result_id := _result_id(found)):
            return types.RelatedUnchangedDocumentDiagnosticReport(result_id)
        return types.RelatedFullDocumentDiagnosticReport(self._items(found), result_id=result_id)

    async def workspace(self, previous_ids: dict[str, str]) -> types.WorkspaceDiagnosticReport:
        while True:
            snapshot = self._session.snapshot
            reports = () if snapshot is None else tuple(self._reports(snapshot, previous_ids))
            if reports:
                return types.WorkspaceDiagnosticReport(list(reports))
            await self._changed.wait()

    def _reports(self, snapshot: Snapshot, previous_ids: dict[str, str]) -> Iterable[types.WorkspaceFullDocumentDiagnosticReport]:
        nothing = _result_id(())
        files = {self._session.uri(finding.location.file): finding.location.file for finding in snapshot.findings}
        for uri in files.keys() | {uri for uri, previous_id in previous_ids.items() if previous_id != nothing}:
            key = files.get(uri)
            found = () if key is None else diagnostics(snapshot, key)
            if previous_ids.get(uri) != (result_id := _result_id(found)):
                version = None if key is None else self._session.analysed_version(key)
                yield types.WorkspaceFullDocumentDiagnosticReport(uri=uri, items=self._items(found), version=version, result_id=result_id)

    def _items(self, found: tuple[Diagnostic, ...]) -> list[types.Diagnostic]:
        return [to_diagnostic(self._server, diagnostic) for diagnostic in found]

    async def _ask_again(self) -> None:
        await self._server.workspace_diagnostic_refresh_async(None)


class _Pushed:
    def __init__(self, server: Server) -> None:
        self._server = server
        self._session = server.session
        self._published: dict[str, tuple[Diagnostic, ...]] = {}

    def publish(self) -> None:
        snapshot = self._session.snapshot
        if snapshot is None:
            return
        keys = {finding.location.file for finding in snapshot.findings}
        found = {self._session.uri(key): (key, diagnostics(snapshot, key)) for key in keys}
        for uri in self._published.keys() - found.keys():
            key = self._session.key(uri)
            self._send(uri, (), None if key is None else self._session.analysed_version(key))
        for uri, (key, items) in found.items():
            if self._published.get(uri) != items:
                self._send(uri, items, self._session.analysed_version(key))
        self._published = {uri: items for uri, (_, items) in found.items()}

    def _send(self, uri: str, items: tuple[Diagnostic, ...], version: int | None) -> None:
        sent = [to_diagnostic(self._server, diagnostic) for diagnostic in items]
        self._server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, sent, version))


def _result_id(found: tuple[Diagnostic, ...]) -> str:
    return format(hash(found) & 0xFFFFFFFFFFFFFFFF, "x")
