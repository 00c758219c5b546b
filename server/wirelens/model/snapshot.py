"""All that views may look at: one moment of the workspace, immutable."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from wirelens.model.communication_map import CommunicationMap, FileSummary
from wirelens.model.contract_change import ContractChange
from wirelens.model.finding import Finding
from wirelens.model.git_state import FunctionHistory, GitState
from wirelens.model.message import Language
from wirelens.model.narrative import Explanation
from wirelens.model.places import Places
from wirelens.model.span import Location


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The map, what is wrong in it, and what is known besides.

    `explanations` and `changed_files` are keyed by file key.
    """

    map: CommunicationMap
    findings: tuple[Finding, ...]
    places: Places
    language: Language = "en"
    git: GitState | None = None
    changed_files: Mapping[str, str] = field(default_factory=dict[str, str])
    """File key → the letter of its change since HEAD (`M`, `A`, `?`, …)."""
    explanations: Mapping[str, tuple[Explanation, ...]] = field(default_factory=dict[str, tuple[Explanation, ...]])
    """What Gemini said of each file and of what is in it, as far as it was held against this very map."""
    contract_changes: tuple[ContractChange, ...] = ()
    """What became of the contracts since HEAD."""
    files: Mapping[str, FileSummary] = field(default_factory=dict[str, FileSummary])
    """What is in each file that was read, by file key."""
    histories: Mapping[Location, FunctionHistory] = field(default_factory=dict[Location, FunctionHistory])
    """What git knows of functions, by their extent; only of those that were asked about."""
