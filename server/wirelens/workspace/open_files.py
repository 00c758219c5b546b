"""Files as the editor has them: the workspace's folders, the documents that are open, and which document is which file."""

from collections.abc import Iterable, Mapping

from wirelens.model.places import Places
from wirelens.workspace.documents import Document, Documents, Edit
from wirelens.workspace.folders import Root, file_key, places, roots


class OpenFiles:
    """Changes as the editor says. Files are named by their keys, documents by URIs as the editor spells them."""

    def __init__(self) -> None:
        self.folders: tuple[Root, ...] = ()
        self._folder_uris: tuple[str, ...] = ()
        self._documents = Documents()
        self._uris: dict[str, str] = {}  # of open files

    def begin(self, folder_uris: Iterable[str]) -> None:
        """The editor opened a workspace."""
        self._folder_uris = tuple(folder_uris)
        self.folders = roots(self._folder_uris)

    def change_folders(self, added: Iterable[str], removed: Iterable[str]) -> None:
        """The editor added or removed folders: files have other keys."""
        gone = set(removed)
        kept = [uri for uri in self._folder_uris if uri not in gone]
        self.begin((*kept, *(uri for uri in added if uri not in kept)))
        keyed = ((self.key(document.uri), document.uri) for document in self._documents)
        self._uris = {key: uri for key, uri in keyed if key is not None}

    def open(self, uri: str, version: int, text: str) -> None:
        """The editor opened a document."""
        self._documents.open(uri, version, text)
        key = self.key(uri)
        if key is not None:
            self._uris[key] = uri

    def change(self, uri: str, version: int, edits: tuple[Edit, ...]) -> None:
        """The editor changed a document.

        Raises:
            KeyError: the document is not open.
        """
        self._documents.change(uri, version, edits)

    def close(self, uri: str) -> None:
        """The editor closed a document."""
        self._documents.close(uri)
        self._uris = {key: open_uri for key, open_uri in self._uris.items() if open_uri != uri}

    def document(self, uri: str) -> Document | None:
        """The open document, None where it is not open."""
        return self._documents.get(uri)

    @property
    def documents(self) -> Mapping[str, Document]:
        """The open documents of the workspace, by file key."""
        found = ((key, self._documents.get(uri)) for key, uri in self._uris.items())
        return {key: document for key, document in found if document is not None}

    def key(self, uri: str) -> str | None:
        """The file key of a document, None where it is in no folder of the workspace."""
        return file_key(self.folders, uri)

    def uri(self, key: str) -> str:
        """The URI of a file key."""
        return self._uris.get(key) or self.places.uri(key)

    def root(self, key: str) -> Root:
        """The folder that a file is in.

        Raises:
            KeyError: it is in none.
        """
        for root in self.folders:
            if key.startswith(root.prefix):
                return root
        raise KeyError(key)

    @property
    def places(self) -> Places:
        """What turns file keys into URIs."""
        return places(self.folders)
