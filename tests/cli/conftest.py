from pathlib import Path

import pytest

from support.command_line import Run, runner

EXAMPLE = Path(__file__).parents[2] / "examples" / "three-machines"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """`wirelens`, run from the example's folder."""
    monkeypatch.chdir(EXAMPLE)
    return runner(monkeypatch, capsys)
