"""Processes that run one module of Wirelens each: `python -P -m MODULE`, talked to over pipes.

A start that fails is tried once more: on a loaded machine the system refuses one now and then that succeeds a moment later.
"""

import subprocess
import sys
from collections.abc import Mapping
from subprocess import PIPE
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncio.subprocess import Process


def start(module: str) -> "subprocess.Popen[bytes]":
    """Starts a process.

    Raises:
        OSError: it cannot be started.
    """
    try:
        return _start(module)
    except OSError:
        return _start(module)


def _start(module: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(_command(module), stdin=PIPE, stdout=PIPE)  # noqa: S603 - ourselves


async def start_async(module: str, *, stderr: int | None = None, environment: Mapping[str, str] | None = None) -> "Process":
    """Starts a process of the event loop.

    Args:
        module: what it runs.
        stderr: where its standard error goes; None: where this process's goes.
        environment: its variables; None: those of this process.

    Raises:
        OSError: it cannot be started.
    """
    import asyncio  # noqa: PLC0415 - `start` is called before all that is needed later

    try:
        return await asyncio.create_subprocess_exec(*_command(module), stdin=PIPE, stdout=PIPE, stderr=stderr, env=environment)
    except OSError:
        return await asyncio.create_subprocess_exec(*_command(module), stdin=PIPE, stdout=PIPE, stderr=stderr, env=environment)


def _command(module: str) -> tuple[str, ...]:
    # -P: the current folder may be the workspace, and none of its modules may be imported.
    return sys.executable, "-P", "-m", module
