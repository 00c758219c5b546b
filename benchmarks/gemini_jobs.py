"""What an editor notices of many explanations at once: hovers alone and beside 50 jobs, in one server, and the longest that its event loop
was busy meanwhile. Gemini is the stand-in of the tests. `python benchmarks/gemini_jobs.py` prints a Markdown table."""

# ruff: noqa: ANN401  # what servers send has any type

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from editing import percentiles
from language_client import LanguageClient

JOBS = 50
HOVERS_ALONE = 300
SECONDS_BETWEEN = 0.005
TESTS = Path(__file__).parent.parent / "tests"
HEAD = (
    "| | hover p50 / p99 alone | beside them | longest step of the event loop (processor time) | seconds a job |\n"
    "| --- | ---: | ---: | ---: | ---: |"
)
CALLER = """\
import requests

def read_order(number):
    return requests.get(f"http://127.0.0.1:8000/orders/{number}")
# %d
"""
SERVER = """\
from fastapi import FastAPI

app = FastAPI()

@app.get("/orders/{number}")
def order(number: int):
    return {}
"""
WATCHED = """\
import asyncio, sys, time
from wirelens.lsp.serve import serve
steps, run = open(sys.argv[1], "a", buffering=1), asyncio.Handle._run
def watch(handle):
    start = time.thread_time()
    run(handle)
    if (busy := time.thread_time() - start) > 0.0005:
        print(time.perf_counter(), busy, file=steps)
asyncio.Handle._run = watch
serve()
"""


def measure(folder: Path, environment: dict[str, str]) -> str:
    """The row of the table."""
    files = [f"shop/caller_{number}.py" for number in range(JOBS)]
    for number, file in enumerate(files):
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(CALLER % number)
    (folder / "main.py").write_text(SERVER)
    steps = folder.parent / "steps"
    with subprocess.Popen(
        [sys.executable, "-m", "support.gemini_stand_in", "--scenario", "answer"], cwd=TESTS, stdout=subprocess.PIPE, text=True
    ) as gemini:
        address = json.loads(gemini.stdout.readline() if gemini.stdout else "{}")["address"]
        settings = {"gemini": {"enabled": "on", "baseUrl": address}}
        environment = {**environment, "GEMINI_API_KEY": "benchmark"}
        try:
            with LanguageClient([sys.executable, "-c", WATCHED, str(steps)], folder, environment, {"settings": settings}) as client:
                client.heard("$/progress", _is_end)
                uri = client.open(files[0], "python", CALLER % 0)
                _hover(client, uri)  # the first one loads what it needs
                alone = [_hover(client, uri) for _ in range(HOVERS_ALONE)]
                began = time.perf_counter()
                for file in files:
                    client.ask("workspace/executeCommand", {"command": "wirelens.explain", "arguments": [(folder / file).as_uri()]})
                ends = threading.Thread(target=lambda: [client.heard("$/progress", _is_end) for _ in files], daemon=True)
                ends.start()
                beside: list[float] = []
                while ends.is_alive():
                    beside.append(_hover(client, uri))
                ended = time.perf_counter()
        finally:
            gemini.kill()
    watched = [tuple(map(float, line.split())) for line in steps.read_text().splitlines()]
    longest = max((busy for at, busy in watched if began <= at <= ended), default=0.0)
    each = (ended - began) / JOBS
    return f"| {JOBS} jobs | {percentiles(alone)} | {percentiles(beside)} | {longest * 1000:.1f} ms | {each:.2f} s |"


def _is_end(params: Any) -> bool:
    return params["value"].get("kind") == "end"


def _hover(client: LanguageClient, uri: str) -> float:
    time.sleep(SECONDS_BETWEEN)
    asked = time.perf_counter()
    client.ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": {"line": 3, "character": 30}})
    return time.perf_counter() - asked


def main() -> None:
    print(HEAD)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "workspace"
        folder.mkdir()
        own = {f"XDG_{kind}_HOME": f"{temporary}/{kind}" for kind in ("CACHE", "STATE")}
        print(measure(folder, {**os.environ, **own}), flush=True)


if __name__ == "__main__":
    main()
