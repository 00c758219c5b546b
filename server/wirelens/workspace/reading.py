"""How files are read, and what is never read: on the disk, in the editor, and when an editor says that it changed."""

from pathlib import Path

MAX_FILE_BYTES = 1_000_000
"""Larger files are generated or data; they are counted as skipped."""

NEVER_READ = frozenset(
    {
        "node_modules",
        "bower_components",
        "site-packages",
        "dist-packages",
        "__pycache__",
        ".git",
        ".venv",
        ".tox",
        ".nox",
        ".next",
        ".nuxt",
        ".svelte-kit",
    }
)
"""Folders that hold installed, built or generated code wherever they stand."""


def read_text(path: Path) -> str | None:
    """The file's text, None where it cannot be read. Bytes that are not UTF-8 are replaced; line ends stay as they are."""
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            return file.read()
    except OSError:
        return None
