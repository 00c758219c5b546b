"""Texts in, map and findings out: the pipeline of scan, link and check, with the facts kept between updates."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from wirelens.checks.checks import check
from wirelens.link.linking import link
from wirelens.model.communication_map import CommunicationMap, FileSummary
from wirelens.model.facts import FileFacts
from wirelens.model.finding import Finding
from wirelens.model.message import Language
from wirelens.model.places import Folder, Places
from wirelens.model.settings import Settings
from wirelens.model.snapshot import Snapshot
from wirelens.scan.scanner import scan
from wirelens.workspace.discovery import discover
from wirelens.workspace.reading import read_text

_LONE_CARRIAGE_RETURN = re.compile(r"\r(?!\n)")
"""Ends a line for LSP and for Python, and not for tree-sitter. With a line feed in its place all positions stay the same."""


@dataclass(frozen=True, slots=True)
class AnalysisResult:
    """The map and what follows from it. `files` says what is in each file that was read, by file key."""

    map: CommunicationMap
    findings: tuple[Finding, ...]
    files: Mapping[str, FileSummary]


class Analysis:
    """The facts of every file. Synchronous and CPU-bound: who calls it decides in which process it runs."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._facts: dict[str, FileFacts] = {}
        self._skipped = 0

    def update(self, changes: Mapping[str, str | None], skipped: int | None = None) -> AnalysisResult:
        """Takes in new texts by file key (None: the file is gone) and links again.

        Args:
            changes: the texts that changed.
            skipped: how many files were found and not read; None leaves the last count.
        """
        for file, text in changes.items():
            self.take_in(file, text)
        self._skipped = self._skipped if skipped is None else skipped
        communication_map = link(self._facts, self._settings.services, self._skipped)
        findings = check(communication_map, self._settings.checks)
        return AnalysisResult(communication_map, findings, {file: _summary(facts) for file, facts in sorted(self._facts.items())})

    def take_in(self, file: str, text: str | None) -> None:
        """Scans one file's new text; linking waits for the next `update`."""
        facts = None if text is None else scan(file, _LONE_CARRIAGE_RETURN.sub("\n", text))
        if facts is None:
            self._facts.pop(file, None)
        else:
            self._facts[file] = facts


def analyze_folder(root: Path, settings: Settings, language: Language) -> Snapshot:
    """Reads a folder from the disk and analyses it in this process.

    Raises:
        FileNotFoundError: there is no such folder.
        NotADirectoryError: `root` is a file.
    """
    discovery = discover(root, settings.exclude)
    texts = {file: read_text(root / file) for file in discovery.files}
    result = Analysis(settings).update(texts, skipped=len(discovery.skipped))
    places = Places((Folder("", root.resolve().as_uri()),))
    return Snapshot(result.map, result.findings, places, language, files=result.files)


def _summary(facts: FileFacts) -> FileSummary:
    return FileSummary(
        language=facts.language,
        functions=tuple(function.qualified_name for function in facts.functions),
        classes=tuple(cls.name for cls in facts.classes),
        imports=tuple(dict.fromkeys(item.module for item in facts.imports)),
        problems=len(facts.problems),
        concepts=facts.concepts,
    )
