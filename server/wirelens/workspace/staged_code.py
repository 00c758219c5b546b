"""What is staged in a repository, read as code: names, packages and contracts that a commit would change."""

from pathlib import Path

from wirelens.contracts.commit_style import commit_style
from wirelens.contracts.comparison import compare
from wirelens.contracts.declarations import compare_declarations
from wirelens.contracts.dependencies import compare_dependencies
from wirelens.model.contract_change import ContractChange
from wirelens.model.settings import Settings
from wirelens.model.staged_change import ChangeOfFile, StagedChange, StagedFile
from wirelens.repository.location import locate
from wirelens.repository.revisions import commit_of, read_blobs
from wirelens.repository.staged import StagedBlob, recent_subjects, staged_blobs
from wirelens.scan.scanner import reads
from wirelens.workspace.contract_diff import maps_of
from wirelens.workspace.folders import Root
from wirelens.workspace.reading import MAX_FILE_BYTES, decode
from wirelens.workspace.skimming import scan_text
from wirelens.workspace.trees import Tree, tree_at, tree_in_index

_SUBJECTS = 50
"""Commits that show how a repository words its subjects: enough to be usual, few enough to be recent."""

_KINDS: dict[str, ChangeOfFile] = {"A": "added", "C": "added", "D": "removed", "R": "renamed"}


def staged_change(folder: Path, settings: Settings) -> StagedChange | None:
    """What is staged in the repository that a folder is in, from git's objects alone; None where nothing is staged or git cannot say."""
    location = locate(folder)
    blobs = None if location is None else staged_blobs(location.root)
    if location is None or not blobs:
        return None
    root = location.root
    texts = read_blobs(root, (name for blob in blobs if _is_read(blob) for name in (blob.before, blob.after) if name)) or {}
    files = tuple(_file(blob, _text(texts.get(blob.before)), _text(texts.get(blob.after))) for blob in blobs)
    contracts = _contracts(root, settings) if any(reads(blob.path) or reads(blob.path_before) for blob in blobs) else ()
    return StagedChange(files, contracts, commit_style(recent_subjects(root, _SUBJECTS)))


def _contracts(root: Path, settings: Settings) -> tuple[ContractChange, ...]:
    folder = Root("", root, root.as_uri())
    head = commit_of(root, "HEAD")
    before = Tree({}) if head is None else tree_at(folder, head, settings.exclude)
    after = tree_in_index(folder, settings.exclude)
    if before is None or after is None:
        return ()
    first, second = maps_of((before, after), (folder,), settings)
    return compare(first, second)


def _is_read(blob: StagedBlob) -> bool:
    return reads(blob.path) or blob.path.endswith(("package.json", "pyproject.toml", ".txt", ".in"))


def _file(blob: StagedBlob, before: str, after: str) -> StagedFile:
    names = compare_declarations(scan_text(blob.path_before, before), before, scan_text(blob.path, after), after)
    dependencies = compare_dependencies(blob.path, before, after)
    return StagedFile(_KINDS.get(blob.letter, "changed"), blob.path, blob.path_before, names, dependencies)


def _text(content: bytes | None) -> str:
    return "" if content is None or len(content) > MAX_FILE_BYTES else decode(content)
