"""What each file of a scenario says, whole: one expectation a kind of facts, or `network` for all that concerns the network."""

from pathlib import Path

import pytest

from support.facts_text import NETWORK, facts_text
from support.scenario import read_scenario
from wirelens.scan.python.scanner import scan

FOLDER = Path(__file__).parent


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.scenario")), ids=lambda path: path.stem)
def test_scenario(path: Path, update: bool) -> None:
    scenario = read_scenario(path)
    found: dict[str, str] = {}
    for kind in scenario.expected:
        kinds = NETWORK if kind == "network" else (kind,)
        texts = [facts_text(scan(file, text), text, kinds) for file, text in scenario.sources.items()]
        found[kind] = "\n".join(text for text in texts if text)
    if update:
        scenario.rewrite(found)
    assert found == scenario.expected
