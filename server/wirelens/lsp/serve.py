"""Runs the language server over standard input and output until its client is done."""

import asyncio
import contextlib
import gc
import logging
import os
import sys
import threading
from collections.abc import Callable

from lsprotocol import types

from wirelens.lsp import (
    call_hierarchy,
    code_actions,
    code_lens,
    commands,
    completion,
    configuration,
    diagnostics,
    document_links,
    hover,
    lifecycle,
    navigation,
    progress,
    status,
    symbols,
    synchronisation,
    unfinished_jobs,
)
from wirelens.lsp.server import Server
from wirelens.lsp.stdio import Input, Output, take_over

_FEATURES = (
    lifecycle, configuration, synchronisation, progress, hover, navigation, call_hierarchy, symbols, document_links, completion, code_lens,
    diagnostics, code_actions, commands, status, unfinished_jobs,
)  # fmt: skip

_SECONDS_A_THREAD_RUNS = 0.0005
"""Before the event loop gets its turn: an answer takes several, and Python's own measure is ten times as long."""


def serve() -> int:
    """Serves one client. Returns the exit code, when no thread of this process has anything left to do that matters."""
    source, target = take_over()
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    loop = asyncio.new_event_loop()
    code = loop.run_until_complete(_serve(source, target))
    logging.shutdown()
    # Threads may wait for git or a slow disk still; asyncio would wait for them, and the client for us.
    os._exit(code)


def create_server() -> Server:
    """A server with all its methods; needs a running event loop."""
    server = Server()
    for feature in _FEATURES:
        feature.register(server)
    return server


async def _serve(source: int, target: int) -> int:
    loop = asyncio.get_running_loop()
    server = create_server()
    protocol = server.protocol
    sys.setswitchinterval(_SECONDS_A_THREAD_RUNS)
    gc.freeze()  # what is loaded stays: looking for garbage among it takes longer than a hover may

    def from_thread(action: Callable[..., None], *arguments: object) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: we are done
            loop.call_soon_threadsafe(action, *arguments)

    output = Output(target, on_broken=lambda: from_thread(protocol.end))
    protocol.set_writer(output)
    logging.getLogger("wirelens").addHandler(_ClientLog(server))

    def receive() -> None:
        messages = Input(source)
        while (body := messages.read()) is not None:
            from_thread(protocol.receive, body)
        from_thread(protocol.end)

    threading.Thread(target=receive, name="input", daemon=True).start()
    code = await protocol.ended
    await server.end()
    output.close()
    return code


class _ClientLog(logging.Handler):
    """Sends our own log records to the client's log too, without tracebacks: these stay on standard error."""

    def __init__(self, server: Server) -> None:
        super().__init__(logging.WARNING)
        self._server = server

    def emit(self, record: logging.LogRecord) -> None:
        kind = types.MessageType.Error if record.levelno >= logging.ERROR else types.MessageType.Warning
        self._server.window_log_message(types.LogMessageParams(type=kind, message=record.getMessage()))
