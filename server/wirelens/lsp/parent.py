"""The process that started the server: the server must not outlive it."""

import asyncio
import os
from collections.abc import Coroutine
from contextlib import suppress

_SECONDS_BETWEEN_LOOKS = 3.0


def parent_ended(process_id: int) -> Coroutine[None, None, None]:
    """What returns when the process has ended. The process is looked for at once, before it can end unseen.

    Never returns where that cannot be seen: on Windows, and where there is no such process to begin with, since the client may live in
    another container. The end of standard input ends the server there.
    """
    if os.name == "nt" or not _is_alive(process_id):
        return _never()
    if hasattr(os, "pidfd_open"):
        with suppress(OSError):  # an older kernel, a sandbox that does not let it through, or it has ended this moment
            return _readable(os.pidfd_open(process_id))
    return _looked_for(process_id)


async def _never() -> None:
    await asyncio.Future[None]()


async def _looked_for(process_id: int) -> None:
    while _is_alive(process_id):  # noqa: ASYNC110 - nobody tells us
        await asyncio.sleep(_SECONDS_BETWEEN_LOOKS)


async def _readable(descriptor: int) -> None:
    loop = asyncio.get_running_loop()
    ready = asyncio.Event()
    loop.add_reader(descriptor, ready.set)
    try:
        await ready.wait()
    finally:
        loop.remove_reader(descriptor)
        os.close(descriptor)


def _is_alive(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
