"""The explanations on the disk, as jobs use them."""

from dataclasses import dataclass
from pathlib import Path

from wirelens.explain.request import Request
from wirelens.model.narrative import Narrative
from wirelens.workspace.disk_thread import DiskThread
from wirelens.workspace.explanations import Explanations


@dataclass(frozen=True, slots=True)
class WorkspaceStore:
    """The store as jobs use it (`explain.terms.Shelf`), for one request about one workspace."""

    store: DiskThread[Explanations]
    root: Path
    request: Request

    async def find(self, key: str) -> Narrative | None:  # noqa: ARG002 - the request's own
        """See `Shelf.find`."""
        return await self.store.run(Explanations.find, self.root, self.request)

    async def keep(self, key: str, narrative: Narrative) -> Narrative:  # noqa: ARG002 - the request's own
        """See `Shelf.keep`."""
        await self.store.run(Explanations.keep, self.root, self.request, narrative)
        return narrative
