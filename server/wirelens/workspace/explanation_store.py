"""The explanations on the disk, as the event loop uses them: on a thread of their own, opened when they are first needed."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from wirelens.explain.request import Request
from wirelens.model.message import Message
from wirelens.model.narrative import Narrative
from wirelens.workspace.explanations import Explanations

Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")


class ExplanationStore:
    """`Explanations` behind one thread. Everything is called on the event loop."""

    def __init__(self, folder: Path, notify: Callable[[Message], None]) -> None:
        """Touches nothing yet.

        Args:
            folder: the cache folder.
            notify: is told, once, when the cache is in trouble.
        """
        self._folder = folder
        self._notify = notify
        self._thread = ThreadPoolExecutor(1, "wirelens-store")
        self._explanations: Explanations | None = None

    async def run(
        self, operation: Callable[Concatenate[Explanations, Parameters], Answer], *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> Answer:
        """Runs an operation of `Explanations` on the thread and passes on what the cache has to say."""

        def on_thread() -> tuple[Answer, Message | None]:
            if self._explanations is None:
                self._explanations = Explanations(self._folder)
            answer = operation(self._explanations, *args, **kwargs)
            return answer, self._explanations.take_message()

        answer, notice = await asyncio.get_running_loop().run_in_executor(self._thread, on_thread)
        if notice is not None:
            self._notify(notice)
        return answer

    async def close(self) -> None:
        """Lets go of the cache, after what was begun before."""
        if self._explanations is not None:
            await self.run(Explanations.close)
        self._thread.shutdown(wait=False)


@dataclass(frozen=True, slots=True)
class WorkspaceStore:
    """The store as jobs use it (`explain.terms.Shelf`), for one request about one workspace."""

    store: ExplanationStore
    root: Path
    request: Request

    async def find(self, key: str) -> Narrative | None:  # noqa: ARG002 - the request's own
        """See `Shelf.find`."""
        return await self.store.run(Explanations.find, self.root, self.request)

    async def keep(self, key: str, narrative: Narrative) -> Narrative:  # noqa: ARG002 - the request's own
        """See `Shelf.keep`."""
        await self.store.run(Explanations.keep, self.root, self.request, narrative)
        return narrative
