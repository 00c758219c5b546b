"""What changed in the contracts between two states of a folder: both are analysed, the second from what differs from the first."""

from collections.abc import Iterable
from pathlib import Path

from wirelens.contracts.comparison import compare
from wirelens.model.communication_map import CommunicationMap
from wirelens.model.contract_change import INDEX, WORKING_TREE, ContractDiff
from wirelens.model.settings import Settings
from wirelens.repository.revisions import commit_of
from wirelens.workspace.analysis import Analysis
from wirelens.workspace.blob_facts import BlobFacts
from wirelens.workspace.folders import Root
from wirelens.workspace.kept_maps import keep_map, kept_map
from wirelens.workspace.trees import Tree, tree_at, tree_in_index, tree_on_disk


class UnknownRevisionError(Exception):
    """Git knows no such revision, or the folder is in no repository that git reads."""

    def __init__(self, revision: str) -> None:
        super().__init__(revision)
        self.revision = revision


def contract_diff(root: Path, settings: Settings, before: str, after: str = WORKING_TREE) -> ContractDiff:
    """Compares the map at one revision with that at another, in the index, or in the folder as it is on the disk.

    `.env` files that git does not track are those of the disk on both sides.

    Raises:
        UnknownRevisionError: git cannot read one of the two.
        OSError: the folder cannot be read.
    """
    if before == WORKING_TREE:
        raise UnknownRevisionError(before)
    folder = Root("", root, root.absolute().as_uri())
    trees = [_tree(folder, revision, settings.exclude) for revision in (before, after)]
    first, second = maps_of(trees, (folder,), settings)
    return ContractDiff(before, after, compare(first, second))


def maps_of(trees: Iterable[Tree], folders: tuple[Root, ...], settings: Settings) -> tuple[CommunicationMap, ...]:
    """The map of each state of the folders: kept from an earlier time, or made from what differs from the state before."""
    maker = _Maker(folders, settings)
    maps = tuple(kept_map(tree, settings) or maker.make(tree) for tree in trees)
    maker.keep()
    return maps


class _Maker:
    """Analyses states one after the other."""

    def __init__(self, folders: tuple[Root, ...], settings: Settings) -> None:
        self._folders = folders
        self._settings = settings
        self._analysis = Analysis(settings)
        self._last = Tree({})
        self._facts: BlobFacts | None = None

    def make(self, tree: Tree) -> CommunicationMap:
        """The map of a state."""
        facts = self._facts = self._facts or BlobFacts(self._folders)
        told = facts.told(tree, (key for key, file in tree.files.items() if _blob(self._last, key) != file.blob))
        gone = dict.fromkeys(self._last.files.keys() - tree.files.keys())
        made = self._analysis.link({**gone, **told}, tree.skipped, facts.reader(tree)).map
        self._last = tree
        keep_map(tree, self._settings, made)
        return made

    def keep(self) -> None:
        """Keeps the facts that were found."""
        if self._facts is not None:
            self._facts.keep()


def _blob(tree: Tree, key: str) -> str | None:
    file = tree.files.get(key)
    return None if file is None else file.blob


def _tree(folder: Root, revision: str, exclude: tuple[str, ...]) -> Tree:
    if revision == WORKING_TREE:
        return tree_on_disk(folder, exclude)
    if revision == INDEX:
        tree = tree_in_index(folder, exclude)
    else:
        commit = commit_of(folder.path, revision)
        tree = None if commit is None else tree_at(folder, commit, exclude)
    if tree is None:
        raise UnknownRevisionError(revision)
    return tree
