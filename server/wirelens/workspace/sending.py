"""What of a workspace may be sent in one moment, and what is taken out of it."""

import time
from pathlib import Path

from wirelens.explain.failure import ExplainFailure
from wirelens.explain.request import Request
from wirelens.model.message import message
from wirelens.model.settings import Settings
from wirelens.model.snapshot import Snapshot
from wirelens.workspace.consent import Consent
from wirelens.workspace.environment_secrets import environment_secrets
from wirelens.workspace.folders import Root, path_of
from wirelens.workspace.requesting import Subject, request_of
from wirelens.workspace.sendable import Sendable
from wirelens.workspace.sendable_map import sendable_part

RULES_HOLD_SECONDS = 10.0
"""How long rules that were read once are held to where nothing is sent: whether an explanation is fresh is asked after every edit."""


class Sending:
    """Blocks: not for the event loop. Used from several threads, which may at worst read the same rules twice."""

    def __init__(self, consent: Consent) -> None:
        """Reads nothing yet."""
        self._consent = consent
        self._read: dict[tuple[Root, ...], tuple[float, Sendable]] = {}

    def request(self, subject: Subject) -> Request:
        """What is asked, by the rules that the disk holds now.

        Raises:
            ExplainFailure: the workspace no longer has the scope, or its file is never sent.
        """
        sendable = self._rules(subject.root, subject.snapshot, subject.settings, 0.0)
        if (refusal := sendable.refusal(subject.scope.file)) is not None:
            raise ExplainFailure(refusal)
        snapshot = sendable_part(subject.snapshot, sendable)
        request = request_of(snapshot, subject.scope, subject.text_of, subject.settings.gemini.model)
        if request is None:
            raise ExplainFailure(message("explain.nothing-there", file=subject.scope.file, name=subject.scope.name))
        return request

    def rules(self, root: Path, snapshot: Snapshot, settings: Settings) -> Sendable:
        """What may be sent with something of the folder `root`, as the disk had it some seconds ago at most."""
        return self._rules(root, snapshot, settings, RULES_HOLD_SECONDS)

    def secrets(self, subject: Subject) -> tuple[str, ...]:
        """What must not be sent, wherever it stands: the key, and what is secret in the `.env` files of the whole workspace."""
        access = self._consent.access(subject.settings)
        own = () if access is None or not access.key else (access.key,)
        return (*own, *environment_secrets(_workspace(subject.root, subject.snapshot), subject.snapshot.files))

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
