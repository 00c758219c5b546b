"""A server killed at any moment: every job that it had begun ends once, nothing is asked more often than counted, nothing stored is lost.

`WIRELENS_DEEP=1` kills 200 times.
"""

import asyncio
import os
import random
import sqlite3
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from support.explaining_server import explaining_in, subject
from support.gemini_stand_in.fixture import Gemini
from wirelens.store.journal import Journal, Record

MOMENTS = 200 if os.environ.get("WIRELENS_DEEP") else 8
AT_ONCE, JOBS = 2, 3
LONGEST_LIFE_SECONDS = 4.0
PATIENCE_SECONDS = 120.0


async def start(folder: Path, gemini: Gemini, first: int, count: int) -> asyncio.subprocess.Process:
    arguments = (str(folder), gemini.address, str(first), str(count))
    tests = Path(__file__).parent.parent
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "support.explaining_server", *arguments, cwd=tests, stdout=asyncio.subprocess.PIPE
    )


async def said(server: asyncio.subprocess.Process) -> list[str]:
    """All that a server said until its end."""
    assert server.stdout is not None
    async with asyncio.timeout(PATIENCE_SECONDS):
        return (await server.stdout.read()).decode().splitlines()


async def killed(folder: Path, gemini: Gemini, numbers: Sequence[int], life_seconds: float) -> list[str]:
    """What a server said that begins a few jobs and is killed after a while."""
    server = await start(folder, gemini, numbers[0], len(numbers))
    assert server.stdout is not None
    assert await server.stdout.readline() == b"started\n"
    await asyncio.sleep(life_seconds)
    if server.returncode is None:
        server.kill()
    lines = await said(server)
    await server.wait()
    return lines


async def test_killed_at_random_moments_under_load(tmp_path: Path, gemini: Gemini) -> None:
    seed = random.randrange(1_000_000)  # noqa: S311 - not for cryptography
    chance = random.Random(seed)  # noqa: S311 - as above
    gemini.play("answer", chunks=4, delay=0.05)
    begun: list[str] = []
    for moment in range(0, MOMENTS, AT_ONCE):
        lives = [chance.uniform(0, LONGEST_LIFE_SECONDS) for _ in range(AT_ONCE)]
        ranges = [range((moment + each) * JOBS, (moment + each + 1) * JOBS) for each in range(AT_ONCE)]
        for lines in await asyncio.gather(*(killed(tmp_path, gemini, *each) for each in zip(ranges, lives, strict=True))):
            begun += [line for line in lines if line.startswith("begun ")]
    last = await start(tmp_path, gemini, 0, 0)
    assert await said(last) == ["started", "loaded []", "done"]

    root = tmp_path / "workspace"
    records = Journal(tmp_path / "state" / "jobs").all(root)
    models = Counter(record.model for record in records)
    assert models.keys() >= {f"gemini-{line.split()[1]}" for line in begun}, f"a job that was begun is lost (seed {seed})"
    assert set(models.values()) <= {1}
    assert {record.state for record in records} <= {"stored", "failed"}, f"a job has not ended (seed {seed})"
    assert {record.reason for record in records if record.state == "failed"} <= {"explain.lost-too-often"}

    requests = Counter(exchange.target.split("/")[-1].split(":")[0] for exchange in gemini.requests)
    for record in records:
        assert requests[record.model] <= record.sent <= 1 + record.asked_again, f"{record} (seed {seed})"
    assert requests, "nothing was killed in the midst of anything"
    stored = [record for record in records if record.state == "stored"]
    failed = len(records) - len(stored)
    assert len(gemini.requests) - len(stored) - failed <= sum(record.asked_again for record in records)
    await assert_intact(tmp_path, gemini.address, stored)


async def assert_intact(folder: Path, address: str, stored: Sequence[Record]) -> None:
    """The cache is whole, and holds every answer that is said to be stored."""
    with closing(sqlite3.connect(folder / "cache" / "cache.db")) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    explaining = explaining_in(folder)
    for record in stored:
        narrative = await explaining.stored(subject(folder, address, record.model))
        assert narrative is not None
        assert narrative.model == record.model
    await explaining.close()
