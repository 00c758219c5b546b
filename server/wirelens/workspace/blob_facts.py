"""The facts of texts in git's objects: each is scanned once, and kept on disk under the object's name.

What the analysis of the workspace found in the same text is taken from there.
"""

from collections.abc import Callable, Iterable, Mapping

from wirelens.link.noted_files import UNREAD, Unread
from wirelens.link.wanting import Wanted
from wirelens.model.facts import FileFacts
from wirelens.store.encoding import ForeignValueError
from wirelens.store.folders import cache_folder
from wirelens.store.kept_facts import Found, KeptFacts, Listing
from wirelens.workspace.folders import Root
from wirelens.workspace.mentions import candidates, has_word
from wirelens.workspace.recipe import recipe
from wirelens.workspace.skimming import decoded_facts, digest_of, skim_source
from wirelens.workspace.trees import Tree


class BlobFacts:
    """What was found in texts, now and before."""

    def __init__(self, folders: Iterable[Root]) -> None:
        """Reads what was kept for these folders."""
        workspace = "\0".join(f"{root.prefix}\0{root.path}" for root in folders)
        self._kept = KeptFacts(cache_folder() / "revisions", workspace, recipe())
        self._before = self._kept.found()
        self._of_disk = KeptFacts(cache_folder() / "facts", workspace, recipe()).found()
        self._used: dict[bytes, Found] = {}
        self._is_new = False

    def told(self, tree: Tree, keys: Iterable[str], *, whole: bool = False) -> dict[str, FileFacts | Unread | None]:
        """What is to be told of files of a tree.

        Args:
            tree: a state of the workspace.
            keys: those of its files that are asked about.
            whole: whether they are scanned whatever they say.
        """
        told: dict[str, FileFacts | Unread | None] = {}
        unknown: list[str] = []
        for key in keys:
            found = self._found(_digest(tree, key))
            if found is None or (whole and found.facts is None):
                unknown.append(key)
            else:
                told[key] = _told(key, found)
        sources = tree.read(unknown)
        for key in unknown:
            told[key] = None if key not in sources else self._scanned(_digest(tree, key), key, sources[key], whole=whole)
        return told

    def reader(self, tree: Tree) -> Callable[[Wanted], Mapping[str, FileFacts]]:
        """What gives the facts of a tree's unread files that linking wants."""

        def read(wanted: Wanted) -> Mapping[str, FileFacts]:
            keys = (wanted.files & tree.files.keys()) | self._mentioning(tree, wanted)
            told = self.told(tree, sorted(keys), whole=True)
            return {key: each for key, each in told.items() if isinstance(each, FileFacts)}

        return read

    def keep(self) -> None:
        """Keeps on disk what was found, what was asked for last before what was asked for earlier."""
        if self._is_new:
            earlier = {digest: found for digest, found in self._before.items() if digest not in self._used}
            self._kept.keep(Listing(), self._used | earlier)
            self._is_new = False

    def _mentioning(self, tree: Tree, wanted: Wanted) -> set[str]:
        unread = {
            key: frozenset(found.imports)
            for key in tree.files
            if (found := self._found(_digest(tree, key))) is not None and found.facts is None
        }
        words = candidates(wanted.mentions, unread)
        sources = tree.read(key for key, names in words.items() if "" not in names)
        return {key for key, names in words.items() if "" in names or (key in sources and has_word(sources[key], names))}

    def _found(self, digest: bytes) -> Found | None:
        found = self._used.get(digest) or self._before.get(digest)
        if found is not None:
            self._used[digest] = found
        return found

    def _scanned(self, digest: bytes, key: str, source: bytes, *, whole: bool) -> FileFacts | Unread:
        found = self._of_disk.get(digest_of(key, source))
        is_faulty = False
        if found is None or (whole and found.facts is None):
            skimmed = skim_source(key, source, whole=whole)
            found = Found(skimmed.facts, tuple(sorted(skimmed.imports)))
            is_faulty = bool(skimmed.fault)
        if not is_faulty:
            self._used[digest] = found
            self._is_new = True
        return _told(key, found)


def _digest(tree: Tree, key: str) -> bytes:
    return digest_of(key, tree.files[key].blob.encode())


def _told(key: str, found: Found) -> FileFacts | Unread:
    if found.facts is None:
        return UNREAD
    try:
        return decoded_facts(key, found.facts)
    except ForeignValueError:
        return FileFacts(key, "")
