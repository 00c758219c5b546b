"""A process that runs jobs with a journal, to be killed: `python -m support.explaining_server FOLDER ADDRESS FIRST COUNT`.

It says `started`, goes on with what others left over, begins COUNT jobs of its own, each for a model of its own, and tells of each
(`begun …`). When none is running any more, it says what it has `loaded` of what belongs into the other process, then `done`, and ends.
"""

import asyncio
import sys
from pathlib import Path

from support.explaining import KEY, TEXT
from support.polling_system import VIEWS, snapshot
from wirelens.explain.progress import Outcome, Progress
from wirelens.model.message import Message
from wirelens.model.narrative import Scope
from wirelens.model.settings import GeminiSettings, Settings
from wirelens.workspace.explaining import Explaining
from wirelens.workspace.requesting import Subject

HEAVY = ("google.genai", "httpx2", "detect_secrets", "pydantic")


class Nobody:
    """An observer that looks away."""

    def progressed(self, job: str, progress: Progress) -> None: ...

    def ended(self, job: str, outcome: Outcome) -> None: ...


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def told(notice: Message) -> None:
    say(f"told {notice}")


def explaining_in(folder: Path) -> Explaining:
    """With all that it keeps below a folder."""
    return Explaining({"GEMINI_API_KEY": KEY}, told, cache=folder / "cache", state=folder / "state", keeps_journal=True)


def subject(folder: Path, address: str, model: str) -> Subject:
    """One file, which each model explains in its own way."""
    gemini = GeminiSettings("on", model, address, max_requests_per_day=0, max_tokens_per_day=0)
    return Subject(folder / "workspace", Scope("file", VIEWS), snapshot("en"), Settings(gemini=gemini), lambda _: TEXT)


async def main(folder: Path, address: str, first: int, count: int) -> None:
    say("started")
    explaining = explaining_in(folder)
    for entry in await explaining.left_over(folder / "workspace"):
        await explaining.resume(entry, subject(folder, address, entry.record.model), Nobody())
    for number in range(first, first + count):
        await explaining.submit(subject(folder, address, f"gemini-{number}"), Nobody())
        say(f"begun {number}")
    while explaining.running:  # noqa: ASYNC110 - of many jobs, the last
        await asyncio.sleep(0.02)
    await explaining.close()
    say(f"loaded {[name for name in HEAVY if name in sys.modules]}")
    say("done")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
