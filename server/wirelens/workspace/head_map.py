"""The map as it was at HEAD, made by a process of its own that ends with it: `python -P -m wirelens.workspace.head_map`."""

import asyncio
import pickle
import sys
from asyncio.subprocess import PIPE
from dataclasses import dataclass
from pathlib import Path

from wirelens.model.communication_map import CommunicationMap
from wirelens.model.settings import Settings
from wirelens.workspace.contract_diff import maps_of
from wirelens.workspace.folders import Root
from wirelens.workspace.git_status import GitStatus
from wirelens.workspace.pipes import be_nice, frame, private_streams, read_frame
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


class HeadMapFailedError(Exception):
    """The process ended without an answer; the text is what it said."""


async def ask_head_map(question: HeadQuestion) -> CommunicationMap:
    """The map at HEAD. The process ends when the caller is cancelled.

    Raises:
        HeadMapFailedError: there is none.
    """
    try:
        # -P: the current folder may be the workspace, and none of its modules may be imported.
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", "wirelens.workspace.head_map", stdin=PIPE, stdout=PIPE, stderr=PIPE
        )
    except OSError as error:
        raise HeadMapFailedError(str(error)) from error
    try:
        answer, complaint = await process.communicate(frame(question))
    finally:
        if process.returncode is None:
            process.kill()
    if process.returncode != 0:
        raise HeadMapFailedError(complaint.decode("utf-8", "replace"))
    # In a thread: a large map takes longer to unpickle than a hover may wait.
    return await asyncio.to_thread(pickle.loads, answer)


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


def main() -> None:
    """Answers one question."""
    requests, replies = private_streams()
    be_nice()
    question: HeadQuestion = read_frame(requests)
    (at_head,) = maps_of((_tree(question),), question.folders, question.settings)
    replies.write(pickle.dumps(at_head, protocol=pickle.HIGHEST_PROTOCOL))
    replies.flush()


if __name__ == "__main__":
    main()
