"""The command line, run in this process: what it printed and how it ended."""

import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from wirelens.cli import main

Run = Callable[..., "Outcome"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of a command."""

    status: int
    out: str
    err: str


def runner(patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]) -> Run:
    """A function that runs `wirelens` with its arguments."""

    def run(*arguments: str) -> Outcome:
        patch.setattr(sys, "argv", ["wirelens", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capture.readouterr()
        assert isinstance(ended.value.code, int)
        return Outcome(ended.value.code, out, err)

    return run
