"""The server ends with its client, however that ends, and so does the analysis process."""

import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from lsprotocol import types

from support.language_server import PATIENCE, SERVER, editor, neovim, visual_studio_code, write
from support.processes import children, wait_until_ended
from support.raw_language_server import raw_server
from support.two_services import TWO_SERVICES
from wirelens.lsp import parent
from wirelens.model.commands import SERVER_COMMANDS


async def test_exit_without_shutdown_is_1() -> None:
    async with raw_server() as server:
        await server.initialize()
        server.send("exit")
        assert await server.exit_code() == 1


async def test_exit_before_initialize_is_1() -> None:
    async with raw_server() as server:
        server.send("exit")
        assert await server.exit_code() == 1


async def test_the_end_of_the_input_ends_the_server_and_its_analysis(tmp_path: Path) -> None:
    async with raw_server() as server:
        await server.initialize(rootUri=write(tmp_path, TWO_SERVICES).as_uri())
        worker = await _analysis_process(server.process.pid)
        assert server.process.stdin is not None
        server.process.stdin.close()
        assert await server.exit_code() == 1
        await wait_until_ended(worker)


async def test_input_that_is_no_longer_messages_ends_the_server() -> None:
    async with raw_server() as server:
        await server.initialize()
        assert server.process.stdin is not None
        server.process.stdin.write(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert await server.exit_code() == 1


async def test_a_killed_server_takes_its_analysis_along(tmp_path: Path) -> None:
    async with raw_server() as server:
        await server.initialize(rootUri=write(tmp_path, TWO_SERVICES).as_uri())
        worker = await _analysis_process(server.process.pid)
        server.process.kill()
        await wait_until_ended(worker)


async def test_the_server_ends_with_the_process_that_started_it() -> None:
    """The parent dies while another process keeps the server's input open."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", "input()", stdin=asyncio.subprocess.PIPE)
    async with raw_server() as server:
        await server.initialize(processId=process.pid)
        process.kill()
        await process.wait()
        assert await server.exit_code() == 1


async def test_where_the_kernel_does_not_tell_of_the_parent_it_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_process: int) -> int:
        raise PermissionError

    monkeypatch.setattr(os, "pidfd_open", refused, raising=False)
    monkeypatch.setattr(parent, "_SECONDS_BETWEEN_LOOKS", 0.01)
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", "input()", stdin=asyncio.subprocess.PIPE)
    ended = asyncio.create_task(parent.parent_ended(process.pid))
    await asyncio.sleep(0)
    assert not ended.done()
    process.kill()
    await process.wait()
    async with asyncio.timeout(PATIENCE):
        await ended


async def test_a_client_that_closes_its_end_of_the_output_ends_the_server() -> None:
    reader, writer = os.pipe()
    server = await asyncio.create_subprocess_exec(*SERVER, stdin=asyncio.subprocess.PIPE, stdout=writer)
    os.close(writer)
    os.close(reader)
    assert server.stdin is not None
    body = b'{"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"processId": null, "rootUri": null, "capabilities": {}}}'
    server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
    async with asyncio.timeout(PATIENCE):
        assert await server.wait() == 1


async def test_a_client_that_does_not_read_does_not_keep_the_server_from_ending(tmp_path: Path) -> None:
    files = {f"shop/client_{number}.py": TWO_SERVICES["shop/client.py"] for number in range(200)}
    async with raw_server() as server:
        await server.initialize(rootUri=write(tmp_path, {**TWO_SERVICES, **files}).as_uri())
        await _analysis_process(server.process.pid)
        server.send("exit")
        assert await server.exit_code() == 1


@pytest.mark.parametrize("capabilities", [visual_studio_code, neovim])
async def test_what_the_server_says_it_can(tmp_path: Path, capabilities: Callable[[], types.ClientCapabilities]) -> None:
    async with editor(tmp_path, capabilities=capabilities()) as client:
        assert client.initialized_with is not None
        can = client.initialized_with.capabilities
        assert can.position_encoding == "utf-16"
        assert can.text_document_sync == types.TextDocumentSyncOptions(
            open_close=True, change=types.TextDocumentSyncKind.Incremental, will_save=False, will_save_wait_until=False, save=True
        )
        assert can.execute_command_provider == types.ExecuteCommandOptions(tuple(command.name for command in SERVER_COMMANDS))
        assert can.call_hierarchy_provider is True
        assert can.workspace_symbol_provider == types.WorkspaceSymbolOptions(resolve_provider=False)
        links = types.DocumentLinkOptions(resolve_provider=False)
        assert can.document_link_provider == (None if capabilities is neovim else links)
        assert can.completion_provider == types.CompletionOptions(trigger_characters=("/", '"', "'", "`"))
        assert can.document_symbol_provider is None
        pulled = types.DiagnosticOptions(inter_file_dependencies=True, workspace_diagnostics=True, identifier="wirelens")
        assert can.diagnostic_provider == (None if capabilities is neovim else pulled)


async def _analysis_process(server: int) -> int:
    async with asyncio.timeout(PATIENCE):
        while not (found := children(server)):  # noqa: ASYNC110 - no event tells of another's child
            await asyncio.sleep(0.01)
    return found[0]
