"""The command that lists what was explained."""

from wirelens.lsp.documents import show_written
from wirelens.lsp.server import Server
from wirelens.lsp.subject import workspace_snapshot
from wirelens.views.explanation_list import list_page
from wirelens.views.style import Markdown


async def show_explanations(server: Server) -> None:
    """Writes the list of all that was explained of the workspace into the cache folder and opens it."""
    snapshot = workspace_snapshot(server)
    if snapshot is None:
        return
    session = server.session
    folders, text_of = session.files.folders, session.text_of()
    explaining = await session.narration.explaining()
    found = [each for root in folders for each in await explaining.listing(root.path, snapshot, session.settings, text_of)]
    page = list_page(snapshot, found, Markdown(snapshot.places))
    await show_written(server, explaining.write_page(folders[0].path, "explanations", page))
