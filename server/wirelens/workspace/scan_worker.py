"""A process that scans beside the one that links: `python -P -m wirelens.workspace.scan_worker`.

Batches of jobs come in on standard input, what was skimmed leaves on standard output. It ends as soon as its input does, even in the midst
of work: who started it is gone then.
"""

import gc

from wirelens.pipes import frame, private_streams, receive
from wirelens.workspace.collection import collect_seldom
from wirelens.workspace.skimming import Job, skim


def main() -> None:
    """Serves until standard input ends."""
    requests, replies = private_streams()
    gc.freeze()
    collect_seldom()
    pending = receive(requests)
    while True:
        jobs: list[Job] = pending.get()
        try:
            replies.write(frame([skim(job) for job in jobs]))
            replies.flush()
        except BrokenPipeError:
            return


if __name__ == "__main__":
    main()
