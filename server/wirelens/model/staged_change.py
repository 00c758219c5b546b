"""What a commit would take in, and how the repository's commits are worded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal as OneOf

from wirelens.model.contract_change import ContractChange
from wirelens.model.message import Language

ChangeOfFile = OneOf["added", "removed", "changed", "renamed"]
ChangeOfName = OneOf["added", "removed", "changed"]
CommitType = OneOf["feat", "fix", "refactor", "docs", "test", "build", "ci", "chore"]


@dataclass(frozen=True, slots=True)
class NameChange:
    """A function or class of a file, as people call it: `load()`, `Store.load()`, `Store`."""

    kind: ChangeOfName
    name: str


@dataclass(frozen=True, slots=True)
class DependencyChange:
    """A package that a manifest names: its version as written, "" where none is, None where the package is not named."""

    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class StagedFile:
    """A file that differs between HEAD and the index. `before` is its path at HEAD, other than `path` where it was renamed."""

    kind: ChangeOfFile
    path: str
    before: str
    names: tuple[NameChange, ...] = ()
    dependencies: tuple[DependencyChange, ...] = ()


@dataclass(frozen=True, slots=True)
class CommitStyle:
    """How the last commits' subjects are worded.

    `opening` and `closing` stand around the type (`[feat]`, `feat:`), both "" where no type is written or a symbol stands for it. `words`
    spells the types that are in use, the most frequent first.
    `scopes` are the words in parentheses behind it, the most frequent first; none where they are not usual.
    """

    opening: str = ""
    closing: str = ""
    words: Mapping[CommitType, str] = field(default_factory=dict[CommitType, str])
    scopes: tuple[str, ...] = ()
    is_capitalised: bool = True
    language: Language | None = None
    """None where there are no commits to tell by."""


@dataclass(frozen=True, slots=True)
class StagedChange:
    """All that is staged."""

    files: tuple[StagedFile, ...]
    contracts: tuple[ContractChange, ...]
    style: CommitStyle
