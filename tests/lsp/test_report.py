import re
from collections.abc import Callable
from pathlib import Path
from typing import cast
from urllib.parse import unquote, urlsplit

import pytest
from lsprotocol import types

from support.golden import compare
from support.language_server import Editor, editor, neovim, visual_studio_code, write
from support.two_services import TWO_SERVICES

GOLDEN = Path(__file__).parent / "golden"


def shown(client: Editor) -> Path:
    """The one document that the editor was asked to open."""
    [document] = cast("list[types.ShowDocumentParams]", client.all(types.WINDOW_SHOW_DOCUMENT))
    return Path(unquote(urlsplit(document.uri).path))


@pytest.mark.parametrize("capabilities", [visual_studio_code, neovim])
@pytest.mark.parametrize("locale", ["en", "ko"])
async def test_the_report_of_the_whole_project(
    tmp_path: Path, capabilities: Callable[[], types.ClientCapabilities], locale: str, update: bool
) -> None:
    root = tmp_path / "order system"
    root.mkdir()
    async with editor(write(root, TWO_SERVICES), capabilities=capabilities(), locale=locale) as client:
        await client.indexed()
        assert await client.execute("wirelens.projectReport") is None
        page = shown(client)
        assert page.name == "order-system.md"
        text = page.read_text(encoding="utf-8")
        links = re.findall(r"\]\(([^)#]+)#", text)
        assert {(page.parent / unquote(link)).resolve() for link in links} == {root / "api/main.py", root / "shop/client.py"}
        compare(GOLDEN / f"project_report.{locale}.md", re.sub(r"\]\([./]+/\S+?/order%20system/", "](", text), update=update)


async def test_without_a_folder_there_is_no_project() -> None:
    async with editor() as client:
        assert await client.execute("wirelens.projectReport") is None
        assert client.all(types.WINDOW_SHOW_DOCUMENT) == []
        assert client.notices() == ["Open a folder first: this command is about the folders of the workspace."]
