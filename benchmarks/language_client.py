"""A language client that does nothing but measure: over stdio, one thread that reads."""

# ruff: noqa: ANN401  # what servers send has any type

import json
import queue
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Self

PATIENCE_SECONDS = 180.0


class LanguageClient:
    """A server that was started, initialized for one folder, and asked."""

    def __init__(self, command: Sequence[str], folder: Path, environment: dict[str, str], options: object = None) -> None:
        self.folder = folder
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._answers: dict[int, queue.SimpleQueue[Any]] = {}
        self._notifications: queue.SimpleQueue[tuple[float, str, Any]] = queue.SimpleQueue()
        self._number = 0
        self._lock = threading.Lock()
        threading.Thread(target=self._read, daemon=True).start()
        uri = folder.as_uri()
        capabilities = {
            "window": {"workDoneProgress": True},
            "textDocument": {"publishDiagnostics": {"versionSupport": True}, "hover": {"contentFormat": ["markdown"]}},
        }
        folders = [{"uri": uri, "name": folder.name}]
        parameters = {"processId": None, "rootUri": uri, "workspaceFolders": folders, "capabilities": capabilities}
        self.ask("initialize", parameters if options is None else {**parameters, "initializationOptions": options})
        self.initialized = time.perf_counter()
        self.tell("initialized", {})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()

    @property
    def process_id(self) -> int:
        return self._process.pid

    def ask(self, method: str, params: object) -> Any:
        """The answer to a request.

        Raises:
            TimeoutError: there is none.
        """
        with self._lock:
            self._number += 1
            number = self._number
            answer = self._answers[number] = queue.SimpleQueue()
        self._send({"id": number, "method": method, "params": params})
        return _taken(answer, PATIENCE_SECONDS, method)

    def tell(self, method: str, params: object) -> None:
        """A notification."""
        self._send({"method": method, "params": params})

    def heard(self, method: str, is_it: Callable[[Any], bool] = lambda _: True) -> float:
        """When a notification came; those before it are dropped.

        Raises:
            TimeoutError: it did not come.
        """
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            at, name, params = _taken(self._notifications, max(0.0, deadline - time.monotonic()), method)
            if name == method and is_it(params):
                return at

    def open(self, file: str, language: str, text: str) -> str:
        uri = (self.folder / file).as_uri()
        self.tell("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": language, "version": 1, "text": text}})
        return uri

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        stdin = self._process.stdin
        if stdin is not None:
            stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
            stdin.flush()

    def _read(self) -> None:
        stdout = self._process.stdout
        if stdout is None:
            return
        while True:
            length = 0
            while (line := stdout.readline()) not in {b"\r\n", b""}:
                if line.lower().startswith(b"content-length:"):
                    length = int(line.partition(b":")[2])
            if not length:
                return
            message = json.loads(stdout.read(length))
            if "method" not in message:
                self._answers.pop(message["id"]).put(message.get("result"))
            elif "id" in message:
                result = [{}] * len(message["params"].get("items", ())) if message["method"] == "workspace/configuration" else None
                self._send({"id": message["id"], "result": result})
            else:
                self._notifications.put((time.perf_counter(), message["method"], message.get("params")))


def _taken(messages: "queue.SimpleQueue[Any]", seconds: float, method: str) -> Any:
    try:
        return messages.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError(f"no {method} in time") from None
