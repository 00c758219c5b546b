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
        ".semgrep",
        ".history",
    }
)
"""Folders that hold installed, built or generated code wherever they stand, the samples of a linter's rules, or
copies that an editor keeps of every saved file."""


def read_text(path: Path) -> str | None:
    """The file's text (see `decode`), None where it cannot be read."""
    content = read_bytes(path)
    return None if content is None else decode(content)


def read_bytes(path: Path) -> bytes | None:
    """What the file holds, None where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def decode(content: bytes) -> str:
    """The text that bytes hold. Bytes that are not UTF-8 are replaced; line ends stay as they are."""
    return content.decode("utf-8-sig", "replace")
