"""JSON-RPC as LSP 3.18 has it, where pygls 2.1 does otherwise.

pygls leaves requests with bad parameters unanswered, answers malformed JSON with a popup, sends tracebacks to the client,
lets commands run on after they were cancelled, and drops requests that come before `initialize` or after `shutdown`.
"""

import asyncio
import json
import logging
from collections.abc import Callable, Generator
from concurrent.futures import Future
from functools import partial
from typing import Any, cast

from cattrs import Converter
from lsprotocol import types
from pygls.exceptions import (
    JsonRpcException,
    JsonRpcInternalError,
    JsonRpcInvalidParams,
    JsonRpcInvalidRequest,
    JsonRpcMethodNotFound,
    JsonRpcParseError,
    JsonRpcRequestCancelled,
    JsonRpcServerNotInitialized,
)
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method
from pygls.protocol.json_rpc import RPCMessage

_log = logging.getLogger(__name__)

_HANDLED_HERE_ALONE = (
    types.TEXT_DOCUMENT_DID_OPEN,
    types.TEXT_DOCUMENT_DID_CHANGE,
    types.TEXT_DOCUMENT_DID_CLOSE,
    types.NOTEBOOK_DOCUMENT_DID_OPEN,
    types.NOTEBOOK_DOCUMENT_DID_CHANGE,
    types.NOTEBOOK_DOCUMENT_DID_CLOSE,
    types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS,
    types.WORKSPACE_EXECUTE_COMMAND,
    types.WINDOW_WORK_DONE_PROGRESS_CANCEL,
)
"""Methods whose built-in handlers would keep documents, commands and progress in pygls's way."""

MessageId = str | int


