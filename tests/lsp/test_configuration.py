"""Settings reach the server by three ways; the ones that are not the user's own never decide where code and keys go."""

from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from support.language_server import Editor, editor, neovim, write
from support.two_services import TWO_SERVICES

OFF = {"no-route": "off", "method-mismatch": "off"}


def codes(client: Editor) -> list[list[str]]:
    """Of each message with diagnostics, what it reports."""
    return [[item.code for item in params.diagnostics] for params in client.all(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)]


def push(client: Editor, settings: Any) -> None:
    client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings))


@pytest.mark.parametrize("settings", [{"checks": {"no-route": "off"}}, {"checks": {"wirelens.no-route": "x", "no-route": "off"}}])
async def test_layers_that_come_with_initialize(tmp_path: Path, settings: dict[str, Any]) -> None:
    options = {"settings": settings, "workspaceSettings": {"checks": {"no-route": "error", "method-mismatch": "off"}}}
    async with editor(write(tmp_path, TWO_SERVICES), capabilities=neovim(), options=options) as client:
        await client.indexed()
        assert codes(client) == []
        assert client.all(types.WORKSPACE_CONFIGURATION) == []


async def test_settings_are_pulled_and_pulled_again(tmp_path: Path) -> None:
    configuration = {"wirelens": {"checks": {"no-route": "off"}}}
    async with editor(write(tmp_path, TWO_SERVICES), capabilities=neovim(), configuration=configuration) as client:
        await client.until(lambda: codes(client) == [["method-mismatch"]])
        client.set_configuration({"checks": OFF}, section="wirelens")
        push(client, None)
        await client.until(lambda: codes(client) == [["method-mismatch"], []])


async def test_settings_are_pushed(tmp_path: Path) -> None:
    capabilities = neovim()
    assert capabilities.workspace is not None
    capabilities.workspace.configuration = None
    async with editor(write(tmp_path, TWO_SERVICES), capabilities=capabilities) as client:
        await client.until(lambda: codes(client) == [["method-mismatch", "no-route"]])
        push(client, {"wirelens": {"checks": OFF}, "other": {"checks": 1}})
        await client.until(lambda: len(codes(client)) == 2)
        assert codes(client)[1] == []
        push(client, 3)
        push(client, {"wirelens": []})
        await client.until(lambda: len(codes(client)) == 3)


async def test_wrong_settings_are_told_once(tmp_path: Path) -> None:
    options = {"settings": {"language": "fr"}}
    async with editor(write(tmp_path, TWO_SERVICES), options=options) as client:
        await client.indexed()
        [notice] = client.notices()
        assert "wirelens.language" in notice
        client.changed_on_disk("pyproject.toml")
        client.open("shop/client.py")
        await client.pull("shop/client.py")
        assert client.notices() == [notice]


async def test_the_project_file_is_read_again_when_it_changes(tmp_path: Path) -> None:
    files = {**TWO_SERVICES, "pyproject.toml": '[tool.wirelens.checks]\nno-route = "off"\n'}
    async with editor(write(tmp_path, files), capabilities=neovim()) as client:
        await client.until(lambda: codes(client) == [["method-mismatch"]])
        write(tmp_path, {"pyproject.toml": ""})
        client.changed_on_disk("pyproject.toml")
        await client.until(lambda: codes(client) == [["method-mismatch"], ["method-mismatch", "no-route"]])


async def test_what_decides_where_code_goes_is_not_taken_from_a_mixture(tmp_path: Path) -> None:
    configuration = {"wirelens": {"gemini": {"enabled": "on", "baseUrl": "http://127.0.0.1:9"}}}
    environment = {"GEMINI_API_KEY": "test-key"}
    async with editor(write(tmp_path, TWO_SERVICES), configuration=configuration, environment=environment) as client:
        await client.indexed()
        assert await client.execute("wirelens.explain", client.uri("shop/client.py")) is None
        [question] = client.all(types.WINDOW_SHOW_MESSAGE_REQUEST)
        assert "generativelanguage.googleapis.com" in question.message


async def test_what_is_excluded_is_not_read(tmp_path: Path) -> None:
    options = {"workspaceSettings": {"exclude": ["shop/"]}}
    async with editor(write(tmp_path, TWO_SERVICES), options=options) as client:
        client.open("shop/client.py")
        await client.indexed()
        assert await client.hover("shop/client.py", 6, 24) is None


async def test_what_is_excluded_later_is_known_no_longer(tmp_path: Path) -> None:
    async with editor(write(tmp_path, TWO_SERVICES), capabilities=neovim()) as client:
        await client.until(lambda: codes(client) == [["method-mismatch", "no-route"]])
        write(tmp_path, {"pyproject.toml": '[tool.wirelens]\nexclude = ["shop/"]\n'})
        client.changed_on_disk("pyproject.toml")
        await client.until(lambda: codes(client)[-1] == [])
        await client.execute("wirelens.report", client.uri("shop/client.py"))
        assert client.notices() == ["Wirelens does not read shop/client.py."]
