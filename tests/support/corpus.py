"""Applications from PyPI, each installed into an environment of its own, which later runs find again."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from support.original_environment import ORIGINAL_ENVIRONMENT
from wirelens.model.settings import Settings
from wirelens.workspace.folder_analysis import analyze_folder

CORPUS = Path(__file__).parents[1] / "corpus"
ENVIRONMENTS = CORPUS.parents[1] / ".venv-corpus"

UNREACHABLE = ("Temporary failure in name resolution", "Failed to establish a new connection", "ProxyError", "ReadTimeoutError")
"""What pip says where there is no way to PyPI."""

Row = tuple[str, str, str]
"""Protocol, method, path."""


@dataclass(frozen=True, slots=True)
class Environment:
    """A Python of its own: the program, and the folder of what is installed."""

    python: Path
    packages: Path


def environment(name: str) -> Environment:
    """Installs what `locks/NAME.txt` pins, unless that was done before. Skips where PyPI cannot be reached."""
    lock = CORPUS / "locks" / f"{name}.txt"
    recipe = hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()[:12]
    folder = ENVIRONMENTS / f"{name}-{recipe}"
    python = folder / "bin" / "python"
    if not (folder / "complete").exists():
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
        pip = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--disable-pip-version-check"]
        run = subprocess.run(
            [*pip, "--no-deps", "--no-compile", "--requirement", lock],
            env=ORIGINAL_ENVIRONMENT,
            capture_output=True,
            text=True,
            check=False,
        )
        if any(sign in run.stderr for sign in UNREACHABLE):
            pytest.skip("PyPI cannot be reached")
        assert run.returncode == 0, run.stderr
        (folder / "complete").touch()
    return Environment(python, next(folder.glob("lib/python*/site-packages")))


def reported_routes(installed: Environment, package: str, make: str, working: Path) -> set[Row]:
    """What an application says of itself, asked in a child process that runs in the folder `working`."""
    run = subprocess.run(
        [installed.python, CORPUS / "report_routes.py", package, make],
        cwd=working,
        env={**os.environ, "HOME": str(working), "PYTHONPATH": str(working), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return {(protocol, method, path) for protocol, method, path in json.loads(run.stdout)}


def mapped_routes(folder: Path, service: str | None = None) -> set[Row]:
    """What the map says of a folder, or of one service in it. HEAD and OPTIONS, which frameworks add by themselves, are left out."""
    return {
        (endpoint.protocol, method, endpoint.path)
        for endpoint in analyze_folder(folder, Settings(), "en").map.endpoints
        if not endpoint.external and service in {None, endpoint.service}
        for method in endpoint.methods or ("*",)
        if method not in {"HEAD", "OPTIONS"}
    }
