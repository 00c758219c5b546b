"""VS Code's window as a person uses it: by its keys, its palette and what it shows. Every step waits for what it brings about."""

import re
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, FrameLocator, Locator, Page, Route, TimeoutError, expect, sync_playwright  # noqa: A004

from editors.vscode.installation import HERE, chromium

SHOTS = HERE / "shots"
PATIENCE_MS = 20_000
TRIES = 4
QUIET_BROWSER = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class Workbench:
    """One window. `strangers` are the addresses outside this machine that the page asked for; none was answered."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.strangers: list[str] = []
        self.status = page.locator(".part.statusbar .statusbar-item[id='wirelens.wirelens.wirelens.status']")
        self._prompt = page.locator(".quick-input-widget:visible input").first

    def trust(self) -> None:
        """Trusts the folder, as VS Code's page about it offers."""
        self.run("Workspaces: Manage Workspace Trust")
        self.page.get_by_role("button", name="Trust", exact=True).first.click()
        self.page.locator(".part.statusbar", has_text="Restricted Mode").wait_for(state="hidden")

    def key(self, *strokes: str) -> None:
        """Presses keys, one after the other."""
        for stroke in strokes:
            self.page.keyboard.press(stroke)

    def run(self, title: str) -> None:
        """Runs a command by its title in the palette."""
        self._choose("F1", f">{title}", title)

    def open(self, file: str, line: int = 1, column: int = 1) -> None:
        """Opens a file of the workspace, alone, with the cursor at a place (1-based)."""
        self.run("View: Close All Editors")
        self.show(file, line, column)

    def show(self, file: str, line: int, column: int) -> None:
        """Opens a file in the active group of editors."""
        folder, name = file.rsplit("/", 1)
        self._choose("Control+P", file, f"{name} {folder}")
        self.tab(name).first.wait_for()
        self.page.locator(".monaco-editor .view-line").first.wait_for()
        self.go_to(line, column)

    def go_to(self, line: int, column: int) -> None:
        """Puts the cursor of the active editor at a place (1-based)."""
        self.key("Control+G")
        self.type_into_prompt(f":{line}:{column}")
        self.wait_for_cursor(line, column)

    def type_into_prompt(self, text: str) -> None:
        """Answers the input box that is open."""
        self._prompt.fill(text)
        self.key("Enter")
        self._prompt.wait_for(state="hidden")

    def _choose(self, opener: str, text: str, entry: str) -> None:
        chosen = self.page.locator(f".quick-input-list .monaco-list-row.focused[aria-label^='{entry}']")
        for _ in range(TRIES):
            self.key(opener)
            try:
                self._prompt.fill(text, timeout=PATIENCE_MS / TRIES)
                chosen.wait_for(timeout=PATIENCE_MS / TRIES)
            except TimeoutError:
                self.key("Escape")  # a window that still loads may close its prompt, or fill it with what it knew before
            else:
                break
        chosen.wait_for()
        self.key("Enter")
        chosen.wait_for(state="hidden")

    def wait_for_cursor(self, line: int, column: int) -> None:
        """Waits until the cursor is there, as the status bar tells it."""
        self.page.locator(".part.statusbar", has_text=f"Ln {line}, Col {column}").wait_for()

    def wait_for_status(self, said: str | re.Pattern[str]) -> None:
        """Waits until our item of the status bar says this to a screen reader."""
        expect(self.status).to_have_attribute("aria-label", said, timeout=PATIENCE_MS)

    def tab(self, name: str) -> Locator:
        """The tab of a file or a preview."""
        return self.page.locator(".tab", has=self.page.get_by_text(name, exact=True))

    @property
    def preview(self) -> FrameLocator:
        """What the preview of a Markdown file holds."""
        return self.page.frame_locator("iframe.webview.ready").frame_locator("#active-frame")

    def line(self, text: str) -> Locator:
        """The line of the editor that holds this text."""
        return self.page.locator(".monaco-editor .view-line", has_text=text)

    def hover_text(self) -> str:
        """Hovers at the cursor and answers what is shown."""
        self.run("Show or Focus Hover")
        hover = self.page.locator(".monaco-hover:visible .hover-contents").first
        hover.wait_for()
        return hover.inner_text()

    @property
    def lenses(self) -> Locator:
        """The code lenses in view, from top to bottom."""
        return self.page.locator(".monaco-editor .codelens-decoration:visible")

    def suggestions(self) -> list[str]:
        """What completion offers at the cursor, one string an entry."""
        self.key("Control+Space")
        entries = self.page.locator(".suggest-widget.visible .monaco-list-row")
        entries.first.wait_for()
        return [entry.get_attribute("aria-label") or "" for entry in entries.all()]

    @property
    def calls(self) -> Locator:
        """The entries of the call hierarchy's view."""
        return self.page.locator(".part.sidebar", has_text="Callers Of").locator(".monaco-list-row")

    @property
    def commit_message(self) -> Locator:
        """What stands in the input box of Source Control."""
        return self.page.locator(".scm-input .view-lines")

    def problems(self) -> list[str]:
        """What the panel of problems lists, one string a row."""
        self.run("Problems: Focus on Problems View")
        rows = self.page.locator(".markers-panel .monaco-list-row")
        rows.first.wait_for()
        return [row.get_attribute("aria-label") or "" for row in rows.all()]

    def choose_quick_fix(self, title: str) -> None:
        """Chooses from the lightbulb's menu."""
        self.key("Control+.")
        entry = self.page.locator(".action-widget .monaco-list-row", has_text=title)
        entry.wait_for()
        entry.hover()
        self.key("Enter")

    def toast(self, text: str) -> Locator:
        """The notification that holds this text."""
        return self.page.locator(".notifications-toasts .notification-list-item", has_text=text)

    def shoot(self, name: str) -> Path:
        """Takes a picture of the window."""
        SHOTS.mkdir(exist_ok=True)
        path = SHOTS / f"{name}.png"
        self.page.screenshot(path=path, animations="disabled")
        return path


@contextmanager
def browser() -> Generator[Browser]:
    """The system's Chromium, until the block ends."""
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(
            executable_path=chromium(), args=QUIET_BROWSER, env={"FONTCONFIG_FILE": str(HERE / "fonts.conf")}
        )
        try:
            yield chrome
        finally:
            chrome.close()


@contextmanager
def workbench(chrome: Browser, url: str, *, width: int = 1200, height: int = 720, scale: float = 1) -> Generator[Workbench]:
    """The window at `url`, until the block ends. `scale`: pixels of a picture for one of the window."""
    page = chrome.new_page(viewport={"width": width, "height": height}, device_scale_factor=scale)
    page.set_default_timeout(PATIENCE_MS)
    window = Workbench(page)

    def refuse(route: Route) -> None:
        window.strangers.append(route.request.url)
        route.abort()

    page.context.route(lambda address: urlsplit(address).hostname != "127.0.0.1", refuse)
    page.goto(url)
    page.locator(".monaco-workbench .part.statusbar").wait_for(timeout=3 * PATIENCE_MS)
    try:
        yield window
    finally:
        page.close()
