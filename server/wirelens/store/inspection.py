"""Looks at a database before diskcache does: diskcache waits a minute for a lock, and obeys whatever settings it finds."""

import sqlite3
from contextlib import closing
from pathlib import Path

import diskcache

KNOWN_SETTINGS = frozenset(diskcache.DEFAULT_SETTINGS) | frozenset(diskcache.core.METADATA)

BROKEN = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


def is_broken(error: BaseException) -> bool:
    """Whether an error of SQLite says that the file is no database, or a damaged one."""
    return isinstance(error, sqlite3.DatabaseError) and getattr(error, "sqlite_errorcode", 0) & 0xFF in BROKEN


def is_ours(path: Path, patience_seconds: float) -> bool:
    """Whether the file is a database as diskcache makes it, or not there yet.

    Raises:
        sqlite3.OperationalError: it is locked for too long, or cannot be written.
    """
    if path.is_symlink():
        return False
    if not path.exists():
        return True
    try:
        with closing(sqlite3.connect(path, timeout=patience_seconds, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if "Settings" not in tables:
                return not tables
            settings = {key for (key,) in connection.execute("SELECT key FROM Settings")}
            return settings <= KNOWN_SETTINGS
    except sqlite3.DatabaseError as error:
        if is_broken(error):
            return False
        raise


def set_aside(path: Path) -> None:
    """Renames the database, in the place of one set aside before, so that a new one can begin.

    Raises:
        OSError: it cannot be renamed.
    """
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    path.replace(path.with_name(path.name + ".corrupt"))
