"""What tests of explaining share: a subject to explain, an observer that waits, a store in memory."""

import asyncio
import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from support.gemini_stand_in.fixture import PATIENCE, Gemini
from support.polling_system import VIEWS, snapshot
from wirelens.explain.access import Access
from wirelens.explain.client import ask
from wirelens.explain.commit_message import MessageRequest
from wirelens.explain.exchange import Ask, Receiving
from wirelens.explain.jobs import Jobs
from wirelens.explain.preparation import prepare
from wirelens.explain.progress import Outcome, Progress
from wirelens.explain.prompt import Prompt
from wirelens.explain.request import Facts, Part, Request
from wirelens.explain.terms import Entry, Terms
from wirelens.model.message import Language, Message, message
from wirelens.model.narrative import Citation, Claim, Narrative, Scope
from wirelens.model.settings import GeminiSettings, Settings
from wirelens.workspace.explaining import Explaining
from wirelens.workspace.requesting import Subject

KEY = "the-key-of-the-test"
TEXT = 'def receive_analysis(request):\n    client.post("http://127.0.0.1:9000/ai/analyze-file")\n'
FILE = "backend/ai/views.py"
FACTS = "the facts"
ANSWER: dict[str, Any] = {
    "title": "Relay",
    "structure": [{"text": "One function.", "citations": [{"file": FILE, "line": 1, "quote": "def receive_analysis"}]}],
    "communication": [{"text": "It calls FastAPI.", "citations": [{"file": FILE, "line": 2, "quote": "client.post"}]}],
    "flows": [],
    "risks": [],
    "questions": [],
}
"""What Gemini says of `TEXT`; every line that it cites is there."""


def request(text: str = TEXT, **changes: Any) -> Request:
    """A request about one small file."""
    whole = Request(Scope("file", FILE), (Part(FILE, 1, text, "asked"),), (Facts(FILE, FACTS),), "en", "gemini-3-flash-preview")
    return replace(whole, **changes)


def narrative(asked_at: str, **changes: Any) -> Narrative:
    """What `ANSWER` becomes."""
    structure, communication = Claim("One function.", (Citation(FILE, 1),)), Claim("It calls FastAPI.", (Citation(FILE, 2),))
    whole = Narrative(Scope("file", FILE), "Relay", (structure,), (communication,), (), (), (), "gemini-3-flash-preview", "en", asked_at)
    return replace(whole, **changes)


def access(gemini: Gemini) -> Access:
    """The stand-in, with a key."""
    return Access(gemini.address, "GEMINI_API_KEY", KEY)


class GeminiHere:
    """Gemini through google-genai in this process, which tests need not wait for."""

    async def prepare(self, request: Request | MessageRequest, secrets: tuple[str, ...]) -> Prompt:
        assert isinstance(request, Request)
        return prepare(request, secrets)

    async def ask(self, question: Ask, on_receiving: Callable[[Receiving], None]) -> str:
        return await ask(question, on_receiving)

    async def close(self) -> None: ...


def jobs_here(**options: Any) -> Jobs:
    """Jobs that ask in this process."""
    return Jobs(GeminiHere(), **options)


class Follower:
    """An observer that keeps all it hears."""

    def __init__(self) -> None:
        self.heard: list[Progress] = []
        self.paused = asyncio.Event()
        self._outcome: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()

    def progressed(self, job: str, progress: Progress) -> None:
        del job
        assert not self._outcome.done(), "progress after the end"
        self.heard.append(progress)
        if progress.pause is not None:
            self.paused.set()

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
    requests: int = 0
    tokens: int = 0
    most_requests: int = 1_000
    corrections: list[int] = field(default_factory=list[int])

    async def find(self, key: str) -> Narrative | None:
        return self.narratives.get(key)

    async def keep(self, key: str, narrative: Narrative) -> Narrative:
        self.narratives[key] = narrative
        return narrative

    async def admit(self, tokens: int) -> Message | None:
        if self.requests >= self.most_requests:
            return message("explain.declined")  # any sentence
        self.requests += 1
        self.tokens += tokens
        return None

    async def add(self, tokens: int) -> None:
        self.tokens += tokens
        self.corrections.append(tokens)

    def terms(self, access: Access, entry: Entry | None = None) -> Terms:
        """Terms with this store."""
        return Terms(access, self, self, (access.key,), entry)


class MemoryEntry:
    """An entry of a journal in memory: what it was told, in order."""

    def __init__(self) -> None:
        self.told: list[str | Outcome] = []

    async def sent(self) -> None:
        self.told.append("sent")

    async def ended(self, outcome: Outcome) -> None:
        self.told.append(outcome)


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
        return Subject(self.root, Scope("file", VIEWS), snapshot(language), self.settings(**gemini), lambda _: text)


def leaks(folder: Path, secret: str) -> list[str]:
    """The files below a folder that hold a text."""
    files = (Path(parent) / name for parent, _, names in os.walk(folder) for name in names)
    return sorted(str(file.relative_to(folder)) for file in files if secret.encode() in file.read_bytes())
