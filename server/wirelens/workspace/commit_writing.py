"""Has Gemini write a commit message, under the same terms as explanations: consent, rules of what is sent, secrets, limits."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from wirelens.explain.access import Access
from wirelens.explain.answering import Follower, answer_to
from wirelens.explain.commit_message import MessageRequest, WrittenMessage, parse_message
from wirelens.explain.exchange import Ask
from wirelens.explain.failure import ExplainFailure
from wirelens.explain.gemini_process import Gemini
from wirelens.explain.prompt import Prompt
from wirelens.explain.scope import MAX_CHARACTERS
from wirelens.explain.size import measures
from wirelens.model.message import Language, Message, message
from wirelens.model.settings import Settings
from wirelens.model.staged_change import StagedChange
from wirelens.repository.location import locate
from wirelens.repository.staged import recent_subjects, staged_patch
from wirelens.views.commit_words import is_lock
from wirelens.workspace.consent import Consent, Ready, Unasked, Unready
from wirelens.workspace.discovery import discover
from wirelens.workspace.environment_secrets import environment_secrets
from wirelens.workspace.folders import Root
from wirelens.workspace.ledger import UsageBook
from wirelens.workspace.sendable import Sendable

_SUBJECTS = 15
"""Of the last commits, as examples."""

_DEADLINE_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Drafted:
    """What is staged in the repository that `folder` is in, and the draft that Wirelens made of it. `folders` are the workspace's."""

    folder: Path
    folders: tuple[Path, ...]
    change: StagedChange
    draft: str
    language: Language
    settings: Settings
    is_trusted: bool = True


@dataclass(frozen=True, slots=True)
class AskedMessage:
    """Exactly what Gemini would be asked, and for what: `files` are as many as diffs are sent of.

    `workspace` is the folder whose consent and limits count.
    """

    drafted: Drafted
    workspace: Path
    files: int
    prompt: Prompt


class CommitWriting:
    """Nothing of what Gemini writes is kept. Everything is called on the event loop."""

    def __init__(self, gemini: Gemini, consent: Consent, usage: UsageBook) -> None:
        """Asks nobody yet."""
        self._gemini = gemini
        self._consent = consent
        self._usage = usage

    async def prepare(self, drafted: Drafted) -> AskedMessage:
        """What would be sent. Needs neither key nor consent.

        Raises:
            ExplainFailure: none of the staged files is ever sent.
        """
        location = await asyncio.to_thread(locate, drafted.folder)
        root = drafted.folder if location is None else location.root
        workspace = next((folder for folder in drafted.folders if root.is_relative_to(folder)), root)
        access = self._consent.access(drafted.settings)
        request, secrets = await asyncio.to_thread(_request, root, workspace, drafted, access)
        return AskedMessage(drafted, workspace, len(request.patches), await self._gemini.prepare(request, secrets))

    async def question(self, access: Access, asked: AskedMessage) -> Message:
        """What the user is asked before it is sent."""
        return await asyncio.to_thread(_question, access, asked)  # it counts every character

    async def write(self, asked: AskedMessage, follower: Follower) -> WrittenMessage:
        """What Gemini makes of the draft. Cancelling closes the connection.

        Raises:
            ExplainFailure: Gemini may not be asked, or there is no answer.
        """
        settings = asked.drafted.settings
        match await self._consent.readiness(asked.workspace, settings, is_trusted=asked.drafted.is_trusted):
            case Ready(access):
                question = Ask(asked.prompt, settings.gemini.model, access)
            case Unasked(access):
                raise ExplainFailure(message("consent.unasked", host=access.host))
            case Unready(reason):
                raise ExplainFailure(reason)
        ledger = self._usage.of(asked.workspace, settings.gemini)
        return parse_message(await answer_to(question, self._gemini, ledger, _DEADLINE_SECONDS, follower))


def _question(access: Access, asked: AskedMessage) -> Message:
    gemini = asked.drafted.settings.gemini
    return message(
        "commits.question",
        host=access.host,
        files=asked.files,
        model=gemini.model,
        variable=access.key_source,
        folder=str(asked.workspace),
        **measures([asked.prompt], gemini),
    )


def _request(root: Path, workspace: Path, drafted: Drafted, access: Access | None) -> tuple[MessageRequest, tuple[str, ...]]:
    """What is asked, and what must not be sent. Blocks."""
    settings = drafted.settings
    sendable = _sendable({path for file in drafted.change.files for path in (file.path, file.before)}, root, workspace)
    patches: list[str] = []
    left = MAX_CHARACTERS
    for file in drafted.change.files:
        if {file.path, file.before} <= sendable and not is_lock(file):
            patch = staged_patch(root, dict.fromkeys((file.path, file.before)))
            if len(patch) <= left:
                patches.append(patch)
                left -= len(patch)
    if not patches:
        raise ExplainFailure(message("commits.nothing-to-send"))
    request = MessageRequest(drafted.draft, recent_subjects(root, _SUBJECTS), tuple(patches), drafted.language, settings.gemini.model)
    own = () if access is None or not access.key else (access.key,)
    return request, (*own, *{secret for folder in {root, *drafted.folders} for secret in _secrets(folder, settings)})


def _sendable(paths: Iterable[str], root: Path, workspace: Path) -> frozenset[str]:
    """Those of the repository's files that may be sent by its own rules, and by those of the workspace around it."""
    found = Sendable((_root(root),)).among(paths)
    prefix = "" if root == workspace else f"{root.relative_to(workspace).as_posix()}/"
    around = Sendable((_root(workspace),)).among(prefix + path for path in found) if prefix else found
    return frozenset(path.removeprefix(prefix) for path in around)


def _secrets(folder: Path, settings: Settings) -> tuple[str, ...]:
    """What is secret in the `.env` files of a folder; nothing of one that is gone."""
    try:
        files = discover(folder, settings.exclude).files
    except OSError:
        return ()
    return environment_secrets((_root(folder),), files)


def _root(folder: Path) -> Root:
    return Root("", folder, folder.as_uri())
