"""textDocument/codeLens: how many calls lead to a handler, whom its changes break, what Gemini said and whether it still holds."""

from lsprotocol import types

from wirelens.lsp.convert import to_position, to_range
from wirelens.lsp.server import Server
from wirelens.model.snapshot import Snapshot
from wirelens.views.broken_callers import BreakLens, break_lenses
from wirelens.views.code_lens import CodeLens, ExplanationLens, code_lenses, explanation_lenses

_SECONDS_TO_SETTLE = 2.0
_SECONDS_TO_CHECK = 1.0


def register(server: Server) -> None:
    """Adds the method, and has the client ask again when the answer may be another."""
    session = server.session
    shown: Snapshot | None = None

    @server.feature(types.TEXT_DOCUMENT_CODE_LENS)
    async def answer(params: types.CodeLensParams) -> list[types.CodeLens] | None:
        uri = params.text_document.uri
        key = session.files.key(uri)
        snapshot = await session.settled(uri, _SECONDS_TO_SETTLE)
        if key is None or snapshot is None:
            return None
        if snapshot.explanations:
            snapshot = await session.explained(_SECONDS_TO_CHECK)
        if snapshot is None:
            return None
        lenses = [_lens(uri, lens) for lens in code_lenses(snapshot, key)]
        lenses += [_break_lens(uri, lens) for lens in break_lenses(snapshot, key)]
        if session.has_checked_explanations:
            lenses += [_explanation_lens(uri, lens) for lens in explanation_lenses(snapshot, key)]
        return lenses

    def refresh() -> None:
        nonlocal shown
        snapshot, before = session.snapshot, shown
        shown = snapshot
        if server.client.refreshes_code_lenses and snapshot is not None and not _shows_the_same(snapshot, before):
            server.start(_ask_again(server))

    server.on_snapshot.append(refresh)


def _lens(uri: str, lens: CodeLens) -> types.CodeLens:
    # An empty command is how lenses that lead nowhere are shown.
    command = "wirelens.callers" if lens.targets else ""
    arguments = [uri, to_position(lens.span.start)] if lens.targets else None
    return types.CodeLens(to_range(lens.span), types.Command(lens.title, command, arguments=arguments))


def _break_lens(uri: str, lens: BreakLens) -> types.CodeLens:
    command = types.Command(lens.title, "wirelens.brokenCallers", arguments=[uri, to_position(lens.span.start)])
    return types.CodeLens(to_range(lens.span), command)


def _explanation_lens(uri: str, lens: ExplanationLens) -> types.CodeLens:
    if not lens.is_stale:
        command, arguments = "wirelens.showExplanation", [uri]
    elif lens.scope.kind == "file":
        command, arguments = "wirelens.explain", [uri]
    else:
        command, arguments = f"wirelens.explain{lens.scope.kind.capitalize()}", [uri, to_position(lens.span.start)]
    return types.CodeLens(to_range(lens.span), types.Command(lens.title, command, arguments=arguments))


def _shows_the_same(snapshot: Snapshot, before: Snapshot | None) -> bool:
    if before is None or snapshot.map is not before.map:
        return False
    return (snapshot.language, snapshot.explanations, snapshot.contract_changes) == (
        before.language,
        before.explanations,
        before.contract_changes,
    )


async def _ask_again(server: Server) -> None:
    await server.workspace_code_lens_refresh_async(None)
