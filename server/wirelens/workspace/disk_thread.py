"""Something that waits for the disk, as the event loop uses it: on a thread of its own, opened when it is first needed."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Concatenate, Generic, ParamSpec, Protocol, TypeVar

from wirelens.model.message import Message


class Kept(Protocol):
    """What is kept on the disk, and says once what is wrong with that."""

    def take_message(self) -> Message | None:
        """What the user should be told, once."""
        ...

    def close(self) -> None:
        """Lets go of the disk."""
        ...


Opened = TypeVar("Opened", bound=Kept)
Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")


class DiskThread(Generic[Opened]):
    """One thread and what is open on it. Everything is called on the event loop."""

    def __init__(self, opening: Callable[[], Opened], notify: Callable[[Message], None], name: str) -> None:
        """Touches nothing yet.

        Args:
            opening: opens what is kept. Called on the thread.
            notify: is told, once, when it is in trouble.
            name: the thread's.
        """
        self._opening = opening
        self._notify = notify
        self._thread = ThreadPoolExecutor(1, name)
        self._opened: Opened | None = None

    async def run(
        self,
        operation: Callable[Concatenate[Opened, Parameters], Answer],
        *args: Parameters.args,
        **kwargs: Parameters.kwargs,
    ) -> Answer:
        """Runs an operation on the thread and passes on what there is to say."""

        def on_thread() -> tuple[Answer, Message | None]:
            if self._opened is None:
                self._opened = self._opening()
            answer = operation(self._opened, *args, **kwargs)
            return answer, self._opened.take_message()

        answer, notice = await asyncio.get_running_loop().run_in_executor(self._thread, on_thread)
        if notice is not None:
            self._notify(notice)
        return answer

    async def close(self) -> None:
        """Closes what is open, after what was begun before."""
        if self._opened is not None:
            await asyncio.get_running_loop().run_in_executor(self._thread, self._opened.close)
        self._thread.shutdown(wait=False)
