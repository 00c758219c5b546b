"""Messages over standard input and output (LSP 3.18, section "Base Protocol"), read and written by threads of their own.

The event loop never waits for the pipe: not for a client that is slow to read, nor for one that says nothing.
"""

import os
import queue
import sys
import threading
from collections.abc import Callable

_CHUNK_BYTES = 1 << 16
_SECONDS_TO_FLUSH = 2.0


class Output:
    """Sends whole messages in the order in which they were given, whoever gives them. The `Writer` that pygls asks for."""

    def __init__(self, descriptor: int, on_broken: Callable[[], None]) -> None:
        self._descriptor = descriptor
        self._on_broken = on_broken
        self._messages: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._send, name="output", daemon=True)
        self._thread.start()

    def write(self, data: bytes) -> None:
        """Queues a message; never blocks."""
        self._messages.put(data)

    def close(self) -> None:
        """Sends what is queued, as far as the client takes it in time."""
        self._messages.put(None)
        self._thread.join(_SECONDS_TO_FLUSH)

    def _send(self) -> None:
        while (message := self._messages.get()) is not None:
            rest = memoryview(message)
            while rest:
                try:
                    rest = rest[os.write(self._descriptor, rest) :]
                except OSError:
                    self._on_broken()
                    return


class Input:
    """Cuts the input into messages' bodies."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._buffer = bytearray()

    def read(self) -> bytes | None:
        """The next message's body, None at the end of the input or where it is no longer made of messages. Blocks."""
        while (end := self._buffer.find(b"\r\n\r\n")) == -1:
            if not self._fill():
                return None
        length = _content_length(bytes(self._buffer[:end]))
        if length is None:
            return None
        del self._buffer[: end + 4]
        while len(self._buffer) < length:
            if not self._fill():
                return None
        body = bytes(self._buffer[:length])
        del self._buffer[:length]
        return body

    def _fill(self) -> bool:
        try:
            chunk = os.read(self._descriptor, _CHUNK_BYTES)
        except OSError:
            return False
        self._buffer += chunk
        return bool(chunk)


def take_over() -> tuple[int, int]:
    """Takes standard input and output for the protocol alone.

    Whatever else reads or prints, here or in a child process, finds an empty input and prints among the errors.
    Returns the descriptors that now lead to the client.
    """
    sys.stdout.flush()
    source, target = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return source, target


def _content_length(header: bytes) -> int | None:
    for line in header.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length" and value.strip().isdigit():
            return int(value)
    return None
