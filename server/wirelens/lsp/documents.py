"""Opening documents in the editor."""

from collections.abc import Awaitable
from pathlib import Path

from lsprotocol import types

from wirelens.explain.failure import ExplainFailure
from wirelens.lsp.server import Server
from wirelens.model.message import message


async def show_location(server: Server, place: str, location: types.Location) -> None:
    """Has the editor go to a place in the workspace, or says where it is: `place` names it to people."""
    params = types.ShowDocumentParams(location.uri, take_focus=True, selection=location.range)
    if not await _show(server, params):
        server.notice(message("server.it-is-at", place=place), "information")


def workspace_edit(server: Server, uri: str, version: int | None, edit: types.TextEdit) -> types.WorkspaceEdit:
    """One edit of a document as the client takes it, of this version of it; None is that on the disk."""
    if not server.client.takes_versioned_edits:
        return types.WorkspaceEdit(changes={uri: [edit]})
    identifier = types.OptionalVersionedTextDocumentIdentifier(uri=uri, version=version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(identifier, [edit])])


async def show_report(server: Server, path: Path) -> None:
    """Has the editor open a report, or says where it is."""
    if not await _show(server, types.ShowDocumentParams(path.as_uri(), take_focus=False)):
        server.notice(message("server.report-is-at", path=str(path)), "information")


async def show_written(server: Server, writing: Awaitable[Path]) -> None:
    """Has the editor open a page that is being written, or says why it cannot be."""
    try:
        path = await writing
    except ExplainFailure as failure:
        server.notice(failure.message, "error")
        return
    await show_report(server, path)


async def show_page(server: Server, url: str) -> None:
    """Has the editor open a page in a browser, or says where it is."""
    if not await _show(server, types.ShowDocumentParams(url, external=True)):
        server.notice(message("editor.docs.at", url=url), "information")


async def _show(server: Server, params: types.ShowDocumentParams) -> bool:
    if not server.client.shows_documents:
        return False
    return (await server.window_show_document_async(params)).success
