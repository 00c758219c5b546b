"""What tests of explaining share: a subject to explain, an observer that waits, a store in memory."""

import asyncio
import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from support.gemini_stand_in.fixture import PATIENCE, Gemini
from support.polling_system import VIEWS, snapshot
from wirelens.explain.access import Access
from wirelens.explain.jobs import Terms
from wirelens.explain.progress import Outcome, Progress
from wirelens.explain.request import Request
from wirelens.model.message import Language, Message
from wirelens.model.narrative import Narrative
from wirelens.model.settings import GeminiSettings, Settings
from wirelens.workspace.explaining import Explaining, Subject

KEY = "the-key-of-the-test"
TEXT = 'def receive_analysis(request):\n    client.post("http://127.0.0.1:9000/ai/analyze-file")\n'
ANSWER = {
    "title": "Relay",
    "summary": "Passes requests on.",
    "structure": "One function.",
    "communication": "React calls it, it calls FastAPI.",
}


def request(text: str = TEXT, **changes: Any) -> Request:
    """A request about one small file."""
    return replace(Request("backend/ai/views.py", text, "the facts", "en", "gemini-3-flash-preview"), **changes)


def access(gemini: Gemini) -> Access:
    """The stand-in, with a key."""
    return Access(gemini.address, "GEMINI_API_KEY", KEY)


class Follower:
    """An observer that keeps all it hears."""

    def __init__(self) -> None:
        self.heard: list[Progress] = []
        self._outcome: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()

    def progressed(self, job: str, progress: Progress) -> None:
        del job
        assert not self._outcome.done(), "progress after the end"
        self.heard.append(progress)

    def ended(self, job: str, outcome: Outcome) -> None:
        del job
        self._outcome.set_result(outcome)

    async def outcome(self) -> Outcome:
        """How the job ended, once it has."""
        async with asyncio.timeout(PATIENCE):
            return await self._outcome

    @property
    def stages(self) -> list[str]:
        """The stages gone through, each once."""
        return list(dict.fromkeys(progress.stage for progress in self.heard))


@dataclass
class MemoryStore:
    """`Shelf` and `Ledger` in memory."""

    narratives: dict[str, Narrative] = field(default_factory=dict[str, Narrative])
    tokens: int = 0

    async def find(self, key: str) -> Narrative | None:
        return self.narratives.get(key)

    async def keep(self, key: str, narrative: Narrative) -> Narrative:
        self.narratives[key] = narrative
        return narrative

    async def spent_today(self) -> int:
        return self.tokens

    async def add(self, tokens: int) -> None:
        self.tokens += tokens

    def terms(self, access: Access, limit: int = 0) -> Terms:
        """Terms with this store."""
        return Terms(access, self, self, limit)


@dataclass
class Desk:
    """`Explaining` with folders of its own, and what it told the user."""

    folder: Path
    root: Path
    gemini: Gemini
    told: list[Message] = field(default_factory=list[Message])

    def explaining(self, **environment: str) -> Explaining:
        """With this environment, else with a key."""
        return Explaining(
            environment or {"GEMINI_API_KEY": KEY}, self.told.append, cache=self.folder / "cache", state=self.folder / "state"
        )

    def settings(self, **gemini: Any) -> Settings:
        """Settings that lead to the stand-in."""
        return Settings(gemini=replace(GeminiSettings(base_url=self.gemini.address), **gemini))

    def subject(self, text: str = TEXT, language: Language = "en", **gemini: Any) -> Subject:
        """The file that the map of `polling_system` knows as the server's views."""
        return Subject(self.root, VIEWS, text, snapshot(language), self.settings(**gemini))


def leaks(folder: Path, secret: str) -> list[str]:
    """The files below a folder that hold a text."""
    files = (Path(parent) / name for parent, _, names in os.walk(folder) for name in names)
    return sorted(str(file.relative_to(folder)) for file in files if secret.encode() in file.read_bytes())
