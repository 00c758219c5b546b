"""What git's state costs: one reading beside plain `git status`, and the processor time of a server that follows a repository in which
nothing happens. `python benchmarks/git_state.py FOLDER …` prints a Markdown table."""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from language_client import LanguageClient

from wirelens.repository.state import read_state

ROUNDS = 15
IDLE_SECONDS = 10
SETTLING_SECONDS = 5
HEAD = "| repository | `git status` | state | ÷ status | processor time in 10 idle seconds |\n| --- | ---: | ---: | ---: | ---: |"


def measure(folder: Path, command: list[str], environment: dict[str, str]) -> str:
    """A row of the table."""
    read_state(folder)  # loads GitPython
    plain, state = [], []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        subprocess.run(["git", "status"], cwd=folder, stdout=subprocess.DEVNULL, check=True)
        between = time.perf_counter()
        found = read_state(folder)
        state.append(time.perf_counter() - between)
        plain.append(between - started)
    if found is None:
        sys.exit(f"{folder} is in no repository.")
    ratio = statistics.median(one / other for one, other in zip(state, plain, strict=True))
    status, own = (statistics.median(times) * 1000 for times in (plain, state))
    return f"| {folder.name} | {status:.0f} ms | {own:.0f} ms | {ratio:.2f} | {_idle(folder, command, environment) * 1000:.0f} ms |"


def _idle(folder: Path, command: list[str], environment: dict[str, str]) -> float:
    """Seconds of processor time that a server and its processes take in `IDLE_SECONDS`."""
    with LanguageClient(command, folder, environment) as client:
        client.heard("$/progress", lambda params: params["value"].get("kind") == "end")
        time.sleep(SETTLING_SECONDS)
        before = _processor_time(client.process_id)
        time.sleep(IDLE_SECONDS)
        return _processor_time(client.process_id) - before


def _processor_time(process_id: int) -> float:
    total, pending = 0, [process_id]
    while pending:
        process = pending.pop()
        fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])  # utime and stime: proc(5), "/proc/pid/stat"
        for task in Path(f"/proc/{process}/task").iterdir():
            pending += map(int, (task / "children").read_text(encoding="ascii").split())
    return total / os.sysconf("SC_CLK_TCK")


def main() -> None:
    print(HEAD)
    command = [str(Path(sys.executable).with_name("wirelens")), "serve"]
    for argument in sys.argv[1:]:
        print(measure(Path(argument).absolute(), command, dict(os.environ)), flush=True)


if __name__ == "__main__":
    main()
