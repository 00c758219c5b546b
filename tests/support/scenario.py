"""Scenarios: one file that holds a few small source files and all that must be said of them.

A scenario is Markdown-free text. `=== path` begins a source file, `--- kind` begins an expectation; what stands before the first
of either is prose: what the scenario shows, and why. `$0` in a source marks the cursor and is taken out.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from wirelens.model.settings import Settings
from wirelens.model.span import Position
from wirelens.workspace.analysis import Analysis
from wirelens.workspace.results import AnalysisResult

_SECTION = re.compile(r"^(===|---) (.+)\n", re.MULTILINE)
CURSOR = "$0"


@dataclass(frozen=True, slots=True)
class Scenario:
    """`sources` by file key, cursors taken out; `expected` by kind, in order."""

    path: Path
    prose: str
    sources: dict[str, str]
    cursor: tuple[str, Position] | None
    expected: dict[str, str]

    def analyse(self) -> AnalysisResult:
        return Analysis(Settings()).update(self.sources)

    def rewrite(self, expected: dict[str, str]) -> None:
        """Writes the file anew with what is expected now."""
        marked = dict(self.sources)
        if self.cursor is not None:
            file, position = self.cursor
            lines = marked[file].splitlines(keepends=True)
            line = lines[position.line]
            lines[position.line] = line[: position.column] + CURSOR + line[position.column :]
            marked[file] = "".join(lines)
        parts = [self.prose]
        parts += [f"=== {file}\n{text}" for file, text in marked.items()]
        parts += [f"--- {kind}\n{text}\n" for kind, text in expected.items()]
        self.path.write_text("".join(parts), encoding="utf-8")


def read_scenario(path: Path) -> Scenario:
    pieces = _SECTION.split(path.read_text(encoding="utf-8"))
    sources: dict[str, str] = {}
    expected: dict[str, str] = {}
    cursor = None
    for mark, name, text in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        if mark == "---":
            expected[name] = text.strip("\n")
            continue
        before, found, after = text.partition(CURSOR)
        if found:
            cursor = (name, Position(before.count("\n"), len(before.rpartition("\n")[2])))
        sources[name] = before + after
    return Scenario(path, pieces[0], sources, cursor, expected)
