"""What is asked: the code of a scope and of its other sides, with what the map says of them. Plain values that JSON can carry."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from wirelens.model.message import Language
from wirelens.model.narrative import Scope, Why

PROMPT_VERSION = 2
"""Raised with every change of the prompt or of the answer's schema: older answers are then no longer fresh."""


@dataclass(frozen=True, slots=True)
class Part:
    """Whole lines of a file. `first_line` counts from 1."""

    file: str
    first_line: int
    text: str
    why: Why

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines, without their ends. Other marks that some editors take for line ends are none in LSP."""
        return tuple(self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


@dataclass(frozen=True, slots=True)
class Facts:
    """What the map says of the wires in one file, as text."""

    file: str
    text: str


@dataclass(frozen=True, slots=True)
class Request:
    """A scope to explain. Parts and facts come with the most relevant first; `model` is Gemini's name for the model.

    `omitted` are places (`file:line`) whose code did not fit into the budget.
    """

    scope: Scope
    parts: tuple[Part, ...]
    facts: tuple[Facts, ...]
    language: Language
    model: str
    omitted: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """The file that is asked about."""
        return self.scope.file

    @property
    def key(self) -> str:
        """Names the answer by all that it depends on: an answer stored under the key is fresh.

        Line ends do not count, since editors and the disk may differ in them.
        """
        scope = (self.scope.kind, self.scope.file, self.scope.name)
        parts = [(part.file, part.first_line, part.lines, part.why) for part in self.parts]
        facts = [(facts.file, facts.text) for facts in self.facts]
        return _digest([PROMPT_VERSION, scope, parts, facts, self.omitted, self.language, self.model])

    @property
    def digests(self) -> Mapping[str, str]:
        """What the request holds of each file, as digests: where one is different later, that file is why the answer is stale.

        Of the file that was asked about only the code counts: what the map says of it names the others.
        """
        held: dict[str, list[object]] = {}
        for part in self.parts:
            held.setdefault(part.file, []).append((part.first_line, part.lines))
        for facts in self.facts:
            if facts.file != self.scope.file:
                held.setdefault(facts.file, []).append(facts.text)
        return {file: _digest(content) for file, content in held.items()}


def _digest(value: object) -> str:
    return hashlib.blake2b(json.dumps(value).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
