"""textDocument/codeAction: certain fixes, explaining on wires, and as `source` actions explaining and reports of any file.

In the buffer of a commit's message: having Gemini write it.
"""

import asyncio
from collections.abc import Iterator, Sequence

from lsprotocol import types

from wirelens.lsp.commit_buffer import is_message, repository_of
from wirelens.lsp.convert import from_range, to_position, to_range
from wirelens.lsp.diagnostics import to_diagnostic
from wirelens.lsp.documents import workspace_edit
from wirelens.lsp.server import Server
from wirelens.model.message import message
from wirelens.model.narrative import Scope
from wirelens.model.snapshot import Snapshot
from wirelens.model.span import Position, Span
from wirelens.views.code_actions import QuickFix, on_wire, quick_fixes, scopes_at
from wirelens.views.curl import curl, docs_url

_SECONDS_TO_SETTLE = 2.0
_EXPLAIN = "wirelens.explain"
_CURL = "wirelens.curl"
_DOCS = "wirelens.docs"
_COMMIT = "wirelens.commit"
_SOURCE_EXPLAIN = "source.wirelens.explain"
_SOURCE_EXPLAIN_CHANGED = "source.wirelens.explainChanged"
_SOURCE_REPORT = "source.wirelens.report"
_Action = types.CodeAction | types.Command


def register(server: Server) -> None:
    """Adds the method."""
    session = server.session
    kinds: Sequence[types.CodeActionKind | str] = [
        types.CodeActionKind.QuickFix,
        _EXPLAIN,
        _CURL,
        _DOCS,
        _COMMIT,
        _SOURCE_EXPLAIN,
        _SOURCE_EXPLAIN_CHANGED,
        _SOURCE_REPORT,
    ]

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=kinds))
    async def answer(params: types.CodeActionParams) -> list[_Action] | None:
        uri = params.text_document.uri
        if is_message(uri):
            return await _of_message(server, uri, params.context.only)
        key = session.files.key(uri)
        snapshot = await session.settled(uri, _SECONDS_TO_SETTLE)
        if key is None or snapshot is None or key not in snapshot.files:
            return None
        span = from_range(params.range)
        only = params.context.only
        is_on_wire = on_wire(snapshot, key, span)
        offered = [*_fixes(server, snapshot, key, span)]
        # The lightbulb comes by itself on wires alone; who asks for actions gets those of the function around too.
        is_invoked = server.client.takes_code_actions and params.context.trigger_kind == types.CodeActionTriggerKind.Invoked
        scopes: Sequence[Scope] = ()
        if (is_on_wire or is_invoked) and (only is None or _is_wanted(_EXPLAIN, only)):
            scopes = await asyncio.to_thread(scopes_at, snapshot, key, span.start)  # a flow through a large map takes 10 ms
        explaining = [_of_scope(server, scope, uri, span.start) for scope in scopes]
        if not server.client.takes_code_actions:
            return [*explaining, _explain(server, uri)] if is_on_wire else []
        offered += [_action(command, _EXPLAIN) for command in explaining]
        if is_on_wire:
            offered.append(_action(_explain(server, uri), _EXPLAIN))
            offered += _of_request(server, snapshot, key, uri, span.start)
        if only is not None:
            offered += (_action(_explain(server, uri), _SOURCE_EXPLAIN), _action(_report(server, uri), _SOURCE_REPORT))
            if not snapshot.changed_files.keys().isdisjoint(snapshot.files):
                offered.append(_action(_explain_changed(server, uri), _SOURCE_EXPLAIN_CHANGED))
        return [action for action in offered if only is None or _is_wanted(action.kind, only)]


async def _of_message(server: Server, uri: str, only: Sequence[types.CodeActionKind | str] | None) -> list[_Action] | None:
    """What can be done in the buffer that git opens for a commit's message."""
    if server.session.settings.gemini.enabled == "off" or await repository_of(server, uri) is None:
        return None
    command = types.Command(server.text(message("commits.gemini-action")), "wirelens.draftCommitByGemini", arguments=[uri])
    if not server.client.takes_code_actions:
        return [command]
    return [_action(command, _COMMIT)] if only is None or _is_wanted(_COMMIT, only) else []


def _fixes(server: Server, snapshot: Snapshot, key: str, span: Span) -> Iterator[types.CodeAction]:
    for fix in quick_fixes(snapshot, key, span):
        edit = _edit(server, fix)
        if edit is not None:
            mended = [to_diagnostic(server, fix.finding)]
            yield types.CodeAction(fix.title, types.CodeActionKind.QuickFix, diagnostics=mended, is_preferred=True, edit=edit)


def _of_request(server: Server, snapshot: Snapshot, key: str, uri: str, position: Position) -> Iterator[types.CodeAction]:
    arguments = [uri, to_position(position)]
    if curl(snapshot, key, position) is not None:
        title = server.text(message("editor.curl.action"))
        yield _action(types.Command(title, "wirelens.copyAsCurl", arguments=arguments), _CURL)
    if server.session.is_trusted and docs_url(snapshot, key, position) is not None:
        title = server.text(message("editor.docs.action"))
        yield _action(types.Command(title, "wirelens.openDocs", arguments=arguments), _DOCS)


def _action(command: types.Command, kind: str) -> types.CodeAction:
    return types.CodeAction(command.title, kind, command=command)


def _explain(server: Server, uri: str) -> types.Command:
    return types.Command(server.text(message("server.explain-action")), "wirelens.explain", arguments=[uri])


def _of_scope(server: Server, scope: Scope, uri: str, position: Position) -> types.Command:
    """What is less than the file, or more."""
    title = server.text(message(f"server.explain-action.{scope.kind}", name=scope.name))
    return types.Command(title, f"wirelens.explain{scope.kind.capitalize()}", arguments=[uri, to_position(position)])


def _explain_changed(server: Server, uri: str) -> types.Command:
    return types.Command(server.text(message("server.explain-changed-action")), "wirelens.explainChanged", arguments=[uri])


def _report(server: Server, uri: str) -> types.Command:
    return types.Command(server.text(message("server.report-action")), "wirelens.report", arguments=[uri])


def _edit(server: Server, fix: QuickFix) -> types.WorkspaceEdit | None:
    """The edit, or None where the document is no longer as it was analysed."""
    session = server.session
    uri = session.files.uri(fix.location.file)
    document = session.files.document(uri)
    version = None if document is None else document.version
    if document is not None and version != session.analysed_version(fix.location.file):
        return None
    return workspace_edit(server, uri, version, types.TextEdit(to_range(fix.location.span), fix.new_text))


def _is_wanted(kind: types.CodeActionKind | str | None, only: Sequence[types.CodeActionKind | str]) -> bool:
    """Kinds are a hierarchy: who wants `source` wants `source.wirelens.report` too."""
    name = str(kind.value if isinstance(kind, types.CodeActionKind) else kind)
    wanted = [str(item.value if isinstance(item, types.CodeActionKind) else item) for item in only]
    return any(item in ("", name) or name.startswith(f"{item}.") for item in wanted)
