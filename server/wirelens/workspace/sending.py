"""What of a workspace may be sent in one moment, and what is taken out of it."""

import time
from pathlib import Path

from wirelens.model.settings import Settings
from wirelens.model.snapshot import Snapshot
from wirelens.workspace.consent import Consent
from wirelens.workspace.environment_secrets import environment_secrets
from wirelens.workspace.folders import Root, path_of
from wirelens.workspace.sendable import Sendable

RULES_HOLD_SECONDS = 10.0
"""How long rules that were read once are held to where nothing is sent: whether an explanation is fresh is asked after every edit."""


class Sending:
    """Blocks: not for the event loop. Used from several threads, which may at worst read the same rules twice."""

    def __init__(self, consent: Consent) -> None:
        """Reads nothing yet."""
        self._consent = consent
        self._read: dict[tuple[Root, ...], tuple[float, Sendable]] = {}

    def rules_now(self, root: Path, snapshot: Snapshot, settings: Settings) -> Sendable:
        """What may be sent with something of the folder `root`, as the disk has it now."""
        return self._rules(root, snapshot, settings, 0.0)

    def rules(self, root: Path, snapshot: Snapshot, settings: Settings) -> Sendable:
        """The same, as it was some seconds ago at most."""
        return self._rules(root, snapshot, settings, RULES_HOLD_SECONDS)

    def secrets(self, root: Path, snapshot: Snapshot, settings: Settings) -> tuple[str, ...]:
        """What must not be sent, wherever it stands: the key, and what is secret in the `.env` files of the whole workspace."""
        access = self._consent.access(settings)
        own = () if access is None or not access.key else (access.key,)
        return (*own, *environment_secrets(_workspace(root, snapshot), snapshot.files))

    def _rules(self, root: Path, snapshot: Snapshot, settings: Settings, seconds: float) -> Sendable:
        folders, now = self._folders(root, snapshot, settings), time.monotonic()
        read = self._read.get(folders)
        if read is not None and now - read[0] < seconds:
            return read[1]
        rules = Sendable(folders)
        self._read[folders] = (now, rules)
        return rules

    def _folders(self, root: Path, snapshot: Snapshot, settings: Settings) -> tuple[Root, ...]:
        """The folder itself, and others of the workspace for which the user agreed as well."""
        workspace = _workspace(root, snapshot)
        return tuple(folder for folder in workspace if folder.path == root or self._consent.holds(folder.path, settings))


def _workspace(root: Path, snapshot: Snapshot) -> tuple[Root, ...]:
    folders = snapshot.places.folders
    if len(folders) <= 1:
        return (Root("", root, root.as_uri()),)
    paths = ((folder, path_of(folder.uri)) for folder in folders)
    return tuple(Root(folder.prefix, path, folder.uri) for folder, path in paths if path is not None)
