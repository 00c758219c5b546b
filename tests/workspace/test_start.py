"""What the server's process loads: an editor waits for it."""

import subprocess
import sys

import pytest

SLOW = ("wirelens.scan", "wirelens.link", "wirelens.cli", "tree_sitter", "typer", "google", "git")
"""What reads code, asks Gemini or speaks to terminals. It is loaded by other processes, or when it is needed."""


@pytest.mark.parametrize("module", ["wirelens.__main__", "wirelens.lsp.serve", "wirelens.workspace.children"])
def test_nothing_is_loaded_that_the_server_does_not_need(module: str) -> None:
    code = f"import sys, {module}\nprint([name for name in {SLOW} if name in sys.modules])"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert printed.stdout == "[]\n"
