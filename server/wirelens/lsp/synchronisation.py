"""Documents and files as they change: didOpen, didChange, didClose, didSave, didChangeWatchedFiles, didChangeWorkspaceFolders."""

from lsprotocol import types

from wirelens.lsp.convert import from_range
from wirelens.lsp.server import Server
from wirelens.workspace.documents import Edit


def register(server: Server) -> None:
    """Adds the methods. Each takes effect before the next message is read."""
    session = server.session

    def leave(uri: str) -> None:
        key = session.files.key(uri)
        if key is not None:
            server.editing.left(key)

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def open_document(params: types.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        session.open(document.uri, document.version, document.text)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def change_document(params: types.DidChangeTextDocumentParams) -> None:
        document = params.text_document
        key = session.files.key(document.uri)
        if key is not None:
            server.editing.edited(key, session.snapshot)
        session.change(document.uri, document.version, tuple(map(_edit, params.content_changes)))

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def close_document(params: types.DidCloseTextDocumentParams) -> None:
        session.close(params.text_document.uri)
        leave(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def save_document(params: types.DidSaveTextDocumentParams) -> None:
        session.changed_on_disk([params.text_document.uri])
        leave(params.text_document.uri)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def change_files(params: types.DidChangeWatchedFilesParams) -> None:
        session.changed_on_disk([change.uri for change in params.changes])

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def change_folders(params: types.DidChangeWorkspaceFoldersParams) -> None:
        event = params.event
        session.change_folders([folder.uri for folder in event.added], [folder.uri for folder in event.removed])


def _edit(change: types.TextDocumentContentChangeEvent) -> Edit:
    if isinstance(change, types.TextDocumentContentChangePartial):
        return Edit(change.text, from_range(change.range))
    return Edit(change.text)
