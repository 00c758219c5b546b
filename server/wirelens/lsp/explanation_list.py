"""The command that lists what was explained."""

from wirelens.explain.failure import ExplainFailure
from wirelens.lsp.documents import show_report
from wirelens.lsp.server import Server
from wirelens.model.message import message
from wirelens.views.explanation_list import list_page
from wirelens.views.style import Markdown


async def show_explanations(server: Server) -> None:
    """Writes the list of all that was explained of the workspace into the cache folder and opens it."""
    session = server.session
    snapshot = session.snapshot
    if not session.folders:
        server.notice(message("server.no-folder"), "information")
        return
    if snapshot is None:
        server.notice(message("server.still-indexing"), "information")
        return
    explaining = await session.narration.explaining()
    text_of = session.text_of()
    found = [each for root in session.folders for each in await explaining.listing(root.path, snapshot, session.settings, text_of)]
    try:
        page = list_page(snapshot, found, Markdown(snapshot.places))
        path = await explaining.write_page(session.folders[0].path, "explanations", page)
    except ExplainFailure as failure:
        server.notice(failure.message, "error")
        return
    await show_report(server, path)
