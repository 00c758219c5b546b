"""What the analysis of a workspace leads to, and how it is written: for the next start, and on the way to the server."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from wirelens.model.communication_map import CommunicationMap, FileSummary
from wirelens.model.finding import Finding
from wirelens.store.encoding import Encoding


@dataclass(frozen=True, slots=True)
class AnalysisResult:
    """The map and what follows from it. `files` says what is in each file that there is, by file key."""

    map: CommunicationMap
    findings: tuple[Finding, ...]
    files: Mapping[str, FileSummary]


@cache
def result_encoding() -> Encoding[AnalysisResult]:
    """How results are written."""
    return Encoding(AnalysisResult)
