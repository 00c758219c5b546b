"""Commands on the repository that a document is in: stage, unstage, commit, push. Each answers what came of it, in one sentence."""

import asyncio

from lsprotocol import types

from wirelens.lsp.progress import Progress
from wirelens.lsp.server import Server
from wirelens.messages import render
from wirelens.model.git_state import SHORT_NAME
from wirelens.model.message import Message, message
from wirelens.workspace.folders import path_of
from wirelens.workspace.git_acting import GitActing, GitPlace, GitRefusedError, Pushing
from wirelens.workspace.reading import read_text


async def stage(server: Server, uri: str) -> str | None:
    """Stages a file as it is on the disk."""
    place = await place_of(server, uri)
    if place is None:
        return None
    try:
        await server.session.acting.stage(place)
    except GitRefusedError as refusal:
        return _refused(server, refusal)
    key = "git.staged-without-edits" if await _has_unsaved_edits(server, uri) else "git.file-staged"
    return _done(server, message(key, file=place.path))


async def unstage(server: Server, uri: str) -> str | None:
    """Takes a file out of the index."""
    place = await place_of(server, uri)
    if place is None:
        return None
    try:
        await server.session.acting.unstage(place)
    except GitRefusedError as refusal:
        return _refused(server, refusal)
    return _done(server, message("git.file-unstaged", file=place.path))


async def commit(server: Server, uri: str, text: str) -> str | None:
    """Commits what is staged."""
    place = await place_of(server, uri)
    if place is None:
        return None
    shown = Progress(server, server.text(message("git.committing")))
    try:
        made = await server.session.acting.commit(place, text)
    except GitRefusedError as refusal:
        return _refused(server, refusal)
    finally:
        shown.end()
    return _done(server, message("git.committed", commit=made[:SHORT_NAME], subject=text.strip().partition("\n")[0]))


async def push(server: Server, uri: str) -> str | None:
    """Pushes the current branch, once the user agreed to where it goes."""
    place = await place_of(server, uri)
    if place is None:
        return None
    acting = server.session.acting
    try:
        target = await acting.pushing(place)
        if not await _agrees(server, target):
            return None
        return await _push(server, acting, place, target)
    except GitRefusedError as refusal:
        return _refused(server, refusal)


async def _push(server: Server, acting: GitActing, place: GitPlace, target: Pushing) -> str:
    shown = Progress(server, server.text(message("git.pushing", remote=target.remote)))
    try:
        await acting.push(place, target)
    finally:
        shown.end()
    return _done(server, message("git.pushed", source=target.source, remote=target.remote, branch=target.branch))


async def _agrees(server: Server, target: Pushing) -> bool:
    question = message("git.push-question", source=target.source, remote=target.remote, branch=target.branch, url=target.url)
    yes, no = server.text(message("git.push-yes")), server.text(message("git.push-no"))
    actions = [types.MessageActionItem(yes), types.MessageActionItem(no)]
    params = types.ShowMessageRequestParams(types.MessageType.Info, server.text(question), actions)
    chosen = await server.window_show_message_request_async(params)
    return chosen is not None and chosen.title == yes


async def place_of(server: Server, uri: str) -> GitPlace | None:
    """Where a document, or a folder of the workspace, is; None after the user was told why git is not asked about it."""
    session = server.session
    if not session.is_trusted:
        server.notice(message("git.untrusted"), "warning")
        return None
    path = path_of(uri)
    whole = next((root for root in session.files.folders if root.path == path), None)
    key = session.files.key(uri) if whole is None else whole.prefix
    if key is None:
        server.notice(message("server.not-in-workspace", file=uri), "warning")
        return None
    place = await session.acting.place(whole or session.files.root(key), key)
    if place is None:
        server.notice(message("git.no-repository", file=key or uri), "warning")
    return place


async def _has_unsaved_edits(server: Server, uri: str) -> bool:
    document, path = server.session.files.document(uri), path_of(uri)
    if document is None or document.text is None or path is None:
        return False
    return await asyncio.to_thread(read_text, path) != document.text


def _done(server: Server, outcome: Message) -> str:
    server.notice(outcome, "information")
    return render(outcome, server.session.language)


def _refused(server: Server, refusal: GitRefusedError) -> None:
    server.notice(refusal.reason, "error")
    if refusal.output:
        server.window_log_message(types.LogMessageParams(types.MessageType.Error, refusal.output))
