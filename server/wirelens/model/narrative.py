"""What Gemini said. It is untrusted text: shown as Gemini's and as plain text, never as a fact, and it never changes the map."""

from dataclasses import dataclass
from typing import Literal

from wirelens.model.message import Language

ScopeKind = Literal["file", "function", "endpoint", "flow"]

Section = Literal["structure", "communication", "flows", "risks", "questions"]
SECTIONS: tuple[Section, ...] = ("structure", "communication", "flows", "risks", "questions")
"""What an explanation is made of, in the order in which it is read."""

Why = Literal["asked", "calls", "answers", "reads-back", "called"]
"""Why code is part of a question: it is what was asked about; it calls that or sends to it; it receives from it; it polls what that stored;
it is called by that."""


@dataclass(frozen=True, slots=True, order=True)
class Scope:
    """What an explanation is about: a file, a function, an endpoint with everyone it talks to, or a flow through several services.

    `file` is the file key of what was asked about, `name` the qualified name of the function or handler there, `""` for a file.
    """

    kind: ScopeKind
    file: str
    name: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """A line of code that a claim rests on: it was sent and is not empty. `line` counts from 1."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that Gemini says, as plain text. Only a question may rest on no line."""

    text: str
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Narrative:
    """An explanation of `scope` as it was when it was asked for.

    `dropped_citations` counts the places that Gemini named and that were not sent or do not say what it quoted, `dropped_claims` the claims
    that rested on nothing else.
    """

    scope: Scope
    title: str
    structure: tuple[Claim, ...]
    communication: tuple[Claim, ...]
    flows: tuple[Claim, ...]
    risks: tuple[Claim, ...]
    questions: tuple[Claim, ...]
    model: str
    language: Language
    asked_at: str
    """ISO 8601, UTC."""
    dropped_citations: int = 0
    dropped_claims: int = 0

    @property
    def file(self) -> str:
        """The file that was asked about."""
        return self.scope.file

    @property
    def summary(self) -> str:
        """The first thing said of the communication, or of the structure where nothing is said of that."""
        return next((claim.text for claim in (*self.communication, *self.structure)), "")

    def section(self, name: Section) -> tuple[Claim, ...]:
        """The claims of a section."""
        return getattr(self, name)


@dataclass(frozen=True, slots=True)
class Staleness:
    """What has changed since an explanation was asked for: the code asked about itself, or `others`, the files on its other side.

    With neither, what the map says around it is different.
    """

    own: bool = False
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """A narrative as it stands in one moment of the workspace: fresh where `staleness` is None.

    `report` is the absolute path of the report that tells it whole.
    """

    narrative: Narrative
    staleness: Staleness | None = None
    report: str | None = None
