"""A real VS Code, served to a browser: a profile of its own, our extension installed, one folder open."""

import json
import os
import subprocess
import urllib.parse
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from editors.vscode.installation import CODE_SERVER, NODE
from support.child_server import child_server, free_port

QUIET: dict[str, Any] = {
    "telemetry.telemetryLevel": "off",
    "update.mode": "none",
    "extensions.autoCheckUpdates": False,
    "extensions.autoUpdate": False,
    "extensions.ignoreRecommendations": True,
    "workbench.enableExperiments": False,
    "workbench.settings.enableNaturalLanguageSearch": False,
    "workbench.startupEditor": "none",
    "workbench.tips.enabled": False,
    "workbench.editor.useModal": "off",
    "workbench.welcomePage.walkthroughs.openOnInstall": False,
    "chat.disableAIFeatures": True,
    "git.autorefresh": True,
    "git.openRepositoryInParentFolders": "never",
    "remote.autoForwardPorts": False,
    "workbench.colorTheme": "Default Dark Modern",
    "typescript.tsserver.enabled": False,
    "files.autoSave": "off",
    "editor.minimap.enabled": False,
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "security.workspace.trust.startupPrompt": "never",
    "security.workspace.trust.banner": "never",
}
"""Nothing that calls home, pops up by itself or answers beside our server."""


@dataclass(frozen=True, slots=True)
class CodeServer:
    """A running code-server with its profile."""

    url: str
    profile: Path

    def configure(self, settings: Mapping[str, Any]) -> None:
        """Makes these the user's settings, beside the quiet ones; VS Code takes them over at once."""
        for layer in ("User", "Machine"):
            file = self.profile / layer / "settings.json"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps({**QUIET, **settings}, indent=2), encoding="utf-8")


@contextmanager
def code_server(root: Path, workspace: Path, extension: Path, settings: Mapping[str, Any]) -> Generator[CodeServer]:
    """Runs code-server until the block ends. `root` takes everything that it writes."""
    port = free_port()
    folder = urllib.parse.urlencode({"folder": workspace})
    server = CodeServer(f"http://127.0.0.1:{port}/?{folder}", root / "profile")
    server.configure(settings)
    configuration = root / "config.yaml"
    configuration.write_text("auth: none\ncert: false\n", encoding="utf-8")
    places = ["--config", str(configuration), "--user-data-dir", str(server.profile), "--extensions-dir", str(root / "extensions")]
    command = [str(NODE), str(CODE_SERVER), *places]
    homes = {f"XDG_{kind}_HOME": str(root / "home" / kind.lower()) for kind in ("CACHE", "CONFIG", "DATA", "STATE")}
    own = {"HOME": str(root / "home"), **homes, "TMPDIR": str(root), "EXTENSIONS_GALLERY": '{"serviceUrl":""}'}
    subprocess.run([*command, "--install-extension", str(extension)], env={**os.environ, **own}, check=True, capture_output=True)
    quiet = ["--disable-telemetry", "--disable-update-check", "--disable-getting-started-override", "--ignore-last-opened"]
    serve = [*command, "--bind-addr", f"127.0.0.1:{port}", *quiet]
    with child_server(serve, port, folder=root, environment=own, log=root / "code-server.log"):
        yield server
