"""Reports as Markdown files in the cache folder, where an editor can open them."""

import hashlib
import posixpath
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from wirelens.model.places import Folder, Places
from wirelens.store.atomic import write_atomically
from wirelens.store.folders import make_private

UNSUITED = re.compile(r"[^\w.-]+")
"""Characters that some file system refuses in a name."""


class Reports:
    """One file for each file of each workspace."""

    def __init__(self, folder: Path) -> None:
        """Keeps them in `folder`, which is made when the first one is written."""
        self._folder = folder

    def path(self, root: Path, file: str) -> Path:
        """Where the report on a file is, or would be. Named after the file, in a folder that tells it from others of that name."""
        name = UNSUITED.sub("-", file.rsplit("/", 1)[-1])[-60:]
        mark = hashlib.blake2b(f"{root}\0{file}".encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
        return self._folder / mark / f"{name}.md"

    def write(self, root: Path, file: str, markdown: str) -> Path:
        """Writes the report, unless it says the same already, and returns its path.

        Raises:
            OSError: it cannot be written.
        """
        path = self.path(root, file)
        try:
            if path.read_text(encoding="utf-8") == markdown:
                return path
        except (OSError, UnicodeDecodeError):
            pass  # not there yet, or not as it was written
        make_private(path.parent)
        write_atomically(path, markdown)
        return path


def places_from(report: Path, places: Places) -> Places:
    """The same places as links out of a report: relative ones, since previews of Markdown follow no `file:` links."""
    here = urlsplit(report.parent.absolute().as_uri())

    def linked(folder: Folder) -> Folder:
        there = urlsplit(folder.uri)
        return replace(folder, uri=posixpath.relpath(there.path, here.path)) if there.scheme == here.scheme else folder

    return Places(tuple(linked(folder) for folder in places.folders))
