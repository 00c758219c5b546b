"""What tells this version of the analysis from others, so that what another one kept is never taken for its own."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

import wirelens

_MADE_BY = ("model", "scan", "link", "checks", "store", "workspace")
_GRAMMARS = ("tree-sitter", "tree-sitter-python", "tree-sitter-javascript", "tree-sitter-typescript")


@cache
def recipe() -> str:
    """A digest of the sources that turn texts into facts, map and findings, and of the grammars that they are read with."""
    digest = hashlib.blake2b(digest_size=16)
    package = Path(wirelens.__file__).parent
    for room in _MADE_BY:
        for path in sorted((package / room).rglob("*.py")):
            digest.update(path.read_bytes())
    digest.update(" ".join(map(version, _GRAMMARS)).encode())
    return digest.hexdigest()
