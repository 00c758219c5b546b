"""The map of what was committed last."""

from wirelens.model.communication_map import CommunicationMap
from wirelens.workspace.contract_diff import maps_of
from wirelens.workspace.folders import Root
from wirelens.workspace.head_map import HeadQuestion
from wirelens.workspace.trees import Tree, tree_at, tree_on_disk


def map_at_head(question: HeadQuestion) -> CommunicationMap:
    """Reads it from git's objects; takes long."""
    return maps_of((_tree(question),), question.folders, question.settings)[0]


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
