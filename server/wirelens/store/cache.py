"""The cache on disk: JSON values by namespace and key, shared by every process of the user.

It never raises. What cannot be read is a miss, what cannot be written is not kept, and the first trouble leaves one
message to show. A file that is no database of ours is set aside and a new one begun.
"""

import sqlite3
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal, Self, TypeVar

import diskcache

from wirelens.model.message import Message, message
from wirelens.store.folders import make_private
from wirelens.store.inspection import is_broken, is_ours, set_aside
from wirelens.store.safe_disk import SafeDisk

Json = Mapping[str, Any] | list[Any] | str | int | float | bool
Answer = TypeVar("Answer")
Trouble = Literal["explain.store", "usage.store"]

DATABASE = "cache.db"

SIZE_LIMIT = 64 * 1024 * 1024
"""Bytes on disk; above it the values stored longest ago go. An explanation takes about 2 kB."""

PATIENCE_SECONDS = 2.0
"""How long another process's lock is waited for."""

SETTINGS: Mapping[str, Any] = {**diskcache.DEFAULT_SETTINGS, "size_limit": SIZE_LIMIT}
"""All of diskcache's settings: those that it is not told it takes from the database."""

TROUBLES = (sqlite3.Error, OSError, diskcache.Timeout)


class Cache:
    """An open cache, or one that keeps nothing. May be used from several threads."""

    def __init__(self, folder: Path, patience_seconds: float, trouble: Trouble) -> None:
        """See `open`."""
        self._folder = folder
        self._patience_seconds = patience_seconds
        self._trouble = trouble
        self._database: diskcache.Cache | None = None
        self._lock = threading.Lock()
        self._message: Message | None = None
        self._has_told = False

    @classmethod
    def open(cls, folder: Path, patience_seconds: float = PATIENCE_SECONDS, trouble: Trouble = "explain.store") -> Self:
        """Opens the cache in a folder, and makes both if they are not there.

        Args:
            folder: where.
            patience_seconds: how long another process's lock is waited for.
            trouble: what its messages are about: how their keys begin.
        """
        cache = cls(folder, patience_seconds, trouble)
        cache._connect()
        return cache

    def get(self, namespace: str, key: str) -> object:
        """The value, or None."""
        return self._attempt(lambda database: database.get(_row(namespace, key)), None)

    def set(self, namespace: str, key: str, value: Json) -> bool:
        """Keeps the value; whether that went well."""
        return self._attempt(lambda database: database.set(_row(namespace, key), value), otherwise=False)

    def update(self, namespace: str, key: str, change: Callable[[object], Json]) -> bool:
        """Replaces the value by what `change` makes of it (None: there is none), with no other process in between."""
        row = _row(namespace, key)

        def replace(database: diskcache.Cache) -> bool:
            with database.transact():
                return database.set(row, change(database.get(row)))

        return self._attempt(replace, otherwise=False)

    def clear(self) -> bool:
        """Forgets every value; whether that went well."""
        return self._attempt(lambda database: database.clear() >= 0, otherwise=False)

    def take_message(self) -> Message | None:
        """What the user should be told, once."""
        with self._lock:
            taken, self._message = self._message, None
            return taken

    def close(self) -> None:
        """Lets go of the database; the cache keeps nothing from now on."""
        database, self._database = self._database, None
        if database is not None:
            database.close()

    def _attempt(self, operation: Callable[[diskcache.Cache], Answer], otherwise: Answer) -> Answer:
        database = self._database
        if database is None:
            return otherwise
        try:
            return operation(database)
        except TROUBLES as error:
            if not is_broken(error):
                self._tell("failing", error)
                return otherwise
        self._begin_anew(database)
        return otherwise

    def _connect(self) -> None:
        path = self._folder / DATABASE
        try:
            make_private(self._folder)
            if not is_ours(path, self._patience_seconds):
                set_aside(path)
                self._tell("set-aside")
            self._database = diskcache.Cache(str(self._folder), timeout=self._patience_seconds, disk=SafeDisk, **SETTINGS)
        except TROUBLES as error:
            self._tell("unavailable", error)

    def _begin_anew(self, broken: diskcache.Cache) -> None:
        """Goes on with a new database, unless another thread has done so."""
        with self._lock:
            if self._database is not broken:
                return
            self._database = None
        broken.close()
        self._connect()

    def _tell(self, what: str, error: Exception | None = None) -> None:
        with self._lock:
            if not self._has_told:
                self._has_told = True
                folder, key = str(self._folder), f"{self._trouble}-{what}"
                self._message = message(key, folder=folder, reason=str(error)) if error else message(key, folder=folder)


def _row(namespace: str, key: str) -> str:
    """The key in the database. SQLite takes text that has a UTF-8, which a path need not have."""
    return f"{namespace}:{key}".encode("utf-8", "backslashreplace").decode()
