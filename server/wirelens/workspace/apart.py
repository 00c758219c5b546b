"""Questions that take long to answer, each in a process of its own that ends with it: `python -P -m wirelens.workspace.apart`."""

import asyncio
import pickle
from asyncio.subprocess import PIPE
from typing import Protocol, TypeVar

from wirelens.pipes import be_nice, frame, private_streams, read_frame
from wirelens.starting import start_async

Answer_co = TypeVar("Answer_co", covariant=True)


class Question(Protocol[Answer_co]):
    """Something plain that can be pickled, as can its answer."""

    def answer(self) -> Answer_co:
        """Computes; may take long."""
        ...


class NoAnswerError(Exception):
    """The process ended without an answer; the text is what it said."""


async def answered_apart(question: Question[Answer_co]) -> Answer_co:
    """The answer. The process ends when the caller is cancelled.

    Raises:
        NoAnswerError: there is none.
    """
    try:
        process = await start_async("wirelens.workspace.apart", stderr=PIPE)
    except OSError as error:
        raise NoAnswerError(str(error)) from error
    try:
        answer, complaint = await process.communicate(frame(question))
    finally:
        if process.returncode is None:
            process.kill()
    if process.returncode != 0:
        raise NoAnswerError(complaint.decode("utf-8", "replace"))
    # In a thread: a large map takes longer to unpickle than a hover may wait.
    return await asyncio.to_thread(pickle.loads, answer)


def main() -> None:
    """Answers one question."""
    requests, replies = private_streams()
    be_nice()
    question: Question[object] = read_frame(requests)
    replies.write(pickle.dumps(question.answer(), protocol=pickle.HIGHEST_PROTOCOL))
    replies.flush()


if __name__ == "__main__":
    main()
