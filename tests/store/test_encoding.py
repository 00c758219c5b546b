"""Values of the model as bytes: the same again, and nothing that was not written by this."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest

from support.scenario import read_scenario
from wirelens.model.communication_map import CommunicationMap
from wirelens.model.facts import FileFacts
from wirelens.model.finding import Finding
from wirelens.scan.scanner import scan
from wirelens.store.encoding import Encoding, ForeignValueError

SCENARIOS = sorted((Path(__file__).parents[1] / "scenarios").glob("*.scenario"))


@dataclass(frozen=True)
class Analysed:
    map: CommunicationMap
    findings: tuple[Finding, ...]


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_facts_map_and_findings_are_the_same_again(path: Path) -> None:
    scenario = read_scenario(path)
    facts = Encoding(FileFacts)
    for file, text in scenario.sources.items():
        found = scan(file, text)
        assert found is None or facts.decode(facts.encode(found)) == found
    result = scenario.analyse()
    whole = Encoding(Analysed)
    analysed = Analysed(result.map, result.findings)
    assert whole.decode(whole.encode(analysed)) == analysed


def test_equal_positions_and_names_of_files_are_one_object() -> None:
    encoding = Encoding(FileFacts)
    first, second = (encoding.decode(encoding.encode(found)) for found in map(_only_a_function, ("a.py", "b.py")))
    assert first.functions == second.functions
    assert first.functions[0].span.start is second.functions[0].span.start
    assert first.functions[0].name is second.functions[0].name


def _only_a_function(file: str) -> FileFacts:
    found = scan(file, "def total(): ...\n")
    assert found is not None
    return found


def test_bytes_of_somebody_else_are_refused() -> None:
    encoding = Encoding(FileFacts)
    for written in (
        b"",
        b"\xc1",
        b"cos\nsystem\n(S'true'\ntR.",
        *map(msgspec.msgpack.encode, (None, 7, "text", [1], [["a"] * 40], {"file": 1})),
    ):
        with pytest.raises(ForeignValueError):
            encoding.decode(written)


def test_a_type_without_a_form_is_an_error_of_ours() -> None:
    @dataclass(frozen=True)
    class Odd:
        values: Mapping[str, complex]

    with pytest.raises(TypeError):
        Encoding(Odd)
