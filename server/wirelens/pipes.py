"""How a process and one that it started talk: pickles over pipes, each after its length in eight bytes."""

import os
import pickle
import queue
import threading
from typing import Any, BinaryIO

LENGTH_BYTES = 8


def frame(value: object) -> bytes:
    """The value as it goes over a pipe."""
    body = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    return len(body).to_bytes(LENGTH_BYTES) + body


def read_frame(stream: BinaryIO) -> Any:  # noqa: ANN401  # what the other end sent
    """The next value.

    Raises:
        EOFError: the other end is closed, be it in the midst of a value.
    """
    return unpickle(read_body(stream))


def read_body(stream: BinaryIO) -> bytes:
    """The next value as it came, for who takes care when it is unpickled.

    Raises:
        EOFError: as `read_frame`.
    """
    return _read(stream, int.from_bytes(_read(stream, LENGTH_BYTES)))


def unpickle(body: bytes) -> Any:  # noqa: ANN401  # as above
    """The value of a body."""
    return pickle.loads(body)  # noqa: S301  # from our own process


def _read(stream: BinaryIO, size: int) -> bytes:
    body = stream.read(size)
    if len(body) < size:
        raise EOFError
    return body


def receive(stream: BinaryIO) -> "queue.SimpleQueue[Any]":
    """What comes in on a stream from now on.

    This process ends as soon as the stream does, even in the midst of work: who started it is gone.
    """
    pending: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(stream, pending), daemon=True).start()
    return pending


def _receive(stream: BinaryIO, pending: "queue.SimpleQueue[Any]") -> None:
    try:
        while True:
            pending.put(read_frame(stream))
    except EOFError:
        os._exit(0)


def private_streams() -> tuple[BinaryIO, BinaryIO]:
    """The pipes to the process that started this one, taken away from standard input and output.

    A stray `print` must not end up among the replies.
    """
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    return requests, replies


def be_nice(niceness: int = 10) -> None:
    """Leaves the processor to whom the user waits for."""
    if hasattr(os, "nice"):
        os.nice(niceness)
