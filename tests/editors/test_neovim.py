"""Neovim with README's configuration, on the example: all that a person would ask of the server."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from editors.neovim.headless import Neovim, neovim, program, snippet
from editors.three_machines import three_machines
from support.gemini_stand_in.fixture import Gemini
from support.repositories import Repository

if program() is None:
    pytest.skip("no Neovim here", allow_module_level=True)

# A real editor on a busy machine may miss a keystroke; a fault of ours shows both times.
pytestmark = pytest.mark.flaky(reruns=1)

CALLBACK = """\
**POST** `/api/ai/callback/` · Django · `backend`

- From [ai_server/main.py:55]({root}/ai_server/main.py#L55) `send_callback`, last step of a background task
- Changes `Analysis` ([backend/ai/models.py:4]({root}/backend/ai/models.py#L4))
- Polled back by [frontend/src/useAnalysis.js:28]({root}/frontend/src/useAnalysis.js#L28) every 2 s"""
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
        configuration = GEMINI.format(address=gemini.address) + snippet() + snippet("neovim-git")
        with neovim(workspace.parent / "neovim", workspace, configuration) as editor:
            editor.lua("open(...)", "backend/ai/views.py")
            editor.lua("until_done()")
            yield editor


def test_the_snippet_attaches_to_the_repository(editor: Neovim, workspace: Path) -> None:
    client = editor.lua("local c = vim.lsp.get_clients({ bufnr = 0 })[1]; return { c.name, c.root_dir }")

    assert client == ["wirelens", str(workspace)]


def test_hover_on_a_url_says_who_answers(editor: Neovim, workspace: Path) -> None:
    editor.lua("open(...); find('/ai/analyses/${id}')", "frontend/src/useAnalysis.js")
    page = f"{workspace.as_uri()}/frontend/src/useAnalysis.js"

    assert editor.lua("return hover()") == (
        f"**GET** `/api/ai/analyses/{{id}}/` → [backend/ai/views.py:54]({workspace.as_uri()}/backend/ai/views.py#L54) `get_analysis`\n"
        "\n"
        f'- Every 2 s (`setInterval`, line [26]({page}#L26)) until `response.data.status === "failed"` (line [32]({page}#L32)) or '
        f'until `response.data.status === "COMPLETED"` (line [38]({page}#L38))'
    )


def test_hover_on_a_handler_says_who_calls_and_which_commit_changed_it(editor: Neovim, workspace: Path) -> None:
    editor.lua("open(...); find('receive_callback')", "backend/ai/views.py")
    committed = Repository(workspace).git("log", "-1", "--abbrev=9", "--format=- Git: last commit `%h`, %as, %an: %s", "HEAD^").strip()

    said = editor.lua("return wait_for('git', function() local said = hover(); return said:find('Git') and said end)")

    assert said == f"{CALLBACK.format(root=workspace.as_uri())}\n{committed}"


def test_a_file_is_staged_and_committed_and_the_status_follows(editor: Neovim, workspace: Path) -> None:
    repository = Repository(workspace)
    head = repository.git("rev-parse", "HEAD")
    for name, value in (("name", "Ada"), ("email", "ada@example.org")):
        repository.git("config", f"user.{name}", value)
    editor.lua("open(...); vim.fn.append(0, '# 콜백'); vim.cmd.write()", "backend/ai/views.py")
    editor.lua("wait_for('a change', function() return vim.g.wirelens_git == 'main +1' end)")
    editor.lua("vim.cmd('GitStage')")
    editor.lua("wait_for('the index', function() return vim.fn.system('git diff --cached --name-only') ~= '' end)")
    editor.lua("vim.cmd('GitCommit 콜백을 고친다')")
    editor.lua("wait_for('the commit', function() return vim.g.wirelens_git == 'main' end)")
    assert repository.git("log", "-1", "--format=%s%n%an%n%P") == f"콜백을 고친다\nAda\n{head}"
    repository.git("reset", "-q", "--hard", "HEAD^")
    editor.lua("vim.cmd.edit({ bang = true })")


def test_definition_of_a_url_is_its_handler_in_the_other_service(editor: Neovim) -> None:
    editor.lua("open(...); find('/api/ai/callback/')", "ai_server/main.py")

    assert editor.lua("return go_to_definition()") == "backend/ai/views.py:40:5"


def test_references_of_a_handler_are_its_callers(editor: Neovim) -> None:
    editor.lua("open(...); find('receive_callback')", "backend/ai/views.py")

    assert editor.lua("return references()") == [
        'ai_server/main.py:55:40 response = await http.post(f"{BACKEND_URL}/api/ai/callback/", json=payload)'
    ]


def test_the_call_hierarchy_crosses_services(editor: Neovim) -> None:
    editor.lua("open(...); find('receive_callback')", "backend/ai/views.py")

    assert editor.lua("return incoming_calls()") == ["ai_server/main.py:55:40 send_callback"]


def test_a_path_is_completed_while_its_string_has_no_end(editor: Neovim) -> None:
    editor.lua("open(...); find('const response')", "frontend/src/GitPanel.jsx")

    assert editor.lua("return complete(...)", '  "🌿"; axios.post("http://127.0.0.1:8000/api/git/') == {
        "labels": ["/api/git/commits/ POST create_commit · backend", "/api/git/status/ GET git_status · backend"],
        "line": '  "🌿"; axios.post("http://127.0.0.1:8000/api/git/commits/',
    }


def test_code_lenses_count_callers(editor: Neovim) -> None:
    editor.lua("open(...)", "backend/ai/views.py")

    assert editor.lua("return lenses()") == ["18 1 caller", "40 1 caller", "54 1 caller", "67 no caller here"]


def test_a_broken_link_is_a_diagnostic_and_mended_by_a_code_action(editor: Neovim) -> None:
    editor.lua("open(...); find('/api/git/commit/')", "frontend/src/GitPanel.jsx")
    assert editor.lua("return diagnostics()") == [
        "21:63 no-route `backend` has no route for /api/git/commit/; the nearest is /api/git/commits/."
    ]

    offered = editor.lua("return code_action(...)", "Change the path to /api/git/commits/")

    assert offered == [
        "Change the path to /api/git/commits/",
        "Explain commit() with Gemini",
        "Explain the flow through commit with Gemini",
        "Explain this file with Gemini",
        "Copy as curl",
    ]
    editor.lua("wait_for('the diagnostic to go', function() return #vim.diagnostic.get(0) == 0 end)")
    assert editor.lua("return vim.trim(vim.fn.getline(21))") == (
        'const response = await axios.post("http://127.0.0.1:8000/api/git/commits/", { message });'
    )


def test_explaining_shows_progress_and_then_stands_in_the_hover(editor: Neovim, gemini: Gemini, workspace: Path) -> None:
    gemini.play("latched")
    editor.lua("open(...); find('receive_callback')", "backend/ai/views.py")
    editor.lua("code_action(...)", "Explain this file with Gemini")
    said = editor.lua("return said_until(...)", "Sent, Gemini is reading")
    assert "Asking Gemini about backend/ai/views.py" in said

    gemini.step(3)

    assert editor.lua("return said_until(...)", "Explained.")[-2:] == ["Done", "Explained."]
    report = editor.lua("return report()")
    said = re.sub(r"\n- Git: .*", "", editor.lua("return hover()"))  # which comes when git has answered
    assert said == CALLBACK.format(root=workspace.as_uri()) + f"\n\n*Gemini:* The stand-in's text. [report]({report})"


def test_cancelling_closes_the_connection(editor: Neovim, gemini: Gemini) -> None:
    gemini.play("latched")
    editor.lua("open(...); find('analyze_file')", "ai_server/main.py")
    editor.lua("code_action(...)", "Explain this file with Gemini")
    editor.lua("said_until(...)", "Sent, Gemini is reading")
    gemini.wait("received", 2)
    editor.lua("cancel()")

    gemini.wait("closed")
    assert editor.lua("return said_until(...)", "Cancelled.")[-1] == "Cancelled."


def test_gemini_writes_the_message_of_a_commit(editor: Neovim, gemini: Gemini, workspace: Path) -> None:
    gemini.play("answer", text=json.dumps({"subject": "콜백을 고친다", "body": ["🚚"]}))
    repository, file = Repository(workspace), "backend/ai/views.py"
    repository.write({file: (workspace / file).read_text(encoding="utf-8") + "\n# 콜백\n"})
    repository.git("add", file)
    (workspace / ".git" / "COMMIT_EDITMSG").write_text("\n# Please enter the commit message.\n")
    editor.lua("open(...)", ".git/COMMIT_EDITMSG")
    editor.lua("code_action(...)", "Have Gemini write this message")

    editor.lua("wait_for('a message', function() return vim.fn.getline(1) ~= '' end)")

    written = editor.lua("return vim.api.nvim_buf_get_lines(0, 0, -1, false)")
    assert written == ["콜백을 고친다", "", "- 🚚", "# Please enter the commit message."]
    editor.lua("vim.cmd.edit({ bang = true })")
    repository.git("reset", "-q", "--hard")
