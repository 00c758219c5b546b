"""The map as it was at HEAD."""

from dataclasses import dataclass
from pathlib import Path

from wirelens.model.communication_map import CommunicationMap
from wirelens.model.settings import Settings
from wirelens.workspace.contract_diff import maps_of
from wirelens.workspace.folders import Root
from wirelens.workspace.git_status import GitStatus
from wirelens.workspace.trees import Tree, tree_at, tree_on_disk


@dataclass(frozen=True, slots=True)
class Head:
    """A repository's commit: files in `folder`, which is its top or below that, have keys that begin with `prefix`."""

    prefix: str
    folder: Path
    commit: str


@dataclass(frozen=True, slots=True)
class HeadQuestion:
    """What was in these folders: at the commits of `heads`, outer repositories before inner; on the disk for what is in none."""

    folders: tuple[Root, ...]
    settings: Settings
    heads: tuple[Head, ...]

    @staticmethod
    def of(folders: tuple[Root, ...], settings: Settings, status: GitStatus) -> "HeadQuestion":
        """What was in folders when their repositories were last committed to; of the settings, those that make the map what it is."""
        heads = (Head(each.prefix, each.folder, state.commit) for each, state in status.states if state.commit is not None)
        return HeadQuestion(folders, Settings(services=settings.services, exclude=settings.exclude), tuple(heads))

    def answer(self) -> CommunicationMap:
        """The map; takes long."""
        return maps_of((_tree(self),), self.folders, self.settings)[0]


def _tree(question: HeadQuestion) -> Tree:
    exclude = question.settings.exclude
    tree = Tree({})
    for root in question.folders:
        if not any(root.prefix.startswith(head.prefix) for head in question.heads):
            tree = _joined(tree, tree_on_disk(root, exclude))
    for head in question.heads:
        at_head = tree_at(Root(head.prefix, head.folder, head.folder.as_uri()), head.commit, exclude)
        if at_head is not None:
            tree = _joined(tree, at_head)
    return tree


def _joined(one: Tree, other: Tree) -> Tree:
    return Tree({**one.files, **other.files}, one.skipped + other.skipped)
