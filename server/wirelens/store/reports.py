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
    """One file for each file of each workspace, and one for each workspace as a whole."""

    def __init__(self, folder: Path) -> None:
        """Keeps them in `folder`, which is made when the first one is written."""
        self._folder = folder

    def path(self, root: Path, file: str) -> Path:
        """Where the report on a file is, or would be. Named after the file, in a folder that tells it from others of that name."""
        return self._place(f"{root}\0{file}", file.rsplit("/", 1)[-1])

    def project_path(self, roots: tuple[Path, ...]) -> Path:
        """Where the report on a workspace of these folders is, or would be. Named after the first of them."""
        return self._place("\0".join(["", *map(str, roots)]), roots[0].name)

    def write(self, path: Path, markdown: str) -> Path:
        """Writes a report to its path, unless it says the same already, and returns the path.

        Raises:
            OSError: it cannot be written.
        """
        try:
            if path.read_text(encoding="utf-8") == markdown:
                return path
        except (OSError, UnicodeDecodeError):
            pass  # not there yet, or not as it was written
        make_private(path.parent)
        write_atomically(path, markdown)
        return path

    def _place(self, identity: str, name: str) -> Path:
        mark = hashlib.blake2b(identity.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
        return self._folder / mark / f"{UNSUITED.sub('-', name)[-60:]}.md"


def places_from(report: Path, places: Places) -> Places:
    """The same places as links out of a report: relative ones, since previews of Markdown follow no `file:` links."""
    here = urlsplit(report.parent.absolute().as_uri())

    def linked(folder: Folder) -> Folder:
        there = urlsplit(folder.uri)
        return replace(folder, uri=posixpath.relpath(there.path, here.path)) if there.scheme == here.scheme else folder

    return Places(tuple(linked(folder) for folder in places.folders))
