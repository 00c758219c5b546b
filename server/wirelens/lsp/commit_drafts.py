"""Drafts of commit messages: as a command, and as a completion in the buffer that git opens for the message."""

import asyncio
from pathlib import Path

from lsprotocol import types

from wirelens.lsp import git
from wirelens.lsp.server import Server
from wirelens.messages import render
from wirelens.model.message import message
from wirelens.views.commit_draft import CommitDraft, commit_draft, draft_language
from wirelens.workspace.apart import NoAnswerError
from wirelens.workspace.folders import path_of

_SECONDS_TO_DRAFT = 20.0
_BUFFER = "COMMIT_EDITMSG"
"""What git calls the file that it opens in an editor (git-commit(1), "FILES")."""


async def draft_commit(server: Server, uri: str) -> str | None:
    """Answers a draft for the repository that a document or folder is in; without one the user is told why."""
    place = await git.place_of(server, uri)
    if place is None:
        return None
    try:
        draft = await _draft(server, place.folder)
    except NoAnswerError as error:
        server.session.analysis_failed(str(error))
        return None
    if draft is None:
        server.notice(message("commits.nothing-staged"), "information")
    return None if draft is None else draft.text


async def complete_message(server: Server, params: types.CompletionParams) -> types.CompletionList | None:
    """The draft in the place of a message's first line, as long as nothing else is written."""
    folder = _repository(server, params.text_document.uri)
    document = server.session.document(params.text_document.uri)
    if folder is None or document is None or document.text is None or params.position.line != 0:
        return None
    first, *rest = document.text.splitlines() or [""]
    if first.startswith("#") or any(line and not line.startswith("#") for line in _before_scissors(rest)):
        return None
    draft = None
    try:
        async with asyncio.timeout(_SECONDS_TO_DRAFT):
            draft = await _draft(server, folder)
    except TimeoutError:
        pass  # it is read to its end, for the next time
    except NoAnswerError as error:
        server.session.analysis_failed(str(error))
    return None if draft is None else types.CompletionList(is_incomplete=False, items=[_item(server, draft, first)])


def is_message(uri: str) -> bool:
    """Whether git opened the document for a message."""
    return uri.endswith(f"/{_BUFFER}")


async def _draft(server: Server, folder: Path) -> CommitDraft | None:
    """The draft, None where nothing is staged.

    Raises:
        NoAnswerError: a fault in Wirelens.
    """
    session = server.session
    staged = await session.drafting.staged(folder, session.settings)
    if staged is None:
        return None
    return commit_draft(staged, draft_language(session.settings.commit_language, staged.style, session.language))


def _repository(server: Server, uri: str) -> Path | None:
    """The working tree whose message it is, of those that git may be asked about."""
    path = path_of(uri)
    locations = (repository.location for repository, _ in server.session.git.status.states)
    return next((location.root for location in locations if path is not None and location.git_dir == path.parent), None)


def _before_scissors(lines: list[str]) -> list[str]:
    """What git will take for the message: the rest of a verbose commit's buffer is the diff."""
    end = next((number for number, line in enumerate(lines) if line.startswith("# -----") and ">8" in line), len(lines))
    return lines[:end]


def _item(server: Server, draft: CommitDraft, written: str) -> types.CompletionItem:
    length = len(written.encode("utf-16-le", "surrogatepass")) // 2
    line = types.Range(types.Position(0, 0), types.Position(0, length))
    return types.CompletionItem(
        label=draft.subject,
        kind=types.CompletionItemKind.Text,
        detail=render(message("commits.detail"), server.session.language),
        documentation=draft.text,
        filter_text=written or draft.subject,
        preselect=True,
        insert_text_format=types.InsertTextFormat.PlainText,
        insert_text_mode=types.InsertTextMode.AsIs,
        text_edit=types.TextEdit(line, draft.text),
    )
