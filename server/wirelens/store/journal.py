"""The jobs of a workspace on the disk, so that one which was begun is found again when its server was killed or its editor closed.

A job is a small file of its own; it says what was asked and how far it came, never any code and never a key. Who works on a job holds a
lease, a lock that the system takes away when its owner dies: a job without a living owner is taken over by the next server that looks,
and by one alone. Not in the cache: clearing that forgets no job.
"""

import dataclasses
import hashlib
import json
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeVar

import msgspec
from filelock import FileLock, Timeout

from wirelens.model.message import Language, Message, message
from wirelens.model.narrative import Scope
from wirelens.store.atomic import write_atomically
from wirelens.store.folders import make_private

Answer = TypeVar("Answer")

State = Literal["waiting", "sent", "stored", "failed", "cancelled"]

SECONDS_KEPT = 7 * 24 * 3600
"""How long a job is remembered, whether it has ended or not: after a week nobody waits for it."""

PATIENCE_SECONDS = 5.0
"""How long another process's look into the journal is waited for."""


@dataclass(frozen=True, slots=True)
class Record:
    """A job: what it explains (`key` is the request's), and how far it came.

    `sent` counts how often it was sent, `asked_again` how often it was taken over with nobody knowing whether it had been answered.
    `reason` is the key of the message that it failed with. `owner` names the lease of who works on it.
    """

    id: str
    scope: Scope
    language: Language
    model: str
    key: str
    state: State = "waiting"
    sent: int = 0
    asked_again: int = 0
    reason: str = ""
    owner: str = ""

    @property
    def is_pending(self) -> bool:
        """Whether it has not ended."""
        return self.state in ("waiting", "sent")


class Journal:
    """The jobs of every workspace of the user. Used on one thread; raises nothing, but keeps nothing where the disk fails."""

    def __init__(self, folder: Path) -> None:
        """Keeps them in `folder`, which is made when the first one is written."""
        self._folder = folder
        self._owner = uuid.uuid4().hex
        self._lease: FileLock | None = None
        self._message: Message | None = None
        self._has_told = False

    def take_message(self) -> Message | None:
        """What the user should be told, once."""
        taken, self._message = self._message, None
        return taken

    def begin(self, root: Path, scope: Scope, language: Language, model: str, key: str) -> Record:
        """Writes down a new job of the workspace at `root`."""
        return self._keep(root, Record(f"{time.time_ns():020}-{uuid.uuid4().hex[:8]}", scope, language, model, key, owner=self._owner))

    def sent(self, root: Path, record: Record) -> Record:
        """The request of a job is about to be sent."""
        return self._keep(root, replace(record, state="sent", sent=record.sent + 1))

    def end(self, root: Path, record: Record, state: State, reason: str = "") -> Record:
        """The job has ended, once and for all."""
        return self._keep(root, replace(record, state=state, reason=reason))

    def take_over(self, root: Path) -> tuple[Record, ...]:
        """The jobs of the workspace at `root` whose owners are gone, oldest first. They are ours from now on."""
        return self._holding(root, lambda: tuple(self._taken_over(root)), ()) if self._of(root).is_dir() else ()

    def all(self, root: Path) -> tuple[Record, ...]:
        """The jobs of the workspace at `root`, oldest first, those that have ended too."""
        return tuple(record for _, record in self._records(root) if record is not None)

    def close(self) -> None:
        """Gives up the lease: the jobs that have not ended are for whoever looks next."""
        if self._lease is not None:
            self._lease.release()
            Path(self._lease.lock_file).unlink(missing_ok=True)
            self._lease = None

    def _keep(self, root: Path, record: Record) -> Record:
        self._holding(root, lambda: self._write(root, record), None)
        return record

    def _taken_over(self, root: Path) -> Iterator[Record]:
        living = self._living()
        for path, record in self._records(root):
            if time.time() - path.stat().st_mtime > SECONDS_KEPT:
                path.unlink()
            elif record is not None and record.is_pending and record.owner not in living:
                again = record.asked_again + (record.state == "sent")
                ours = replace(record, state="waiting", owner=self._owner, asked_again=again)
                self._write(root, ours)
                yield ours

    def _holding(self, root: Path, work: Callable[[], Answer], otherwise: Answer) -> Answer:
        """Does something while no other process looks into the journal, with a lease of our own; tells what goes wrong."""
        try:
            for folder in (self._folder, self._leases, self._of(root)):
                make_private(folder)
            with FileLock(self._folder / "journal.lock", timeout=PATIENCE_SECONDS):
                if self._lease is None:
                    lease = FileLock(self._leases / self._owner)
                    lease.acquire(timeout=0)
                    self._lease = lease
                return work()
        except OSError as error:  # a lock that cannot be had is one, too
            if not self._has_told:
                self._has_told = True
                self._message = message("explain.journal-failing", folder=str(self._folder), reason=str(error))
            return otherwise

    def _living(self) -> frozenset[str]:
        """The owners that are there. Leases of others are cleared away."""
        living = {self._owner}
        for path in self._leases.iterdir():
            if path.name in living:
                continue
            lease = FileLock(path)
            try:
                lease.acquire(timeout=0)
            except Timeout:
                living.add(path.name)
            else:
                lease.release()
                path.unlink(missing_ok=True)
        return frozenset(living)

    def _records(self, root: Path) -> Iterator[tuple[Path, Record | None]]:
        """Every file of the workspace's folder, with the job that it holds."""
        folder = self._of(root)
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            yield path, _read(path) if path.suffix == ".json" else None  # others are writings that were broken off

    def _write(self, root: Path, record: Record) -> None:
        write_atomically(self._of(root) / f"{record.id}.json", json.dumps(dataclasses.asdict(record)) + "\n")

    def _of(self, root: Path) -> Path:
        return self._folder / hashlib.blake2b(str(root).encode("utf-8", "surrogateescape"), digest_size=12).hexdigest()

    @property
    def _leases(self) -> Path:
        return self._folder / "leases"


def _read(path: Path) -> Record | None:
    """The job that a file holds, None if it is of another form: another version may have written it."""
    try:
        return msgspec.convert(json.loads(path.read_bytes()), Record)
    except (OSError, ValueError, RecursionError):
        return None
