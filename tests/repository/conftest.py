"""A fresh repository a test."""

from pathlib import Path

import pytest

from support.repositories import Repository


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository.create(tmp_path / "repository")
