"""Servers as child processes: started on a free port, waited for, ended."""

import os
import socket
import subprocess
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 60.0
"""Seconds that a server may take to start."""


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def child_server(command: Sequence[str], port: int, *, folder: Path, environment: Mapping[str, str], log: Path) -> Generator[None]:
    """Runs `command` in `folder` until the block ends. The block begins when something listens on `port`."""
    with log.open("wb") as output:
        child = subprocess.Popen(command, cwd=folder, env={**os.environ, **environment}, stdout=output, stderr=subprocess.STDOUT)
    try:
        _wait_until_it_listens(child, port, log)
        yield
    finally:
        child.terminate()
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _wait_until_it_listens(child: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            said = log.read_text(encoding="utf-8", errors="replace")
            assert child.poll() is None, f"{child.args} ended with {child.returncode}:\n{said}"
            assert time.monotonic() < deadline, f"nothing listens on {port} after {PATIENCE} s:\n{said}"
            time.sleep(0.05)
        else:
            return
