"""Whatever happens to a workspace, and in whatever order: the map that was kept up to date is the map linked from scratch.

`WIRELENS_DEEP=1` looks for longer.
"""

import os
import random
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.scenario import read_scenario
from wirelens.checks.checks import check
from wirelens.link.linker import Linker
from wirelens.link.linking import link
from wirelens.model.facts import FileFacts
from wirelens.scan.scanner import scan

SCENARIOS = sorted((Path(__file__).parents[1] / "scenarios").rglob("*.scenario"))
SOURCES = {path.stem: dict(read_scenario(path).sources) for path in SCENARIOS}
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
        self._states = [_together(names)]

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


def _together(names: list[str]) -> dict[str, str]:
    """Several scenarios as one workspace; where they have a file of the same key, the later one has it."""
    return {file: text for name in names for file, text in SOURCES[name].items()}


def _facts(texts: dict[str, str]) -> dict[str, FileFacts]:
    return {file: facts for file, text in texts.items() if (facts := scan(file, text)) is not None}


@given(st.lists(st.sampled_from(sorted(SOURCES)), min_size=1, max_size=4, unique=True), st.randoms(use_true_random=False))
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
def test_kept_up_to_date_is_linked_from_scratch(names: list[str], chance: random.Random) -> None:
    history = History(names, chance)
    linker = Linker({"http://localhost:9999": "api"})
    before: dict[str, FileFacts] = {}
    for _ in range(6):
        after = _facts(history.now)
        changed = [file for file in {**before, **after} if before.get(file) != after.get(file)]
        chance.shuffle(changed)
        kept = linker.update({file: after.get(file) for file in changed}, skipped=1)
        scratch = link(after, {"http://localhost:9999": "api"}, skipped=1)
        assert kept == scratch
        assert check(kept, {}) == check(scratch, {})
        before = after
        history.go_on()


def test_what_did_not_change_is_the_same_object() -> None:
    texts = _together(["callback_and_polling"])
    linker = Linker({})
    first = linker.update(_facts(texts))
    assert linker.update({}) == first
    again = linker.update(_facts(texts))
    assert all(one is another for one, another in zip(first.calls, again.calls, strict=True))
    assert all(one is another for one, another in zip(first.endpoints, again.endpoints, strict=True))
