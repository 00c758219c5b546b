"""The packaged extension in a real VS Code, on the example: what a person sees and does, from Restricted Mode to Gemini's answer."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from editors.three_machines import three_machines
from editors.vscode.code_server import CodeServer, code_server
from editors.vscode.installation import missing, package_extension, set_up_code_server
from editors.vscode.workbench import Workbench, browser, workbench
from support.gemini_stand_in.fixture import Gemini
from support.original_environment import ORIGINAL_ENVIRONMENT

if (reason := missing()) is not None:
    pytest.skip(reason, allow_module_level=True)

KEY = "a-key-of-the-test"
README_PICTURE = Path(__file__).parents[2] / "docs" / "images" / "vscode-hover.png"


@pytest.fixture(scope="module")
def settings(gemini: Gemini, server: Path) -> dict[str, str]:
    return {"wirelens.server.path": str(server), "wirelens.gemini.baseUrl": gemini.address, "wirelens.language": "en"}


@pytest.fixture(scope="module")
def vscode(tmp_path_factory: pytest.TempPathFactory, settings: dict[str, str]) -> Iterator[CodeServer]:
    set_up_code_server()
    extension = package_extension()
    root = tmp_path_factory.mktemp("vscode")
    workspace = three_machines(root / "three-machines").root
    with code_server(root, workspace, extension, settings) as running:
        yield running


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    with browser() as chrome:
        yield chrome


@pytest.fixture(scope="module")
def restricted(vscode: CodeServer, chrome: Browser) -> Iterator[Workbench]:
    """The window as VS Code opens a folder that it has never seen."""
    with workbench(chrome, vscode.url) as window:
        window.open("backend/ai/views.py")
        window.wait_for_status("main")
        yield window


@pytest.fixture(scope="module")
def window(restricted: Workbench) -> Workbench:
    """The window once the user has trusted the folder."""
    restricted.run("Workspaces: Manage Workspace Trust")
    restricted.page.get_by_role("button", name="Trust", exact=True).first.click()
    restricted.page.locator(".part.statusbar", has_text="Restricted Mode").wait_for(state="hidden")
    restricted.wait_for_status("main")
    return restricted


@pytest.fixture(autouse=True)
def _picture(request: pytest.FixtureRequest, restricted: Workbench) -> Iterator[None]:
    yield
    restricted.shoot(request.node.name)


def test_a_folder_that_is_not_trusted_is_read_but_not_sent(restricted: Workbench, gemini: Gemini) -> None:
    restricted.open("backend/ai/views.py", 40, 8)
    assert restricted.hover_text() == ""

    restricted.run("Wirelens: Explain This File")

    restricted.toast("This workspace is not trusted: nothing of it is sent to Gemini.").wait_for()
    assert gemini.requests == []


def test_hover_on_a_url_says_who_answers(window: Workbench) -> None:
    window.open("frontend/src/useAnalysis.js", 28, 60)

    assert window.hover_text() == ""


def test_the_definition_of_a_url_is_its_handler_in_the_other_service(window: Workbench) -> None:
    window.open("frontend/src/useAnalysis.js", 28, 60)
    window.key("F12")

    window.tab("views.py").wait_for()
    window.wait_for_cursor(54, 5)


def test_code_lenses_lead_to_callers(window: Workbench) -> None:
    window.open("backend/ai/views.py", 40, 8)
    assert window.lens_texts() == []

    window.lens("1 caller", 1).click()

    window.tab("main.py").wait_for()
    window.wait_for_cursor(55, 1)


def test_a_broken_link_is_a_problem_and_mended_by_its_quick_fix(window: Workbench) -> None:
    window.open("frontend/src/GitPanel.jsx", 21, 50)
    window.page.locator(".monaco-editor .squiggly-error").wait_for()
    assert window.problems() == []

    window.open("frontend/src/GitPanel.jsx", 21, 50)
    window.choose_quick_fix("Change the path to /api/git/commits/")

    window.line('axios.post("http://127.0.0.1:8000/api/git/commits/"').wait_for()
    window.page.locator(".monaco-editor .squiggly-error").wait_for(state="hidden")
    window.key("Control+Z")


def test_the_status_bar_tells_branch_and_findings_and_opens_the_problems(window: Workbench) -> None:
    window.open("backend/ai/views.py")
    assert window.status.get_attribute("aria-label") == ""

    window.status.click()

    window.page.locator(".markers-panel").wait_for()
    window.run("View: Close Panel")


def test_explaining_asks_first_then_shows_progress_and_ends_in_the_hover(window: Workbench, gemini: Gemini) -> None:
    gemini.play("latched")
    window.run("Wirelens: Set Gemini API Key")
    window.type_into_prompt(KEY)
    window.wait_for_status("main")
    window.open("backend/ai/views.py", 40, 8)
    window.run("Wirelens: Explain This File")
    window.toast("Explain with Gemini?").get_by_role("button", name="Send").click()

    gemini.wait("received")
    assert gemini.requests[0].headers["x-goog-api-key"] == KEY
    progress = window.toast("Asking Gemini about backend/ai/views.py")
    progress.wait_for()
    window.wait_for_status("1")
    window.shoot("progress")

    gemini.step(100)

    progress.wait_for(state="hidden")
    assert window.hover_text() == ""


def test_cancelling_closes_the_connection_to_gemini(window: Workbench, gemini: Gemini) -> None:
    gemini.play("latched")
    asked = len(gemini.requests)
    window.open("ai_server/main.py")
    window.run("Wirelens: Explain This File")
    gemini.wait("received", asked + 1)
    progress = window.toast("Asking Gemini about ai_server/main.py")
    progress.get_by_role("button", name="Cancel").click()

    gemini.wait("closed")
    progress.wait_for(state="hidden")


def test_the_report_is_shown_beside_the_code(window: Workbench) -> None:
    window.open("backend/ai/views.py")
    window.run("Wirelens: Show Report")

    report = window.page.frame_locator("iframe.webview.ready").frame_locator("#active-frame")
    report.get_by_text("Communication").wait_for()
    assert report.locator("body").inner_text() == ""


def test_without_a_server_one_message_says_how_to_get_it(window: Workbench, vscode: CodeServer, settings: dict[str, str]) -> None:
    vscode.configure({**settings, "wirelens.server.path": "no-such-wirelens"})
    message = window.toast('"no-such-wirelens" was not found. Install it with "pip install wirelens", or set its path.')
    message.wait_for()
    assert window.page.locator(".notifications-toasts .notification-list-item").count() == 1
    window.shoot("no-server")
    message.get_by_role("button", name="Open Setting").click()
    window.page.locator(".settings-editor", has_text="Server: Path").wait_for()

    vscode.configure(settings)

    window.wait_for_status("main")


def test_nothing_was_asked_of_another_machine(window: Workbench) -> None:
    assert window.strangers == []


@pytest.mark.usefixtures("window")
def test_the_picture_of_readme(vscode: CodeServer, chrome: Browser) -> None:
    with workbench(chrome, vscode.url, width=1000, height=620, scale=2) as picture:
        picture.open("frontend/src/useAnalysis.js", 28, 60)
        picture.wait_for_status("main")
        picture.hover_text()
        taken = picture.shoot("vscode-hover")

    assert taken.stat().st_size < 300_000
    if ORIGINAL_ENVIRONMENT.get("WIRELENS_UPDATE_PICTURES"):
        shutil.copy(taken, README_PICTURE)
