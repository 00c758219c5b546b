"""What the server and its analysis process say to each other."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from wirelens.model.communication_map import CommunicationMap, FileSummary
from wirelens.model.finding import Finding
from wirelens.model.settings import Settings
from wirelens.workspace.folders import Root
from wirelens.workspace.splice import MapChange


@dataclass(frozen=True, slots=True)
class Scope:
    """What to analyse. `git` says whether git may be run to list files."""

    folders: tuple[Root, ...]
    settings: Settings
    git: bool


@dataclass(frozen=True, slots=True)
class Request:
    """What is new since the last request.

    `scope` begins anew; `rescan` looks at the disk, and `changed` names files to read again even where they look the same;
    `buffers` holds the texts of open documents by file key (None: closed).
    """

    scope: Scope | None = None
    rescan: bool = False
    changed: frozenset[str] = frozenset()
    buffers: Mapping[str, str | None] = field(default_factory=dict[str, str | None])


@dataclass(frozen=True, slots=True)
class Reading:
    """So many of the files to read are read."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Kept:
    """What came out of the workspace when it was last seen, encoded (see `results`): most likely what will come out again.

    It is sent before anyone looks whether it still holds, so that the server reads it meanwhile.
    """

    outcome: bytes


@dataclass(frozen=True, slots=True)
class Analysed:
    """What came out. `map` is None where nothing changed; `files` holds the summaries that changed (None: gone).

    `missing` folders are not there; `faults` are the traces of faults in Wirelens that cost a file its facts.
    """

    map: CommunicationMap | None
    findings: tuple[Finding, ...]
    files: Mapping[str, FileSummary | None]
    missing: tuple[Path, ...] = ()
    faults: tuple[str, ...] = ()
    change: MapChange | None = None
    """In the place of the map, what became of the last one that was sent: the way is shorter."""
    is_as_kept: bool = False
    """In the place of map, findings and files: they are those that were sent as `Kept`."""


@dataclass(frozen=True, slots=True)
class Failed:
    """The request could not be answered because of a fault in Wirelens; `trace` is for its log."""

    trace: str


Reply = Kept | Reading | Analysed | Failed
