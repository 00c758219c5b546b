"""What is in the cache folder, and how it is emptied."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from wirelens.store.cache import DATABASE, Cache

FOLDERS: dict[str, tuple[str, ...]] = {"reports": ("reports",), "facts": ("facts", "maps", "revisions")}
"""By the name of the part."""


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of what is kept: `entries` are explanations or files, `size` is in bytes."""

    name: Literal["explanations", "reports", "facts"]
    entries: int
    size: int


def contents(folder: Path) -> tuple[Part, ...]:
    """What is in the cache. Nothing is made, changed or followed; what cannot be read counts as nothing."""
    files = [path for path in folder.glob(f"{DATABASE}*") if path.is_file() and not path.is_symlink()]
    explanations = Part("explanations", _explanations(folder / DATABASE), sum(path.stat().st_size for path in files))
    reports = [size for name in FOLDERS["reports"] for size in _sizes(folder / name)]
    facts = [size for name in FOLDERS["facts"] for size in _sizes(folder / name)]
    return explanations, Part("reports", len(reports), sum(reports)), Part("facts", len(facts), sum(facts))


def clear(folder: Path) -> None:
    """Empties the cache. Who else has it open goes on, with nothing in it.

    Raises:
        OSError: something could not be deleted.
    """
    if folder.exists():
        cache = Cache.open(folder)
        cache.clear()
        cache.close()
    for path in folder.glob(f"{DATABASE}.corrupt"):
        path.unlink()
    for name in (name for names in FOLDERS.values() for name in names):
        part = folder / name
        if part.is_symlink():
            part.unlink()
        elif part.exists():
            shutil.rmtree(part)


def _explanations(database: Path) -> int:
    try:
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
            (count,) = connection.execute("SELECT COUNT(*) FROM Cache WHERE key LIKE 'narrative:%'").fetchone()
            return int(count)
    except sqlite3.Error:
        return 0


def _sizes(folder: Path) -> Iterator[int]:
    if folder.is_symlink():
        return
    for parent, _, names in os.walk(folder):
        for name in names:
            yield (Path(parent) / name).lstat().st_size
