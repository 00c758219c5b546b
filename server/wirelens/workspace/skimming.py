"""One file's text → what is kept of it: its facts where it may speak of communication, else merely what it imports."""

import hashlib
import re
import traceback
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from wirelens.model.facts import FileFacts
from wirelens.scan.scanner import imported_words, may_speak, scan
from wirelens.scan.trees import Trees
from wirelens.store.encoding import Encoding
from wirelens.workspace.reading import decode, read_bytes

_LONE_CARRIAGE_RETURN = re.compile(r"\r(?!\n)")
"""Ends a line for LSP and for Python, and not for tree-sitter. With a line feed in its place all positions stay the same."""

_DIGEST_BYTES = 16


@dataclass(frozen=True, slots=True)
class Job:
    """A file on the disk to look at. `whole`: it is scanned whatever it says."""

    key: str
    path: Path
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Skimmed:
    """What is kept of a text. `digest` tells it from others, the file's key included.

    `facts` are encoded; None: the text holds nothing that makes it worth scanning. `imports` are the words of the modules that it imports,
    told where it was not scanned. `fault` is the trace of a fault in Wirelens that cost the file its facts.
    """

    digest: bytes
    facts: bytes | None
    imports: frozenset[str] = frozenset()
    fault: str = ""


def skim(job: Job) -> Skimmed | None:
    """Looks at one file; None where it cannot be read. Never raises."""
    source = read_bytes(job.path)
    return None if source is None else skim_source(job.key, source, whole=job.whole)


def skim_source(key: str, source: bytes, *, whole: bool) -> Skimmed:
    """Looks at a text, as `skim` does. Never raises."""
    digest = digest_of(key, source)
    try:
        if not whole and not may_speak(key, source):
            return Skimmed(digest, None, imported_words(key, source))
        return Skimmed(digest, encoded(scan_text(key, decode(source))))
    except Exception:  # noqa: BLE001  # a fault in one scanner must not cost the other files their facts
        return Skimmed(digest, encoded(FileFacts(key, "")), fault=traceback.format_exc())


def scan_text(key: str, text: str, trees: Trees | None = None) -> FileFacts:
    """The facts of a text, none for a kind of file that is not read. `trees` keeps those of open documents."""
    return scan(key, _LONE_CARRIAGE_RETURN.sub("\n", text), trees) or FileFacts(key, "")


def digest_of(key: str, source: bytes) -> bytes:
    """What tells one version of a file from others: facts follow from its name and its text."""
    return hashlib.blake2b(source, digest_size=_DIGEST_BYTES, key=hashlib.blake2b(key.encode("utf-8", "surrogateescape")).digest()).digest()


def encoded(facts: FileFacts) -> bytes:
    """The facts of a file, its key left out: not every name of a file has a UTF-8."""
    return _encoding().encode(replace(facts, file=""))


def decoded_facts(key: str, facts: bytes) -> FileFacts:
    """The facts again.

    Raises:
        ForeignValueError: somebody else wrote them.
    """
    return replace(_encoding().decode(facts), file=key)


@cache
def _encoding() -> Encoding[FileFacts]:
    return Encoding(FileFacts)
