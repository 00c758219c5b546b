"""The language server over stdio, driven as an editor drives it: every message is kept, and tests wait for messages, never for time.

    async with editor(folder) as client:
        client.open("api.py")
        await client.indexed()
        assert await client.hover("api.py", 3, 8) == "…"

A slip against the protocol, on either side, fails the test.
"""

import asyncio
import os
import sys
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Union, cast

from cattrs import Converter
from lsprotocol import types
from pygls.protocol import default_converter
from pytest_lsp import LanguageClient, client_capabilities
from pytest_lsp.client import DEFAULT_CLIENT_FEATURES, register_lsp_features
from pytest_lsp.protocol import LanguageClientProtocol

SERVER = (str(Path(sys.executable).parent / "wirelens"), "serve")
PATIENCE = 30.0
"""Seconds that a wait for a message may take before the test fails."""

LANGUAGES = {".py": "python", ".js": "javascript", ".jsx": "javascriptreact", ".ts": "typescript", ".tsx": "typescriptreact"}

Received = tuple[str, Any]


def visual_studio_code() -> types.ClientCapabilities:
    """VS Code's capabilities as pytest-lsp has them, with the pulling of diagnostics that it learnt since."""
    capabilities = client_capabilities("visual_studio_code")
    assert capabilities.text_document is not None
    assert capabilities.workspace is not None
    capabilities.text_document.diagnostic = types.DiagnosticClientCapabilities(related_document_support=False)
    capabilities.workspace.diagnostics = types.DiagnosticWorkspaceClientCapabilities(refresh_support=True)
    return capabilities


def neovim() -> types.ClientCapabilities:
    """Neovim's capabilities: it lists UTF-8 first, and cannot be asked to pull diagnostics again, so that they are pushed."""
    return client_capabilities("neovim")


def _converter() -> Converter:
    """pygls's own, which takes every code action with a command for a bare command."""
    converter = default_converter()

    def structure(value: Any, _type: object) -> types.Command | types.CodeAction:
        return converter.structure(value, types.Command if isinstance(value.get("command"), str) else types.CodeAction)

    converter.register_structure_hook(types.Command | types.CodeAction, structure)
    converter.register_structure_hook(Union[types.Command, types.CodeAction], structure)  # noqa: UP007 - another key than the line above
    return converter


class _Protocol(LanguageClientProtocol):
    """Keeps what the server sends."""

    _server: "Editor"  # pyright: ignore[reportIncompatibleVariableOverride] - the one client that is made with it

    def _handle_request(self, msg_id: str | int, method_name: str, params: Any) -> None:
        self._server.keep(method_name, params)
        if method_name not in self._server.unanswered:
            super()._handle_request(msg_id, method_name, params)

    def _handle_notification(self, method_name: str, params: Any) -> None:
        super()._handle_notification(method_name, params)
        self._server.keep(method_name, params)


