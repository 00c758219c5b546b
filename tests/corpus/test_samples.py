"""Small applications of every style: the map says exactly the routes that the frameworks themselves report."""

from pathlib import Path

import pytest

from support.corpus import environment, mapped_routes, reported_routes
from support.scenario import read_scenario

SAMPLES = sorted(Path(__file__).parent.glob("samples/*.sample"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_sample(path: Path, tmp_path: Path) -> None:
    sample = read_scenario(path)
    for file, text in sample.sources.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(text, encoding="utf-8")
    reported = reported_routes(environment("frameworks"), "shop", sample.expected["application"], tmp_path)
    assert sorted(mapped_routes(tmp_path)) == sorted(reported)
