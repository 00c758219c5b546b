"""What both editors are tested with."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.gemini_stand_in.fixture import Gemini, running


@pytest.fixture(scope="session")
def server() -> Path:
    """The language server, as installed beside this Python."""
    return Path(sys.executable).with_name("wirelens")


@pytest.fixture(scope="module")
def gemini() -> Iterator[Gemini]:
    """One stand-in for all the tests of an editor."""
    with running() as stand_in:
        yield stand_in
