"""The stand-in for every test here."""

from pathlib import Path

import pytest

from support.explaining import Desk
from support.gemini_stand_in.fixture import Gemini, gemini

__all__ = ["gemini"]


@pytest.fixture
def desk(tmp_path: Path, gemini: Gemini) -> Desk:
    (tmp_path / "workspace").mkdir()
    return Desk(tmp_path, tmp_path / "workspace", gemini)
