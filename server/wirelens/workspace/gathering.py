"""The facts of files: kept ones where the text is known, else scanned; only of files that speak of communication, or are asked for."""

import hashlib
import time
import traceback
from collections.abc import Collection, Iterable, Iterator, Mapping
from sys import intern

from wirelens.link.noted_files import UNREAD, Unread
from wirelens.link.wanting import Mention, Wanted
from wirelens.model.facts import FileFacts
from wirelens.scan.trees import Trees
from wirelens.store.encoding import ForeignValueError
from wirelens.store.kept_facts import Found, KeptFacts, Listing, Seen
from wirelens.workspace.mentions import candidates, has_word
from wirelens.workspace.reading import read_bytes
from wirelens.workspace.scanners import Scanners
from wirelens.workspace.skimming import Job, Skimmed, decoded_facts, digest_of, scan_text
from wirelens.workspace.texts import Texts

Told = FileFacts | Unread | None
"""What is told of a file: its facts, that it is there, or that it is gone."""

_SETTLED_NS = 2_000_000_000
"""A file that was written just before it was seen may be written again with no other time and size."""


class Gathering:
    """Knows what was found in every text of the workspace, now and at the last start."""

    def __init__(self, texts: Texts, kept: KeptFacts | None, scanners: Scanners) -> None:
        self._texts = texts
        self._kept = kept
        self._scanners = scanners
        self._listing = kept.listing() if kept is not None else Listing()
        self._found: dict[bytes, Found] | None = None
        self._digests: dict[str, bytes] = {}
        self._now: dict[str, Found] = {}
        self._unread: dict[str, frozenset[str]] = {}
        self._seen: dict[str, Seen] = {}
        self._documents: dict[str, FileFacts] = {}
        self._trees = Trees()
        self._is_new = False
        self.faults: list[str] = []
        """Traces of faults in Wirelens that cost files their facts, since this was last emptied."""

    def learn(self, keys: Iterable[str], whole: Collection[str] = ()) -> Iterator[str]:
        """Finds out about files whose text is new, or that are gone, and answers each when it is done.

        Args:
            keys: the files.
            whole: those of them that are scanned whatever they say. Open documents always are.
        """
        jobs: list[Job] = []
        for key in keys:
            source = self._texts.source(key)
            if source is None:
                self._forget(key)
                yield key
                continue
            if isinstance(source, str):
                self._read_document(key, source)
                yield key
                continue
            is_whole = key in whole
            digest = self._digest(key)
            known = self._known.get(digest) if digest is not None else None
            if digest is not None and known is not None and (known.facts is not None or not is_whole):
                self._remember(key, digest, known)
                yield key
            else:
                jobs.append(Job(key, self._texts.path(key), is_whole))
        for job, skimmed in self._scanners.skim(jobs):
            if skimmed is None:
                self._forget(job.key)
            else:
                self._learn(job, skimmed)
            yield job.key

    def told(self, key: str) -> Told:
        """What is to be told of a file that `learn` was asked about."""
        if key in self._documents:
            return self._documents[key]
        found = self._now.get(key)
        if found is None:
            return None
        if found.facts is None:
            return UNREAD
        try:
            return decoded_facts(key, found.facts)
        except ForeignValueError:
            self._known.pop(self._digests[key], None)
            return FileFacts(key, "")

    def read(self, wanted: Wanted) -> Mapping[str, FileFacts]:
        """The facts of unread files that linking wants."""
        keys = wanted.files & self._unread.keys() | self._mentioning(wanted.mentions)
        for _ in self.learn(sorted(keys), keys):
            pass
        return {key: told for key in sorted(keys) if isinstance(told := self.told(key), FileFacts)}

    def state(self, settings: str) -> bytes | None:
        """A digest of all texts as they are now, and of the settings; None where a text is not known to be what it was."""
        digest = hashlib.blake2b(f"{settings}\0{self._texts.skipped}".encode(), digest_size=16)
        for key in sorted(self._texts.keys):
            own = self._digests.get(key) or self._digest(key)
            if own is None:
                return None
            digest.update(own)
        return digest.digest()

    @property
    def last_outcome(self) -> bytes | None:
        """What came out at an earlier time, for whatever state it was; None where nothing is kept."""
        return self._listing.outcome or None

    def still_holds(self, state: bytes | None) -> bool:
        """Whether `last_outcome` is what came out for that state."""
        return state is not None and state == self._listing.state and self.last_outcome is not None

    @property
    def is_worth_keeping(self) -> bool:
        """Whether there is more to keep than is kept."""
        return self._is_new and self._kept is not None

    def keep(self, state: bytes | None, outcome: bytes) -> None:
        """Keeps what was found on disk, with what came out of it. Texts of open documents that are not saved are no files yet."""
        if self._kept is None:
            return
        settled = time.time_ns() - _SETTLED_NS
        files = {key: seen for key, seen in self._seen.items() if seen.written < settled and _is_unicode(key)}
        self._kept.keep(Listing(files, state or b"", outcome if state is not None else b""), self._known)
        self._is_new = False

    def let_go(self) -> None:
        """Holds no longer in memory what is kept on disk: it is read again when a file changes. `last_outcome` is None from now on."""
        if self._kept is not None:
            self._found = None
            self._now.clear()
            self._listing = Listing(self._listing.files)

    @property
    def _known(self) -> dict[bytes, Found]:
        if self._found is None:
            self._found = self._kept.found() if self._kept is not None else {}
        return self._found

    def _digest(self, key: str) -> bytes | None:
        """The digest of a text if it is known without scanning. A text that was seen before is read: it may be the same again."""
        source = self._texts.source(key)
        if isinstance(source, str):
            return digest_of(key, source.encode("utf-8", "surrogatepass"))
        seen = self._listing.files.get(key)
        if seen is None or source is None:
            return None
        if (seen.written, seen.size) == source:
            return seen.digest
        content = read_bytes(self._texts.path(key))
        return None if content is None else digest_of(key, content)

    def _read_document(self, key: str, text: str) -> None:
        """Open documents are always scanned, with their trees at hand: what is asked next will most likely be about them."""
        self._forget_findings(key)
        self._digests[key] = digest_of(key, text.encode("utf-8", "surrogatepass"))
        try:
            self._documents[key] = scan_text(key, text, self._trees)
        except Exception:  # noqa: BLE001 - a fault in one scanner must not cost the other files their facts
            self._documents[key] = FileFacts(key, "")
            self.faults.append(f"{key}: {traceback.format_exc()}")

    def _learn(self, job: Job, skimmed: Skimmed) -> None:
        found = Found(skimmed.facts, tuple(map(intern, sorted(skimmed.imports))))
        if skimmed.fault:
            self.faults.append(f"{job.key}: {skimmed.fault}")
        else:
            self._known[skimmed.digest] = found
            self._is_new = True
        self._remember(job.key, skimmed.digest, found)

    def _remember(self, key: str, digest: bytes, found: Found) -> None:
        source = self._texts.source(key)
        self._forget(key)
        self._digests[key] = digest
        self._now[key] = found
        if isinstance(source, tuple):
            self._seen[key] = Seen(*source, digest)
        if found.facts is None:
            self._unread[key] = frozenset(found.imports)

    def _forget(self, key: str) -> None:
        self._forget_findings(key)
        if self._documents.pop(key, None) is not None:
            self._trees.forget(key)

    def _forget_findings(self, key: str) -> None:
        for known in (self._digests, self._now, self._unread, self._seen):
            known.pop(key, None)

    def _mentioning(self, mentions: Iterable[Mention]) -> set[str]:
        """The unread files that may use what is mentioned."""
        return {key for key, names in candidates(mentions, self._unread).items() if "" in names or self._has_word(key, names)}

    def _has_word(self, key: str, names: frozenset[str]) -> bool:
        content = read_bytes(self._texts.path(key))
        return content is not None and has_word(content, names)


def _is_unicode(key: str) -> bool:
    try:
        key.encode()
    except UnicodeEncodeError:
        return False
    return True
