"""Linking from scratch: the facts of all files become one map."""

from collections.abc import Mapping

from wirelens.link.linker import Linker
from wirelens.model.communication_map import CommunicationMap
from wirelens.model.facts import FileFacts


def link(files: Mapping[str, FileFacts], services: Mapping[str, str], skipped: int = 0) -> CommunicationMap:
    """Resolves names, composes paths and matches calls to routes.

    Args:
        files: the facts of every file, by file key.
        services: the user's setting `wirelens.services`: base URL → folder.
        skipped: how many files were found and not read, for `coverage`.
    """
    return Linker(services).update(files, skipped)