class Protocol(LanguageServerProtocol):
    """One client's connection."""

    def __init__(self, server: LanguageServer, converter: Converter) -> None:
        super().__init__(server, converter)
        for method in _HANDLED_HERE_ALONE:
            self._builtin_handlers.pop(method, None)
        self.adjustments: list[Callable[[types.ServerCapabilities], None]] = []
        """Called with what pygls would tell the client that the server can."""
        self._is_initialized = False
        self.ended: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        """The exit code, once the client asked the server to exit or is gone."""

    def receive(self, body: bytes) -> None:
        """Takes one message from the client."""
        try:
            message = json.loads(body)
        except (ValueError, RecursionError) as error:
            _log.warning("Malformed JSON: %s", error)
            self._refuse(None, JsonRpcParseError())
            return
        if not isinstance(message, dict):
            self._refuse(None, JsonRpcInvalidRequest())
            return
        fields = cast("dict[str, Any]", message)
        match fields:
            case {"jsonrpc": "2.0", "method": str(method), "id": str() | int() as message_id}:
                self._receive_request(fields, method, message_id)
            case {"jsonrpc": "2.0", "method": str(method)} if "id" not in fields:
                self._receive_notification(fields, method)
            case {"jsonrpc": "2.0", "id": str() | int() as message_id} if "method" not in fields:
                self._receive_response(fields, message_id)
            case _:
                given_id = fields.get("id")
                self._refuse(given_id if isinstance(given_id, str | int) else None, JsonRpcInvalidRequest())

    def end(self) -> None:
        """The client is gone, or asked the server to exit: LSP 3.18, "Exit Notification", says with which code."""
        if not self.ended.done():
            self.ended.set_result(0 if self._shutdown else 1)

    @lsp_method(types.INITIALIZE)
    def lsp_initialize(self, params: types.InitializeParams) -> Generator[Any, Any, types.InitializeResult]:
        """Columns are UTF-16 code units, whatever the client would like better: every client has to take them."""
        self._is_initialized = True
        result = yield from super().lsp_initialize(params)
        result.capabilities.position_encoding = types.PositionEncodingKind.Utf16
        for adjust in self.adjustments:
            adjust(result.capabilities)
        return result

    @lsp_method(types.SHUTDOWN)
    def lsp_shutdown(self, *_: object) -> Generator[Any, Any, None]:
        """Cancels what is under way; what still comes is refused."""
        self._shutdown = True
        for message_id, future in list(self._request_futures.items()):
            if message_id != self.msg_id and not future.done():
                future.cancel()
        yield self._handlers[types.SHUTDOWN], (None,), None

    @lsp_method(types.EXIT)
    def lsp_exit(self, *_: object) -> Generator[Any, Any, None]:
        """Ends the server."""
        self.end()
        yield from ()

    def _receive_request(self, fields: dict[str, Any], method: str, message_id: MessageId) -> None:
        if self._shutdown or (self._is_initialized and method == types.INITIALIZE):
            self._refuse(message_id, JsonRpcInvalidRequest())
        elif not self._is_initialized and method != types.INITIALIZE:
            self._refuse(message_id, JsonRpcServerNotInitialized())
        elif not self._is_handled(method):
            self._refuse(message_id, JsonRpcMethodNotFound.of(method))
        else:
            try:
                message = self._structured(fields)
            except JsonRpcException as error:
                self._refuse(message_id, JsonRpcInvalidParams(f"{JsonRpcInvalidParams.MESSAGE}: {method}") if error.__cause__ else error)
                return
            self.handle_message(message)

    def _receive_notification(self, fields: dict[str, Any], method: str) -> None:
        is_known = method == types.CANCEL_REQUEST or self._is_handled(method)
        if not is_known or (not self._is_initialized and method != types.EXIT):
            return
        try:
            message = self._structured(fields)
        except JsonRpcException:
            return  # logged where it was raised; there is nobody to answer
        self.handle_message(message)

    def _receive_response(self, fields: dict[str, Any], message_id: MessageId) -> None:
        try:
            message = self._structured(fields)
        except JsonRpcException as error:
            future = self._request_futures.pop(message_id, None)
            if future is not None and not future.done():
                future.set_exception(error)
            return
        self._result_types.pop(message_id, None)
        self.handle_message(message)

    def _structured(self, fields: dict[str, Any]) -> RPCMessage:
        return cast("RPCMessage", self.structure_message(fields))

    @property
    def _builtin_handlers(self) -> dict[str, Any]:
        return cast("dict[str, Any]", self.fm.builtin_features)  # pyright: ignore[reportUnknownMemberType] - pygls leaves its entries untyped

    @property
    def _handlers(self) -> dict[str, Any]:
        return cast("dict[str, Any]", self.fm.features)  # pyright: ignore[reportUnknownMemberType] - as above

    def _is_handled(self, method: str) -> bool:
        return method in self._builtin_handlers or method in self._handlers

    def _refuse(self, message_id: MessageId | None, error: JsonRpcException) -> None:
        if message_id is None:
            # pygls leaves the id out where it is null; JSON-RPC 2.0, section 5, wants it there.
            self._send_data({"jsonrpc": "2.0", "id": None, "error": {"code": error.code, "message": error.message}})
        else:
            self._send_response(message_id, error=error.to_response_error())

    def _handle_request(self, msg_id: MessageId, method_name: str, params: object) -> None:
        self._ctx_msg_id.set(msg_id)
        answer = partial(self._answer, msg_id, method_name)
        self._execute_handler(msg_id, self._get_handler(method_name), callback=answer, args=(params,))

    def _answer(self, message_id: MessageId, method: str, future: Future[Any]) -> None:
        self._request_futures.pop(message_id, None)
        if future.cancelled():
            self._refuse(message_id, JsonRpcRequestCancelled())
            return
        error = future.exception()
        if error is None:
            self._send_response(message_id, result=future.result())
        elif isinstance(error, JsonRpcException):
            self._refuse(message_id, error)
        else:
            _log.error("Could not answer %s", method, exc_info=error)
            self._refuse(message_id, JsonRpcInternalError(f"{JsonRpcInternalError.MESSAGE}: {method}"))
