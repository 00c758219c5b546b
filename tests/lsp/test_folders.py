from pathlib import Path

from lsprotocol import types

from support.language_server import Editor, editor, write
from support.two_services import CREATE_ORDER, SEND_ORDER, TWO_SERVICES

API = {"main.py": TWO_SERVICES["api/main.py"]}
SHOP = {"client.py": TWO_SERVICES["shop/client.py"]}


def change_folders(client: Editor, added: list[Path], removed: list[Path]) -> None:
    folders = [[types.WorkspaceFolder(folder.as_uri(), folder.name) for folder in some] for some in (added, removed)]
    event = types.WorkspaceFoldersChangeEvent(*folders)
    client.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(event))


async def test_calls_lead_from_one_folder_to_another(tmp_path: Path) -> None:
    shop, api = write(tmp_path / "가게 shop", SHOP), write(tmp_path / "api", API)
    async with editor(shop, api) as client:
        client.open("client.py")
        await client.indexed()
        assert await client.definition("client.py", SEND_ORDER, 24) == [f"{(api / 'main.py').as_uri()}:8"]
        handler = types.TextDocumentIdentifier((api / "main.py").as_uri())
        position = types.Position(CREATE_ORDER, 12)
        answer = await client.text_document_references_async(
            types.ReferenceParams(types.ReferenceContext(include_declaration=False), handler, position)
        )
        assert answer is not None
        assert [client.place(location.uri) for location in answer] == ["client.py"]


async def test_folders_come_and_go(tmp_path: Path) -> None:
    shop, api = write(tmp_path / "shop", SHOP), write(tmp_path / "api", API)
    async with editor(shop) as client:
        client.open("client.py")
        await client.indexed()
        assert await client.definition("client.py", SEND_ORDER, 24) == []
        change_folders(client, [api], [])
        await client.indexed(2)
        assert await client.definition("client.py", SEND_ORDER, 24) == [f"{(api / 'main.py').as_uri()}:8"]
        change_folders(client, [], [api])
        await client.indexed(3)
        assert await client.definition("client.py", SEND_ORDER, 24) == []


async def test_two_folders_of_one_name(tmp_path: Path) -> None:
    one, two = write(tmp_path / "one" / "app", SHOP), write(tmp_path / "two" / "app", API)
    async with editor(one, two) as client:
        await client.indexed()
        assert await client.definition("client.py", SEND_ORDER, 24) == [f"{(two / 'main.py').as_uri()}:8"]


async def test_no_folder_at_all(tmp_path: Path) -> None:
    async with editor() as client:
        client.folder = write(tmp_path, TWO_SERVICES)
        client.open("shop/client.py")
        await client.indexed()
        assert await client.hover("shop/client.py", SEND_ORDER, 24) is None
        assert client.notices() == []
