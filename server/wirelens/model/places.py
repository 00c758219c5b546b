"""File keys and where they are: a key is a path below the workspace's root, or below one of several named folders."""

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Folder:
    """A workspace folder.

    `prefix` begins its file keys (`""` where it is the only folder, else `name/`); `uri` has no trailing slash.
    """

    prefix: str
    uri: str


@dataclass(frozen=True, slots=True)
class Places:
    """Turns file keys into URIs."""

    folders: tuple[Folder, ...] = ()

    def uri(self, file: str) -> str:
        """The URI of a file key.

        Raises:
            KeyError: no folder has the key's prefix.
        """
        for folder in self.folders:
            if file.startswith(folder.prefix):
                return f"{folder.uri}/{quote(file[len(folder.prefix) :], errors='surrogateescape')}"
        raise KeyError(file)
