"""Processes that this one starts and ends with it: each runs one module of Wirelens and talks over its standard streams."""

import contextlib
import subprocess
from typing import BinaryIO, cast

from wirelens.starting import start

Child = subprocess.Popen[bytes]

ANALYSIS = "wirelens.workspace.worker"
SCANNING = "wirelens.workspace.scan_worker"

_ahead: list[Child] = []


def start_analysis_ahead() -> None:
    """Starts the process that the first analysis will ask, so that it loads its modules while this one loads its own."""
    with contextlib.suppress(OSError):  # who needs it meets the same fault, and tells of it
        _ahead.append(start(ANALYSIS))


def analysis() -> Child:
    """The process that was started ahead, or a new one.

    Raises:
        OSError: it cannot be started.
    """
    return _ahead.pop() if _ahead else start(ANALYSIS)


def streams(child: Child) -> tuple[BinaryIO, BinaryIO]:
    """Where to write to a process, and where to read what it answers."""
    return cast("BinaryIO", child.stdin), cast("BinaryIO", child.stdout)
