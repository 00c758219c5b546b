"""Workspaces that change as they do while people work: small edits, moves, removals, other branches."""

import os
import random
from collections.abc import Mapping
from pathlib import Path

from support.scenario import read_scenario

SCENARIOS = sorted((Path(__file__).parents[1] / "scenarios").rglob("*.scenario"))
SOURCES: Mapping[str, Mapping[str, str]] = {path.stem: dict(read_scenario(path).sources) for path in SCENARIOS}
EXAMPLES = 1_500 if os.environ.get("WIRELENS_DEEP") else 25
SNIPPETS = (
    "",
    "def added(path):\n    return httpx.get(path)",
    "export const added = (path) => fetch(path);",
    'added("/items")',
    'PREFIX = "/v2"',
    "from main import *",
    'import { added } from "./api";',
    '@app.get("/added")\ndef added(): return other()',
    "class Added(Base):\n    pass",
    "((((",
    "안녕 👋 = 1",
)


class History:
    """A workspace that changes; what it was is kept, so that it can go back there."""

    def __init__(self, names: list[str], chance: random.Random) -> None:
        self._chance = chance
        self._states = [together(names)]

    @property
    def now(self) -> dict[str, str]:
        return self._states[-1]

    def go_on(self) -> None:
        """Something happens: mostly a small edit, now and then a move, a removal, or another branch."""
        texts = dict(self.now)
        for _ in range(self._chance.choice((1, 1, 1, 2, 5))):
            happens = self._chance.choice(
                (self._edit, self._edit, self._edit, self._edit, self._move, self._remove, self._add, self._go_back)
            )
            texts = happens(texts)
        self._states.append(texts)

    def _edit(self, texts: dict[str, str]) -> dict[str, str]:
        file = self._file(texts)
        lines = texts.get(file, "").split("\n")
        at = self._chance.randrange(len(lines))
        match self._chance.randrange(7):
            case 0:
                lines.insert(at, "")
            case 1:
                del lines[at]
            case 2:
                lines[at] = lines[at].replace("/", "/x", 1)
            case 3:
                lines.insert(at, self._chance.choice(lines))
            case 4:
                lines[at] = lines[at][: self._chance.randrange(len(lines[at]) + 1)]
            case 5:
                lines.insert(at, self._chance.choice(SNIPPETS))
            case _:
                lines[at] = lines[at].replace(self._word(lines[at]), self._word("\n".join(lines)), 1)
        return {**texts, file: "\n".join(lines)}

    def _move(self, texts: dict[str, str]) -> dict[str, str]:
        file = self._file(texts)
        folder, _, name = file.rpartition("/")
        target = self._chance.choice((f"moved/{name}", f"{folder}/moved_{name}", name, f"{folder}/__init__.py", f"{folder}/index.ts"))
        return {(target.lstrip("/") if each == file else each): text for each, text in texts.items()}

    def _remove(self, texts: dict[str, str]) -> dict[str, str]:
        file = self._file(texts)
        return {each: text for each, text in texts.items() if each != file}

    def _add(self, texts: dict[str, str]) -> dict[str, str]:
        return {**texts, **{file: text for file, text in self._states[0].items() if self._chance.random() < 0.2}}

    def _go_back(self, _: dict[str, str]) -> dict[str, str]:
        return self._chance.choice(self._states)

    def _file(self, texts: dict[str, str]) -> str:
        return self._chance.choice(sorted(texts) or ["main.py"])

    def _word(self, text: str) -> str:
        return self._chance.choice(text.replace("(", " ").replace(".", " ").replace('"', " ").split() or ["x"])


def together(names: list[str]) -> dict[str, str]:
    """Several scenarios as one workspace; where they have a file of the same key, the later one has it."""
    return {file: text for name in names for file, text in SOURCES[name].items()}
