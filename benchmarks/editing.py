"""What a person at the keyboard waits for: hover while typing, and the findings of the file after an edit."""

# ruff: noqa: ANN401  # what servers send has any type

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from language_client import PATIENCE_SECONDS, LanguageClient

KEYSTROKES = 60
SECONDS_BETWEEN_KEYS = 0.1
EDITS = 30


@dataclass(frozen=True)
class Typed:
    """Times in seconds, memory in bytes. Until `initialized` the server loads; `knows` is when it first had something to say on a word."""

    initialized: float
    knows: float
    hovers: list[float]
    diagnostics: list[float]
    memory: int


@dataclass(frozen=True)
class Place:
    """A file, a word in it to hover on, and an end of the file where something wrong may be written."""

    file: str
    language: str
    word: str
    wrong: str


def measure(  # noqa: PLR0913 - each of them is varied
    command: Sequence[str], folder: Path, place: Place, environment: dict[str, str], *, waits: bool, edits: int
) -> Typed:
    """Types into a file, hovers on a word between the keys, then writes something wrong and takes it away again, time after time.

    `waits`: until the server has something to say on the word; else everything is measured while it still reads. `edits`: how often.
    """
    text = (folder / place.file).read_text(encoding="utf-8")
    end = text.count("\n")
    before, _, _ = text.partition(place.word)
    position = {"line": before.count("\n"), "character": len(before.rpartition("\n")[2]) + 1}
    asked = {"textDocument": {"uri": (folder / place.file).as_uri()}, "position": position}
    with LanguageClient(command, folder, environment) as client:
        uri = client.open(place.file, place.language, text)
        while waits and not client.ask("textDocument/hover", asked) and time.perf_counter() - client.started < PATIENCE_SECONDS:
            time.sleep(SECONDS_BETWEEN_KEYS)
        knows = time.perf_counter() - client.started
        hovers: list[float] = []
        for number in range(KEYSTROKES):
            typed = f"{text}\n# {'x' * number}" if place.language == "python" else f"{text}\n// {'x' * number}"
            client.tell("textDocument/didChange", _change(uri, number + 2, typed))
            started = time.perf_counter()
            client.ask("textDocument/hover", asked)
            hovers.append(time.perf_counter() - started)
            time.sleep(SECONDS_BETWEEN_KEYS)
        diagnostics: list[float] = []
        for number in range(edits):
            version = KEYSTROKES + 2 + number
            started = time.perf_counter()
            client.tell("textDocument/didChange", _change(uri, version, text + place.wrong * (number % 2 == 0)))
            wanted = number % 2 == 0
            heard = client.heard(
                "textDocument/publishDiagnostics",
                lambda params, wanted=wanted: params["uri"] == uri and _is_below(params["diagnostics"], end) == wanted,
            )
            diagnostics.append(heard - started)
            time.sleep(SECONDS_BETWEEN_KEYS * 3)
        return Typed(client.initialized - client.started, knows, hovers, diagnostics, _memory(client.process_id))


def percentiles(times: list[float]) -> str:
    """The median and the 99th percentile, in milliseconds."""
    if not times:
        return "-"
    return f"{statistics.median(times) * 1000:.1f} / {sorted(times)[min(len(times) - 1, len(times) * 99 // 100)] * 1000:.1f} ms"


def _is_below(diagnostics: Any, line: int) -> bool:
    """Whether something is said of what was written below the text; of the text itself a server may have its own opinion."""
    return any(each["range"]["start"]["line"] >= line for each in diagnostics)


def _change(uri: str, version: int, text: str) -> dict[str, Any]:
    return {"textDocument": {"uri": uri, "version": version}, "contentChanges": [{"text": text}]}


def _memory(process_id: int) -> int:
    """What a process and those that it started take, pages that they share counted once."""
    total = 0
    pending = [process_id]
    while pending:
        process = pending.pop()
        try:
            lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
            total += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
            for task in Path(f"/proc/{process}/task").iterdir():
                pending += map(int, (task / "children").read_text(encoding="ascii").split())
        except OSError:
            continue
    return total
