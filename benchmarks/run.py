"""How long a first map takes, beside a bare parse of the same files in the same run. Prints a Markdown table."""

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import tree_sitter_javascript
import tree_sitter_python
import tree_sitter_typescript
from tree_sitter import Language, Parser
from workspaces.generated import generate

from wirelens.model.settings import Settings
from wirelens.workspace.folder_analysis import analyze_folder
from wirelens.workspace.discovery import discover

EXAMPLE = Path(__file__).parent.parent / "examples" / "three-machines"
ROUNDS = 5
GENERATED_FILES = 300


@dataclass(frozen=True)
class Row:
    """Times in seconds: of the bare parse, of the map in this process, and of the whole command."""

    name: str
    files: int
    kilobytes: int
    links: str
    parse: float
    map: float
    command: float


def bare_parse(paths: list[Path]) -> None:
    """Reads and parses, and keeps nothing."""
    grammars = {
        ".py": tree_sitter_python.language(),
        ".ts": tree_sitter_typescript.language_typescript(),
        ".tsx": tree_sitter_typescript.language_tsx(),
        ".js": tree_sitter_javascript.language(),
        ".jsx": tree_sitter_javascript.language(),
    }
    parsers = {suffix: Parser(Language(grammar)) for suffix, grammar in grammars.items()}
    for path in paths:
        parsers[path.suffix].parse(path.read_bytes())


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def measure(name: str, folder: Path, expected_links: int | None = None) -> Row:
    """Takes all times once a round, one beside the other. Ends the program if a link is missing: a fast wrong map is worth nothing."""
    paths = [folder / file for file in discover(folder).files if file.endswith((".py", ".js", ".jsx", ".ts", ".tsx"))]
    coverage = analyze_folder(folder, Settings(), "en").map.coverage
    if expected_links is not None and coverage.linked != expected_links:
        sys.exit(f"{name}: {coverage.linked} calls are linked, {expected_links} should be")
    command = [Path(sys.executable).with_name("wirelens"), "map", folder, "--format", "json"]
    rounds = [
        (
            seconds(lambda: bare_parse(paths)),
            seconds(lambda: analyze_folder(folder, Settings(), "en")),
            seconds(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL)),
        )
        for _ in range(ROUNDS)
    ]
    parse, whole, process = (statistics.median(times) for times in zip(*rounds, strict=True))
    size = sum(path.stat().st_size for path in paths) // 1000
    return Row(name, len(paths), size, f"{coverage.linked} of {coverage.calls}", parse, whole, process)


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        links = generate(folder, GENERATED_FILES)
        rows = [measure("examples/three-machines", EXAMPLE), measure("generated", folder, links)]
    machine = f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores"
    print(f"{machine}, medians of {ROUNDS}: `python benchmarks/run.py`\n")
    print("| workspace | source files | kB | calls linked | bare parse | map | map ÷ parse | `wirelens map`, whole |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for row in rows:
        times = f"{row.parse * 1000:.0f} ms | {row.map * 1000:.0f} ms | {row.map / row.parse:.1f} | {row.command * 1000:.0f} ms"
        print(f"| {row.name} | {row.files} | {row.kilobytes} | {row.links} | {times} |")


if __name__ == "__main__":
    main()
