"""How files are read; what is too large to be read, on the disk and in the editor alike."""

from pathlib import Path

MAX_FILE_BYTES = 1_000_000
"""Larger files are generated or data; they are counted as skipped."""


def read_text(path: Path) -> str | None:
    """The file's text, None where it cannot be read. Bytes that are not UTF-8 are replaced; line ends stay as they are."""
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            return file.read()
    except OSError:
        return None
