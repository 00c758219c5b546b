"""textDocument/codeLens: how many calls lead to a handler."""

from lsprotocol import types

from wirelens.lsp.convert import to_position, to_range
from wirelens.lsp.server import Server
from wirelens.model.snapshot import Snapshot
from wirelens.views.code_lens import CodeLens, code_lenses

_SECONDS_TO_SETTLE = 2.0


def register(server: Server) -> None:
    """Adds the method, and has the client ask again when the answer may be another."""
    session = server.session
    shown: Snapshot | None = None

    @server.feature(types.TEXT_DOCUMENT_CODE_LENS)
    async def answer(params: types.CodeLensParams) -> list[types.CodeLens] | None:
        uri = params.text_document.uri
        key = session.key(uri)
        snapshot = await session.settled(uri, _SECONDS_TO_SETTLE)
        if key is None or snapshot is None:
            return None
        return [_lens(uri, lens) for lens in code_lenses(snapshot, key)]

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


def _shows_the_same(snapshot: Snapshot, before: Snapshot | None) -> bool:
    return before is not None and (snapshot.map is before.map, snapshot.language) == (True, before.language)


async def _ask_again(server: Server) -> None:
    await server.workspace_code_lens_refresh_async(None)
