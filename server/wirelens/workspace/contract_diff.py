"""What changed in the contracts between two states of a folder: both are analysed, the second from what differs from the first."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from wirelens.contracts.comparison import compare
from wirelens.model.contract_change import ContractDiff
from wirelens.model.settings import Settings
from wirelens.repository.revisions import commit_of, files_at, read_blobs
from wirelens.workspace.analysis import Analysis
from wirelens.workspace.discovery import discover, worth_reading
from wirelens.workspace.reading import MAX_FILE_BYTES, decode, read_text

WORKING_TREE = ""


class UnknownRevisionError(Exception):
    """Git knows no such revision, or the folder is in no repository that git reads."""

    def __init__(self, revision: str) -> None:
        super().__init__(revision)
        self.revision = revision


@dataclass(frozen=True, slots=True)
class _Texts:
    """The texts of one state by file key."""

    files: Mapping[str, str | None]

    def changes_from(self, earlier: "_Texts") -> Mapping[str, str | None]:
        gone = dict.fromkeys(earlier.files.keys() - self.files.keys())
        return gone | {file: text for file, text in self.files.items() if file not in earlier.files or earlier.files[file] != text}


def contract_diff(root: Path, settings: Settings, before: str, after: str = WORKING_TREE) -> ContractDiff:
    """Compares the map at one revision with that at another, or with the folder as it is on the disk.

    `.env` files that git does not track are those of the disk on both sides.

    Raises:
        UnknownRevisionError: git cannot read one of the two.
        OSError: the folder cannot be read.
    """
    discovered = discover(root, settings.exclude).files
    on_disk = {file: read_text(root / file) for file in discovered}
    untracked = {file: text for file, text in on_disk.items() if os.path.basename(file).startswith(".env")}  # noqa: PTH119 - a key, no path
    earlier = _at_revision(root, settings, before, untracked)
    later = _Texts(on_disk) if after == WORKING_TREE else _at_revision(root, settings, after, untracked)
    analysis = Analysis(settings)
    first = analysis.update(earlier.files).map
    second = analysis.update(later.changes_from(earlier)).map
    return ContractDiff(before, after, compare(first, second))


def _at_revision(root: Path, settings: Settings, revision: str, untracked: Mapping[str, str | None]) -> _Texts:
    commit = commit_of(root, revision)
    listed = files_at(root, commit) if commit is not None else None
    if listed is None:
        raise UnknownRevisionError(revision)
    environments = frozenset(file.removesuffix("pyvenv.cfg") for file in listed if file.endswith("/pyvenv.cfg"))
    chosen = [file for file in worth_reading(listed, environments, settings.exclude) if listed[file].size <= MAX_FILE_BYTES]
    contents = read_blobs(root, (listed[file].id for file in chosen))
    if contents is None:
        raise UnknownRevisionError(revision)
    texts = {file: decode(contents[listed[file].id]) for file in chosen if listed[file].id in contents}
    return _Texts({**untracked, **texts})
