"""A process that scans beside the one that links: `python -P -m wirelens.workspace.scan_worker`.

Batches of jobs come in on standard input, what was skimmed leaves on standard output. It ends as soon as its input does, even in the midst
of work: who started it is gone then.
"""

import gc
import os
import queue
import threading
from typing import BinaryIO

from wirelens.workspace.pipes import frame, private_streams, read_frame
from wirelens.workspace.skimming import Job, skim


def main() -> None:
    """Serves until standard input ends."""
    requests, replies = private_streams()
    gc.freeze()
    pending: queue.SimpleQueue[list[Job]] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(requests, pending), daemon=True).start()
    while True:
        jobs = pending.get()
        try:
            replies.write(frame([skim(job) for job in jobs]))
            replies.flush()
        except BrokenPipeError:
            return


def _receive(requests: BinaryIO, pending: "queue.SimpleQueue[list[Job]]") -> None:
    try:
        while True:
            pending.put(read_frame(requests))
    except EOFError:
        os._exit(0)


if __name__ == "__main__":
    main()
