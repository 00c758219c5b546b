"""Whether Gemini may be asked about a workspace: what the settings say, what the user answered, and the question itself."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from wirelens.explain.access import Access, find_access
from wirelens.explain.failure import ExplainFailure
from wirelens.explain.prompt import build
from wirelens.explain.request import Request
from wirelens.explain.size import measures
from wirelens.model.message import Message, message
from wirelens.model.settings import Settings
from wirelens.store.consents import Consents


@dataclass(frozen=True, slots=True)
class Ready:
    """Gemini may be asked, in this way."""

    access: Access


@dataclass(frozen=True, slots=True)
class Unasked:
    """The user was not asked yet whether Gemini may be asked in this way: see `question`."""

    access: Access


@dataclass(frozen=True, slots=True)
class Unready:
    """Gemini is not asked, for this reason."""

    reason: Message


Readiness = Ready | Unasked | Unready


class Consent:
    """The user's consents. Its methods are called on the event loop; the disk is touched on other threads."""

    def __init__(self, environment: Mapping[str, str], state: Path) -> None:
        """Reads nothing yet.

        Args:
            environment: where the key is looked for.
            state: the folder of consents.
        """
        self._environment = environment
        self._consents = Consents(state)

    def access(self, settings: Settings) -> Access | None:
        """How Gemini would be reached; None where it cannot be."""
        try:
            return find_access(settings.gemini, self._environment)
        except ExplainFailure:
            return None

    def holds(self, root: Path, settings: Settings) -> bool:
        """Whether the user agreed for the workspace at `root` that the host of the settings is asked. Blocks."""
        access = self.access(settings)
        return settings.gemini.enabled == "on" or (access is not None and self._consents.find(root, access.host) is True)

    async def readiness(self, root: Path, settings: Settings, *, is_trusted: bool) -> Readiness:
        """Whether Gemini may be asked about files of the workspace at `root`."""
        if not is_trusted:
            return Unready(message("explain.untrusted"))
        try:
            access = find_access(settings.gemini, self._environment)
        except ExplainFailure as failure:
            return Unready(failure.message)
        agreed = settings.gemini.enabled == "on" or await asyncio.to_thread(self._consents.find, root, access.host)
        if agreed is None:
            return Unasked(access)
        return Ready(access) if agreed else Unready(message("explain.declined"))

    async def answer(self, root: Path, settings: Settings, *, agreed: bool) -> None:
        """Keeps the user's answer for the workspace at `root` and the host that is asked.

        Raises:
            ExplainFailure: the answer could not be written.
        """
        access = find_access(settings.gemini, self._environment)
        try:
            await asyncio.to_thread(self._consents.keep, root, access.host, agreed=agreed)
        except OSError as error:
            raise ExplainFailure(message("explain.consent-not-kept", reason=str(error))) from error


def question(access: Access, requests: Sequence[Request], settings: Settings) -> Message:
    """What the user is asked before these requests may be sent. Secrets are still in them: the size is told, nothing else."""
    return message(
        "consent.question",
        host=access.host,
        model=settings.gemini.model,
        variable=access.key_source,
        files=len({part.file for request in requests for part in request.parts}),
        **measures([build(request) for request in requests], settings.gemini),
    )
