"""A diskcache `Disk` that never unpickles and never touches a file that the database names.

diskcache trusts the columns `mode` and `filename` of its rows: whoever can write the database can have it run code
(CVE-2025-69872, also with its JSONDisk) or delete files elsewhere. Here keys are text and values JSON, all inline; every
other row reads as a miss.
"""

import json
import sqlite3

import diskcache

RAW = 1
"""diskcache's mode for a value that stands in its row as it is."""


class SafeDisk(diskcache.Disk):
    """Text keys, JSON values. The arguments are diskcache's; some are of no use here."""

    def put(self, key: object) -> tuple[str, bool]:
        """The columns `key` and `raw`.

        Raises:
            TypeError: the key is not text.
        """
        if type(key) is not str:
            raise TypeError("keys are text")
        return key, True

    def get(self, key: object, raw: object) -> str:
        """The key of a row.

        Raises:
            ValueError: somebody else wrote the row.
        """
        if not raw or type(key) is not str:
            raise ValueError("a foreign key")
        return key

    def store(self, value: object, read: object, key: object = None) -> tuple[int, int, None, sqlite3.Binary]:  # noqa: ARG002 - as above
        """The columns `size`, `mode`, `filename` and `value`. The size is that of files; the database's pages are counted anyway."""
        return 0, RAW, None, sqlite3.Binary(json.dumps(value).encode())

    def fetch(self, mode: object, filename: object, value: object, read: object) -> object:  # noqa: ARG002 - as above
        """The value of a row.

        Raises:
            OSError: somebody else wrote the row; diskcache takes this for a miss.
        """
        if mode != RAW or filename is not None or type(value) is not bytes:
            raise OSError("a foreign value")
        try:
            return json.loads(value)
        except (ValueError, RecursionError) as error:
            raise OSError("a foreign value") from error

    def remove(self, file_path: object) -> None:
        """Removes nothing: no value of ours is in a file, and a name that somebody planted must not delete one."""
