"""Neovim with README's configuration, on the example: all that a person would ask of the server."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from editors.neovim.headless import Neovim, neovim, program, snippet
from editors.three_machines import three_machines
from support.gemini_stand_in.fixture import Gemini

if program() is None:
    pytest.skip("no Neovim here", allow_module_level=True)

GEMINI = """
vim.lsp.config("wirelens", {{ init_options = {{ settings = {{ gemini = {{ enabled = "on", baseUrl = "{address}" }} }} }} }})
"""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return three_machines(tmp_path_factory.mktemp("neovim") / "three-machines").root


@pytest.fixture(scope="module")
def editor(workspace: Path, gemini: Gemini, server: Path) -> Iterator[Neovim]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{server.parent}{os.pathsep}{os.environ['PATH']}")
        patch.setenv("GEMINI_API_KEY", "a-key-of-the-test")
        with neovim(workspace.parent / "neovim", workspace, GEMINI.format(address=gemini.address) + snippet()) as editor:
            editor.lua("open(...)", "backend/ai/views.py")
            editor.lua("progress_until('end')")
            yield editor


def test_the_snippet_attaches_to_the_repository(editor: Neovim, workspace: Path) -> None:
    client = editor.lua("local c = vim.lsp.get_clients({ bufnr = 0 })[1]; return { c.name, c.root_dir }")

    assert client == ["wirelens", str(workspace)]


def test_hover_on_a_url_says_who_answers(editor: Neovim) -> None:
    editor.lua("open(...); find('/ai/analyses/${id}')", "frontend/src/useAnalysis.js")

    assert editor.lua("return hover()") == ""


def test_hover_on_a_handler_says_who_calls(editor: Neovim) -> None:
    editor.lua("open(...); find('receive_callback')", "backend/ai/views.py")

    assert editor.lua("return hover()") == ""


def test_definition_of_a_url_is_its_handler_in_the_other_service(editor: Neovim) -> None:
    editor.lua("open(...); find('/api/ai/callback/')", "ai_server/main.py")

    assert editor.lua("return go_to_definition()") == "backend/ai/views.py:40:5"


def test_references_of_a_handler_are_its_callers(editor: Neovim) -> None:
    editor.lua("open(...); find('receive_callback')", "backend/ai/views.py")

    assert editor.lua("return references()") == []


def test_code_lenses_count_callers(editor: Neovim) -> None:
    editor.lua("open(...)", "backend/ai/views.py")

    assert editor.lua("return lenses()") == []


def test_a_broken_link_is_a_diagnostic_and_mended_by_a_code_action(editor: Neovim, workspace: Path) -> None:
    editor.lua("open(...); find('/api/git/commit/')", "frontend/src/GitPanel.jsx")
    assert editor.lua("return diagnostics()") == []
    assert editor.lua("return code_action()") == []

    editor.lua("code_action(...)", "")

    fixed = editor.lua("return wait_for('the edit', function() local l = vim.fn.getline(21); return l:find('commits') and vim.trim(l) end)")
    assert fixed == 'const response = await axios.post("http://127.0.0.1:8000/api/git/commits/", { message });'


def test_explaining_shows_progress_and_then_stands_in_the_hover(editor: Neovim, gemini: Gemini) -> None:
    gemini.play("answer")
    editor.lua("open(...); find('receive_callback')", "backend/ai/views.py")
    editor.lua("code_action(...)", "Explain with Gemini")

    assert editor.lua("return progress_until('end')") == []
    assert editor.lua("return hover()") == ""


def test_cancelling_closes_the_connection(editor: Neovim, gemini: Gemini) -> None:
    gemini.play("latched")
    editor.lua("open(...); find('analyze_file')", "ai_server/main.py")
    editor.lua("code_action(...)", "Explain with Gemini")
    gemini.wait("received", 2)
    editor.lua("cancel()")

    gemini.wait("closed")
    assert editor.lua("return progress_until('end')") == []
