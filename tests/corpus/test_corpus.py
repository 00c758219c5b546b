"""The map's endpoints are the routes that real applications report: recall and precision have a floor that only rises."""

import re
import shutil
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest

from support.corpus import environment, mapped_routes, reported_routes

TABLE = Path(__file__).with_name("applications.toml")
APPLICATIONS = tomllib.loads(TABLE.read_text(encoding="utf-8"))


class Score(NamedTuple):
    """In per cent, rounded down to a tenth."""

    recall: float
    precision: float


@pytest.mark.parametrize("name", APPLICATIONS)
def test_application(name: str, tmp_path: Path, update: bool) -> None:
    row = APPLICATIONS[name]
    installed = environment(row["environment"])
    working, workspace = tmp_path / "working", tmp_path / "workspace"
    working.mkdir()
    reported = reported_routes(installed, row["package"], row["make"], working)
    # The package alone: nobody reads what is installed around it.
    shutil.copytree(installed.packages / row["package"], workspace / row["package"], ignore=shutil.ignore_patterns("__pycache__"))
    mapped = mapped_routes(workspace, row.get("service"))
    common = len(reported & mapped)
    score = Score(common * 1000 // len(reported) / 10, common * 1000 // max(len(mapped), 1) / 10)
    floor = Score(row["recall"], row["precision"])
    if update:
        _raise_floor(name, Score(*map(max, score, floor)))
    differences = [f"missing {' '.join(route)}" for route in sorted(reported - mapped)]
    differences += [f"extra {' '.join(route)}" for route in sorted(mapped - reported)]
    print(f"{name}: {len(reported)} routes, recall {score.recall} %, precision {score.precision} %", *differences, sep="\n")  # noqa: T201
    assert (score.recall >= floor.recall, score.precision >= floor.precision) == (True, True), score


def _raise_floor(name: str, score: Score) -> None:
    text = TABLE.read_text(encoding="utf-8")
    before, header, rest = text.partition(f"[{name}]\n")
    for key, value in score._asdict().items():
        rest = re.sub(rf"^{key} = .*$", f"{key} = {value}", rest, count=1, flags=re.MULTILINE)
    TABLE.write_text(before + header + rest, encoding="utf-8")
