"""What was found in the files of a workspace, kept on disk so that the next start need not look again.

Two files in the user's own cache folder: a list of the files as they were seen, with what came out of them together, and what was found in
each text, by its digest. Whatever is wrong with one (it is missing, torn, somebody else's, made by another version): nothing is known, and
it is made anew.
"""

import contextlib
import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar

import msgspec

from wirelens.store.atomic import write_atomically
from wirelens.store.folders import make_private

SIZE_LIMIT = 64 * 1024 * 1024
"""Bytes that what was found in a workspace may take; above it texts that are no longer there are forgotten, then all is."""

WORKSPACES = 24
"""How many are remembered; those that were not opened for longest go."""

_CHECK_BYTES = 16
_Kept = TypeVar("_Kept")


class Seen(msgspec.Struct, frozen=True, array_like=True):
    """A file as it was seen: when it was written (nanoseconds), its size (bytes), and the digest of its text."""

    written: int
    size: int
    digest: bytes


class Found(msgspec.Struct, frozen=True, array_like=True):
    """What was found in a text: its encoded facts (None: it was not worth scanning) and the words of its imports."""

    facts: bytes | None
    imports: tuple[str, ...] = ()


class Listing(msgspec.Struct, frozen=True):
    """The files of a workspace and what came out of them: `outcome` for the files and settings that `state` stands for."""

    files: dict[str, Seen] = {}
    state: bytes = b""
    outcome: bytes = b""


class KeptFacts:
    """What is kept of one workspace. Every method may be called from one thread at a time."""

    def __init__(self, folder: Path, workspace: str, recipe: str) -> None:
        """Touches nothing yet.

        Args:
            folder: where everything of this kind is kept.
            workspace: what tells the workspace from others.
            recipe: what tells this version of everything that makes facts from others: what another one kept is not known.
        """
        self._folder = folder
        self._name = hashlib.blake2b(workspace.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
        self._recipe = recipe

    def listing(self) -> Listing:
        """The files as they were last seen."""
        return self._read("files", Listing) or Listing()

    def found(self) -> dict[bytes, Found]:
        """What was found in texts, by their digests."""
        return self._read("facts", dict[bytes, Found]) or {}

    def keep(self, listing: Listing, found: Mapping[bytes, Found] | None) -> None:
        """Writes what is known now; `found` None: as it was. What cannot be written is not kept."""
        with contextlib.suppress(OSError):
            make_private(self._folder)
            if found is not None:
                self._write("facts", dict(_within_limit(found, {seen.digest for seen in listing.files.values()})))
            self._write("files", listing)
            self._forget_oldest()

    def _path(self, kind: str) -> Path:
        return self._folder / f"{self._name}.{kind}"

    def _read(self, kind: str, form: type[_Kept]) -> _Kept | None:
        try:
            written = self._path(kind).read_bytes()
        except OSError:
            return None
        check, body = written[:_CHECK_BYTES], written[_CHECK_BYTES:]
        if check != self._check(body):
            return None
        try:
            return msgspec.msgpack.decode(body, type=form)
        except msgspec.MsgspecError:
            return None

    def _write(self, kind: str, value: object) -> None:
        body = msgspec.msgpack.encode(value)
        write_atomically(self._path(kind), self._check(body) + body)

    def _check(self, body: bytes) -> bytes:
        """Not there for secrecy: it finds what is torn, and what another version wrote."""
        return hashlib.blake2b(body, digest_size=_CHECK_BYTES, key=hashlib.blake2b(self._recipe.encode()).digest()).digest()

    def _forget_oldest(self) -> None:
        kept = sorted(self._folder.glob("*.files"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for path in kept[WORKSPACES:]:
            path.unlink(missing_ok=True)
            path.with_suffix(".facts").unlink(missing_ok=True)


def _within_limit(found: Mapping[bytes, Found], current: set[bytes]) -> Iterable[tuple[bytes, Found]]:
    """Texts that are there, then those that were, as long as there is room. What was there last stands before what was there earlier."""
    size = 0
    there = [(digest, each) for digest, each in found.items() if digest in current]
    gone = [(digest, each) for digest, each in found.items() if digest not in current]
    for digest, each in (*there, *gone):
        size += len(each.facts or b"") + sum(map(len, each.imports)) + 64
        if size > SIZE_LIMIT:
            return
        yield digest, each
