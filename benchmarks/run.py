"""How fast Wirelens is, each figure beside a yardstick of the same run: `python benchmarks/run.py [FOLDER …]`. Prints Markdown tables.

Without folders, a workspace of 10,000 files is generated. `--editors` also measures what a person at the keyboard waits for, beside
jedi-language-server and basedpyright, which are installed into a folder that is thrown away.
"""

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import tree_sitter_javascript
import tree_sitter_python
import tree_sitter_typescript
from editing import EDITS, Place, Typed, measure, percentiles
from git_state import HEAD as GIT_STATE
from git_state import measure as measure_git
from language_client import PATIENCE_SECONDS, LanguageClient
from tree_sitter import Language, Parser
from workspaces.generated import generate

from wirelens.workspace.discovery import discover

ROUNDS = 3
GENERATED_FILES = 10_000
PROCESSES = 2
BESIDE = ("jedi-language-server", "basedpyright")
PLACE = Place("web/src/api/area7.ts", "typescript", "/area7/", '\nfetch("http://127.0.0.1:8001/nowhere/");\n')
PYTHON_PLACE = Place("orders/routers/area7.py", "python", "read_area7", "\ndef broken(:\n")
BARE_SERVER = "from pygls.lsp.server import LanguageServer; LanguageServer('bare', '0').start_io()"


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


def indexing(folder: Path, environment: dict[str, str]) -> float:
    """From the start of the server to the first map, as an editor sees it."""
    with LanguageClient([*WIRELENS, "serve"], folder, environment) as client:
        ended = client.heard("$/progress", lambda params: params["value"].get("kind") == "end") - client.started
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not list(Path(environment["XDG_CACHE_HOME"]).rglob("*.files")) and time.monotonic() < deadline:
            time.sleep(0.1)  # what was found is kept once nobody asks
        return ended


def bare_start(folder: Path, environment: dict[str, str]) -> float:
    """From the start of a server that does nothing to its first answer."""
    with LanguageClient([sys.executable, "-c", BARE_SERVER], folder, environment) as client:
        return client.initialized - client.started


def measure_folder(folder: Path) -> None:
    paths = [folder / file for file in discover(folder).files if file.endswith((".py", ".js", ".jsx", ".ts", ".tsx"))]
    size = sum(path.stat().st_size for path in paths)
    cold, warm, bare, parse, status = ([] for _ in range(5))
    with ProcessPoolExecutor(PROCESSES) as pool:
        list(pool.map(bare_parse, [paths[:2]] * PROCESSES))
        for _ in range(ROUNDS):
            batches = [paths[at : at + 50] for at in range(0, len(paths), 50)]
            parse.append(seconds(lambda batches=batches: list(pool.map(bare_parse, batches))))
            status.append(
                seconds(lambda: subprocess.run(["git", "status", "--porcelain"], cwd=folder, check=True, stdout=subprocess.DEVNULL))
            )
            with own_cache() as environment:
                bare.append(bare_start(folder, environment))
                cold.append(indexing(folder, environment))
                warm.append(indexing(folder, environment))
    middle = {name: statistics.median(times) for name, times in (("cold", cold), ("warm", warm), ("bare", bare), ("parse", parse))}
    git = statistics.median(status)
    index, start = middle["cold"] - middle["bare"], middle["warm"] - middle["bare"]
    print(
        f"| {folder.name} | {len(paths)} | {size / 1e6:.1f} | {middle['parse']:.2f} s | {index:.2f} s | {index / middle['parse']:.2f} "
        f"| {git * 1000:.0f} ms | {start * 1000:.0f} ms | {start / git:.1f} |",
        flush=True,
    )


def measure_editing(folder: Path) -> None:
    print("\n| server | starts | knows the word | hover p50 / p99, typing | while it reads | edit → findings p50 / p99 | memory |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    command = [*WIRELENS, "serve"]
    with own_cache() as environment:
        reading = measure(command, folder, PLACE, environment, waits=False, edits=0)
    with own_cache() as environment:
        row("wirelens", measure(command, folder, PLACE, environment, waits=True, edits=EDITS), percentiles(reading.hovers))
    with own_cache() as environment, tempfile.TemporaryDirectory() as installed:
        venv.create(installed, with_pip=True)
        subprocess.run([f"{installed}/bin/pip", "install", "-q", *BESIDE], check=True)
        for name, arguments in (("jedi-language-server", ()), ("basedpyright-langserver", ("--stdio",))):
            try:
                typed = measure([f"{installed}/bin/{name}", *arguments], folder, PYTHON_PLACE, environment, waits=True, edits=EDITS)
            except TimeoutError as error:
                print(f"| {name} | {error} |", flush=True)
            else:
                row(name, typed, "-")


def row(name: str, typed: Typed, reading: str) -> None:
    times = f"{typed.initialized:.1f} s | {typed.knows:.1f} s | {percentiles(typed.hovers)} | {reading} | {percentiles(typed.diagnostics)}"
    print(f"| {name} | {times} | {typed.memory / 1e6:.0f} MB |", flush=True)


@contextmanager
def own_cache() -> Iterator[dict[str, str]]:
    """An environment in which nothing is known yet."""
    with tempfile.TemporaryDirectory() as cache:
        yield {**os.environ, "XDG_CACHE_HOME": cache}


WIRELENS = [str(Path(sys.executable).with_name("wirelens"))]


def main() -> None:
    folders = [Path(argument).absolute() for argument in sys.argv[1:] if not argument.startswith("--")]
    with tempfile.TemporaryDirectory() as temporary:
        generated = Path(temporary) / "generated"
        if not folders:
            generate(generated, GENERATED_FILES)
            for command in (["init", "-q"], ["add", "-A"]):
                subprocess.run(["git", *command], cwd=generated, check=True)
            folders = [generated]
        print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores, medians of {ROUNDS}: `make benchmark`\n")
        print("| workspace | source files | MB | bare parse, two processes | cold index | ÷ parse | `git status` | warm start | ÷ status |")
        print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
        for folder in folders:
            if not (folder / ".git").exists():
                sys.exit(f"{folder} is no git repository: `git status` is the yardstick of a warm start.")
            measure_folder(folder)
        print(f"\n{GIT_STATE}")
        for folder in folders:
            with own_cache() as environment:
                print(measure_git(folder, [*WIRELENS, "serve"], environment), flush=True)
        if "--editors" in sys.argv[1:] and folders == [generated]:
            measure_editing(generated)


if __name__ == "__main__":
    main()
