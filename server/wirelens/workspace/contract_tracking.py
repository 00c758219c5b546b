"""Keeps what changed in the contracts since HEAD up to date, off the event loop."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from wirelens.contracts.comparison import compare
from wirelens.model.communication_map import CommunicationMap
from wirelens.model.contract_change import ContractChange
from wirelens.workspace.apart import NoAnswerError, answered_apart
from wirelens.workspace.coalescing import Coalescing
from wirelens.workspace.head_map import HeadQuestion


@dataclass(frozen=True, slots=True)
class ContractMoment:
    """The map as it is now, and what tells the one at HEAD."""

    map: CommunicationMap
    head: HeadQuestion


class ContractTracking:
    """What changed since HEAD. `moment` says what to compare, None where nothing is different or git may not be asked."""

    def __init__(self, moment: Callable[[], ContractMoment | None], on_change: Callable[[], None], on_fault: Callable[[str], None]) -> None:
        self.changes: tuple[ContractChange, ...] = ()
        self._moment = moment
        self._on_change = on_change
        self._on_fault = on_fault
        self._runs = Coalescing(self._run)
        self._question: HeadQuestion | None = None
        self._at_head: CommunicationMap | None = None
        self._compared: CommunicationMap | None = None

    def request(self) -> None:
        """Compares anew, if there is something new."""
        self._runs.request()

    async def close(self) -> None:
        """Compares no more."""
        await self._runs.close()

    async def _run(self) -> None:
        moment = self._moment()
        if moment is None or not moment.head.heads:
            self._compared = None
            self._tell(())
            return
        if moment.head != self._question:
            self._question = moment.head
            self._at_head = self._compared = None
            self._tell(())
            try:
                self._at_head = await answered_apart(moment.head)
            except NoAnswerError as error:
                self._on_fault(str(error))
            self._runs.request()  # the map may have moved on
            return
        if self._at_head is None or _is_same(moment.map, self._compared):
            return
        self._compared = moment.map
        self._tell(await asyncio.to_thread(compare, self._at_head, moment.map))

    def _tell(self, changes: tuple[ContractChange, ...]) -> None:
        if changes != self.changes:
            self.changes = changes
            self._on_change()


def _is_same(one: CommunicationMap, other: CommunicationMap | None) -> bool:
    return other is not None and one.endpoints is other.endpoints and one.calls is other.calls