class Editor(LanguageClient):
    """An editor with one server."""

    def __init__(self) -> None:
        super().__init__(protocol_cls=_Protocol, converter_factory=_converter)  # pyright: ignore[reportUnknownMemberType]
        register_lsp_features(self, {**DEFAULT_CLIENT_FEATURES, **self._answers()})
        self.received: list[Received] = []
        self.unanswered: set[str] = set()
        """Methods of requests that this editor leaves without an answer."""
        self.answer_question: Callable[[types.ShowMessageRequestParams], str | None] = lambda _: None
        """The title that the user clicks on; None: the question is closed."""
        self.folder = Path()
        self.initialized_with: types.InitializeResult | None = None
        self._arrived = asyncio.Event()
        self._versions: dict[str, int] = {}

    # What the server sent

    def keep(self, method: str, params: Any) -> None:
        self.received.append((method, params))
        self._arrived.set()
        self._arrived = asyncio.Event()

    def all(self, method: str) -> list[Any]:
        """The parameters of each message of a method, in order."""
        return [params for received, params in self.received if received == method]

    async def until(self, wanted: Callable[[], object]) -> None:
        """Waits for messages until `wanted` is true."""
        async with asyncio.timeout(PATIENCE):
            while not wanted():
                await self._arrived.wait()

    async def next(self, method: str, since: int) -> Any:
        """The first message of a method among those received after the first `since`."""
        await self.until(lambda: any(received == method for received, _ in self.received[since:]))
        return next(params for received, params in self.received[since:] if received == method)

    async def indexed(self, times: int = 1) -> None:
        """Waits until the workspace was read so many times."""
        await self.until(lambda: len(self._ended("Reading the workspace") + self._ended("작업 영역을 읽는 중")) >= times)

    def progress_of(self, title: str) -> list[list[Any]]:
        """The values of each progress with this title, from its begin on."""
        values: dict[types.ProgressToken, list[Any]] = {}
        for params in self.all(types.PROGRESS):
            values.setdefault(params.token, []).append(params.value)
        return [reports for reports in values.values() if reports[0]["title"] == title]

    def notices(self) -> list[str]:
        """What the user was told."""
        return [params.message for params in self.all(types.WINDOW_SHOW_MESSAGE)]

    # What the user does

    def uri(self, file: str) -> str:
        return (self.folder / file).as_uri()

    def open(self, file: str, text: str | None = None) -> None:
        """Opens a file, with what is on the disk unless there is a text."""
        if text is None:
            text = (self.folder / file).read_bytes().decode(errors="replace")
        self._versions[file] = 1
        item = types.TextDocumentItem(self.uri(file), LANGUAGES.get(Path(file).suffix, "plaintext"), 1, text)
        self.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def change(self, file: str, *changes: types.TextDocumentContentChangeEvent) -> None:
        self._versions[file] += 1
        document = types.VersionedTextDocumentIdentifier(uri=self.uri(file), version=self._versions[file])
        self.text_document_did_change(types.DidChangeTextDocumentParams(document, changes))

    def replace(self, file: str, start: tuple[int, int], end: tuple[int, int], text: str) -> None:
        """Replaces the text between two positions (line, UTF-16 column)."""
        text_range = types.Range(types.Position(*start), types.Position(*end))
        self.change(file, types.TextDocumentContentChangePartial(text_range, text))

    def rewrite(self, file: str, text: str) -> None:
        """Replaces the whole text."""
        self.change(file, types.TextDocumentContentChangeWholeDocument(text))

    def save(self, file: str) -> None:
        self.text_document_did_save(types.DidSaveTextDocumentParams(self.document(file)))

    def close(self, file: str) -> None:
        self.text_document_did_close(types.DidCloseTextDocumentParams(self.document(file)))

    def changed_on_disk(self, *files: str, kind: types.FileChangeType = types.FileChangeType.Changed) -> None:
        events = [types.FileEvent(self.uri(file), kind) for file in files]
        self.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(events))

    # What the editor asks

    def document(self, file: str) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(self.uri(file))

    async def hover(self, file: str, line: int, column: int) -> str | None:
        """The hover's text at a 0-based line and UTF-16 column."""
        answer = await self.text_document_hover_async(types.HoverParams(self.document(file), types.Position(line, column)))
        return None if answer is None else cast("types.MarkupContent", answer.contents).value

    async def definition(self, file: str, line: int, column: int) -> list[str] | None:
        """Where it leads, each as `path:line` with 1-based lines."""
        params = types.DefinitionParams(self.document(file), types.Position(line, column))
        answer = await self.text_document_definition_async(params)
        if answer is None:
            return None
        targets = cast("Sequence[types.Location | types.LocationLink]", answer)
        return [self._place(target) for target in targets]

    async def references(self, file: str, line: int, column: int) -> list[str] | None:
        position = types.Position(line, column)
        context = types.ReferenceContext(include_declaration=False)
        answer = await self.text_document_references_async(types.ReferenceParams(context, self.document(file), position))
        return None if answer is None else [self._place(location) for location in answer]

    async def pull(self, file: str, previous: str | None = None) -> types.DocumentDiagnosticReport:
        return await self.text_document_diagnostic_async(types.DocumentDiagnosticParams(self.document(file), previous_result_id=previous))

    async def execute(self, command: str, *arguments: Any) -> Any:
        return await self.workspace_execute_command_async(types.ExecuteCommandParams(command, arguments))

    def place(self, uri: str) -> str:
        """A URI as a path below the folder."""
        root = self.folder.as_uri() + "/"
        return uri.removeprefix(root)

    def _place(self, target: types.Location | types.LocationLink) -> str:
        if isinstance(target, types.LocationLink):
            return f"{self.place(target.target_uri)}:{target.target_selection_range.start.line + 1}"
        return f"{self.place(target.uri)}:{target.range.start.line + 1}"

    def _ended(self, title: str) -> list[list[Any]]:
        return [values for values in self.progress_of(title) if values[-1]["kind"] == "end"]

    def _answers(self) -> dict[str, Any]:
        def nothing(_params: Any) -> None: ...

        def edited(_params: Any) -> types.ApplyWorkspaceEditResult:
            return types.ApplyWorkspaceEditResult(applied=True)

        def answer(params: types.ShowMessageRequestParams) -> types.MessageActionItem | None:
            title = self.answer_question(params)
            return None if title is None else types.MessageActionItem(title)

        return {
            types.CLIENT_REGISTER_CAPABILITY: nothing,
            types.WORKSPACE_CODE_LENS_REFRESH: nothing,
            types.WINDOW_SHOW_MESSAGE_REQUEST: answer,
            types.WORKSPACE_APPLY_EDIT: edited,
        }

    # The server's process

    @property
    def process(self) -> asyncio.subprocess.Process:
        assert self._server is not None
        return self._server

    async def launch(self, environment: Mapping[str, str]) -> None:
        await self.start_io(*SERVER, env={**os.environ, **environment})  # pyright: ignore[reportUnknownMemberType] - pygls leaves its options untyped

    async def server_exit(self, server: asyncio.subprocess.Process) -> None:
        self._arrived.set()
        await super().server_exit(server)


@asynccontextmanager
async def editor(
    *folders: Path,
    capabilities: types.ClientCapabilities | None = None,
    options: Mapping[str, Any] | None = None,
    environment: Mapping[str, str] | None = None,
    locale: str = "en",
    configuration: Mapping[str, Any] | None = None,
) -> AsyncGenerator[Editor]:
    """An editor with these folders open, after `initialized`; at the end the server is shut down and must end with 0."""
    client = Editor()
    if configuration is not None:
        client.set_configuration(dict(configuration))
    client.folder = folders[0] if folders else Path("/nowhere")
    await client.launch(environment or {})
    try:
        params = types.InitializeParams(
            capabilities=capabilities or visual_studio_code(),
            initialization_options=None if options is None else dict(options),
            locale=locale,
            process_id=os.getpid(),
            root_uri=folders[0].as_uri() if folders else None,
            workspace_folders=[types.WorkspaceFolder(folder.as_uri(), folder.name) for folder in folders],
        )
        async with asyncio.timeout(PATIENCE):
            client.initialized_with = await client.initialize_session(params)
        yield client
        async with asyncio.timeout(PATIENCE):
            await client.shutdown_session()
        assert client.error is None, client.error
        assert client.process.returncode == 0
    finally:
        if client.process.returncode is None:
            client.process.kill()
        await client.process.wait()
        await client.stop()


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Writes files below a folder, their line ends as they are."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder
