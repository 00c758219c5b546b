"""How the process that asks Gemini and the one that started it talk: pickles over pipes, each after its length in eight bytes."""

import os
import pickle
from typing import Any, BinaryIO

LENGTH_BYTES = 8


def frame(value: object) -> bytes:
    """The value as it goes over a pipe."""
    body = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    return len(body).to_bytes(LENGTH_BYTES) + body


def read_frame(stream: BinaryIO) -> Any:  # noqa: ANN401 - what the other end sent
    """The next value.

    Raises:
        EOFError: the other end is closed.
    """
    length = stream.read(LENGTH_BYTES)
    if len(length) < LENGTH_BYTES:
        raise EOFError
    return pickle.loads(stream.read(int.from_bytes(length)))  # noqa: S301 - from the process that started this one


def private_streams() -> tuple[BinaryIO, BinaryIO]:
    """The pipes to the process that started this one, taken away from standard input and output.

    A stray `print` must not end up among the replies.
    """
    orders = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    return orders, replies
