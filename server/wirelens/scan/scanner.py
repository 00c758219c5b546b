"""The way in: which files are read, and by which scanner."""

from posixpath import basename, dirname

from wirelens.model.facts import FileFacts
from wirelens.scan.deployment import scanner as deployment
from wirelens.scan.javascript import scanner as javascript
from wirelens.scan.javascript import triggers as javascript_triggers
from wirelens.scan.javascript.grammar import language_of as javascript_language_of
from wirelens.scan.javascript.imported_words import imported_words as javascript_imports
from wirelens.scan.python import scanner as python
from wirelens.scan.python import triggers as python_triggers
from wirelens.scan.python.imported_words import imported_words as python_imports
from wirelens.scan.trees import Trees


def reads(file: str) -> bool:
    """Whether files of this name say something about communication."""
    return file.endswith(".py") or javascript.reads(file) or deployment.reads(file)


def scan(file: str, text: str, trees: Trees | None = None) -> FileFacts | None:
    """The facts of one file, or None for a kind of file that is not read. Never raises for what the text holds.

    Args:
        file: the file's key.
        text: its text.
        trees: keeps the trees of open documents between their edits.
    """
    if file.endswith(".py"):
        return python.scan(file, text, trees)
    if javascript.reads(file):
        return javascript.scan(file, text, trees)
    return deployment.scan(file, text) if deployment.reads(file) else None


def may_speak(file: str, source: bytes) -> bool:
    """Whether a file may say something of communication by itself, by a look at its UTF-8 text that costs a fraction of scanning it."""
    if file.endswith(".py"):
        return python_triggers.may_speak(file, source)
    return not javascript.reads(file) or javascript_triggers.may_speak(file, source)


def imported_words(file: str, source: bytes) -> frozenset[str]:
    """The last words of the modules that a file of code may import, and in Python what is imported from them."""
    return python_imports(file, source) if file.endswith(".py") else javascript_imports(file, source)


def module_word(file: str) -> str:
    """The word by which other files import a file of code: its name without endings; a package's folder for the file that stands for it."""
    stem = basename(file).partition(".")[0]
    return basename(dirname(file)) if stem in {"index", "__init__"} else stem


def language_of(file: str) -> str:
    """The language identifier of a file of code by its name."""
    return javascript_language_of(file) or "python"
