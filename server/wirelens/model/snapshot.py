"""All that views may look at: one moment of the workspace, immutable."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from wirelens.model.communication_map import CommunicationMap, FileSummary
from wirelens.model.finding import Finding
from wirelens.model.git_state import GitState
from wirelens.model.message import Language
from wirelens.model.narrative import Narrative
from wirelens.model.places import Places


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The map, what is wrong in it, and what is known besides.

    `narratives` and `changed_files` are keyed by file key.
    """

    map: CommunicationMap
    findings: tuple[Finding, ...]
    places: Places
    language: Language = "en"
    git: GitState | None = None
    changed_files: Mapping[str, str] = field(default_factory=dict[str, str])
    """File key → the letter of its change since HEAD (`M`, `A`, `?`, …)."""
    narratives: Mapping[str, Narrative] = field(default_factory=dict[str, Narrative])
    files: Mapping[str, FileSummary] = field(default_factory=dict[str, FileSummary])
    """What is in each file that was read, by file key."""
