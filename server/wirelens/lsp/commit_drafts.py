"""Drafts of commit messages: as a command, and as a completion in the buffer that git opens for the message."""

import asyncio
from pathlib import Path

from lsprotocol import types

from wirelens.lsp import git
from wirelens.lsp.commit_buffer import range_of, repository_of, written_lines
from wirelens.lsp.server import Server
from wirelens.messages import render
from wirelens.model.message import Language, message
from wirelens.model.staged_change import StagedChange
from wirelens.views.commit_draft import CommitDraft, commit_draft, draft_language
from wirelens.workspace.apart import NoAnswerError
from wirelens.workspace.documents import LINE_END

_SECONDS_TO_DRAFT = 20.0


async def draft_commit(server: Server, uri: str) -> str | None:
    """Answers a draft for the repository that a document or folder is in; without one the user is told why."""
    place = await git.place_of(server, uri)
    if place is None:
        return None
    change = await what_is_staged(server, place.folder)
    return None if change is None else commit_draft(change, language_for(server, change)).text


async def complete_message(server: Server, params: types.CompletionParams) -> types.CompletionList | None:
    """The draft in the place of a message's first line, as long as nothing else is written."""
    folder = await repository_of(server, params.text_document.uri)
    document = server.session.files.document(params.text_document.uri)
    if folder is None or document is None or document.text is None or params.position.line != 0:
        return None
    first = LINE_END.split(document.text)[0]
    if first.startswith("#") or any(written_lines(document.text)[1:]):
        return None
    change = None
    try:
        async with asyncio.timeout(_SECONDS_TO_DRAFT):
            change = await server.session.drafting.staged(folder, server.session.settings)
    except TimeoutError:
        pass  # it is read to its end, for the next time
    except NoAnswerError as error:
        server.session.analysis_failed(str(error))
    if change is None:
        return None
    draft = commit_draft(change, language_for(server, change))
    return types.CompletionList(is_incomplete=False, items=[_item(server, draft, first)])


async def what_is_staged(server: Server, folder: Path) -> StagedChange | None:
    """What is staged in the repository that a folder is in, or None after the user was told why there is nothing to draft from."""
    session = server.session
    try:
        change = await session.drafting.staged(folder, session.settings)
    except NoAnswerError as error:
        session.analysis_failed(str(error))
        return None
    if change is None:
        server.notice(message("commits.nothing-staged"), "information")
    return change


def language_for(server: Server, change: StagedChange) -> Language:
    """The language of a message."""
    return draft_language(server.session.settings.commit_language, change.style, server.session.language)


def _item(server: Server, draft: CommitDraft, written: str) -> types.CompletionItem:
    return types.CompletionItem(
        label=draft.subject,
        kind=types.CompletionItemKind.Text,
        detail=render(message("commits.detail"), server.session.language),
        documentation=draft.text,
        filter_text=written or draft.subject,
        preselect=True,
        insert_text_format=types.InsertTextFormat.PlainText,
        insert_text_mode=types.InsertTextMode.AsIs,
        text_edit=types.TextEdit(range_of([written]), draft.text),
    )
