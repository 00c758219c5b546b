"""Other processes of this machine, through Linux's /proc."""

import asyncio
from pathlib import Path

from support.language_server import PATIENCE


def children(process_id: int) -> list[int]:
    """The processes that a process started and that have not ended."""
    found: list[int] = []
    for task in Path(f"/proc/{process_id}/task").glob("*/children"):
        found += map(int, task.read_text().split())
    return [child for child in found if _is_running(child)]


async def wait_until_ended(process_id: int) -> None:
    """Waits for the end of a process that is not ours to wait for."""
    async with asyncio.timeout(PATIENCE):
        while _is_running(process_id):  # noqa: ASYNC110 - no event tells of a process that is not our child
            await asyncio.sleep(0.01)


def _is_running(process_id: int) -> bool:
    try:
        status = Path(f"/proc/{process_id}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"
