"""The map's endpoints are the routes that the imported applications report."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from wirelens.model.settings import Settings
from wirelens.workspace.folder_analysis import analyze_folder

TESTS = Path(__file__).parents[1]
ROOT = TESTS.parent / "examples" / "three-machines"

Route = tuple[tuple[str, ...], str, str, str, int]
"""Methods, path, handler, file, line."""


def reported(folder: str, framework: str, argument: str) -> list[Route]:
    """What the application in `folder` says of itself."""
    run = subprocess.run(
        [sys.executable, "-m", f"support.route_tables.{framework}_routes", argument],
        cwd=ROOT / folder,
        env={**os.environ, "PYTHONPATH": str(TESTS), "PYTHONDONTWRITEBYTECODE": "1", "GEMINI_API_KEY": "not-a-key"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return sorted(
        (tuple(methods), path, handler, f"{folder}/{file}", line) for methods, path, handler, file, line in json.loads(run.stdout)
    )


@pytest.fixture(scope="module")
def mapped() -> dict[str, list[Route]]:
    """The map's endpoints by service."""
    services: dict[str, list[Route]] = {}
    for endpoint in analyze_folder(ROOT, Settings(), "en").map.endpoints:
        if not endpoint.external:
            route = (endpoint.methods, endpoint.path, endpoint.handler, endpoint.location.file, endpoint.location.line)
            services.setdefault(endpoint.service, []).append(route)
    return {service: sorted(routes) for service, routes in services.items()}


def test_the_services_are_told_apart(mapped: dict[str, list[Route]]) -> None:
    assert sorted(mapped) == ["ai_server", "ai_server:main_0124", "backend"]


@pytest.mark.parametrize(
    ("service", "folder", "framework", "argument"),
    [
        ("backend", "backend", "django", "config.settings"),
        ("ai_server", "ai_server", "fastapi", "main:app"),
        ("ai_server:main_0124", "ai_server", "fastapi", "main_0124:app"),
    ],
)
def test_routes_equal_those_of_the_running_application(
    mapped: dict[str, list[Route]], service: str, folder: str, framework: str, argument: str
) -> None:
    assert mapped[service] == reported(folder, framework, argument)
