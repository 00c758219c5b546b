"""The way in: which files are read, and by which scanner."""

from collections.abc import Callable

from wirelens.model.facts import FileFacts
from wirelens.scan.deployment import scanner as deployment
from wirelens.scan.javascript import scanner as javascript
from wirelens.scan.python import scanner as python


def _scanner(file: str) -> Callable[[str, str], FileFacts] | None:
    if file.endswith(".py"):
        return python.scan
    if javascript.reads(file):
        return javascript.scan
    if deployment.reads(file):
        return deployment.scan
    return None


def reads(file: str) -> bool:
    """Whether files of this name say something about communication."""
    return _scanner(file) is not None


def scan(file: str, text: str) -> FileFacts | None:
    """The facts of one file, or None for a kind of file that is not read. Never raises for what the text holds."""
    scanner = _scanner(file)
    return None if scanner is None else scanner(file, text)
