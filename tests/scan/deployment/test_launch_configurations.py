"""How an editor starts servers."""

import json

import pytest

from wirelens.scan.deployment.scanner import reads, scan


def started(text: str) -> list[tuple[str, str, str | None, int | None]]:
    commands = scan("api/.vscode/launch.json", text).run_commands
    return [(command.program, command.directory, command.application, command.port) for command in commands]


def test_modules_and_programs() -> None:
    assert reads("api/.vscode/launch.json")
    text = """{
      // what the editor runs
      "configurations": [
        {"type": "debugpy", "request": "launch", "module": "uvicorn", "args": ["app.main:app", "--port", "8001"],
         "cwd": "${workspaceFolder}/api"},
        {"type": "python", "request": "launch", "program": "${workspaceFolder}\\\\shop\\\\manage.py", "args": ["runserver", "8081"]},
        {"type": "debugpy", "request": "launch", "module": "flask", "env": {"FLASK_APP": "shop"}, "args": "run -p 5001"},
        {"type": "debugpy", "request": "launch", "program": "${workspaceRoot}/run.py"},
      ],
    }"""
    assert started(text) == [
        ("uvicorn", "../api", "app.main:app", 8001),
        ("manage.py", "../shop", None, 8081),
        ("flask", "..", "shop", 5001),
        ("python", "..", "run:", None),
    ]


@pytest.mark.parametrize(
    "configuration",
    [
        {"type": "debugpy", "request": "launch", "program": "${file}"},
        {"type": "debugpy", "request": "launch"},
        {"type": "debugpy", "request": "attach", "connect": {"port": 5678}},
        {"type": "chrome", "request": "launch", "url": "http://localhost:5173"},
        {"type": "debugpy", "request": "launch", "module": "celery", "args": ["-A", "shop", "worker"]},
        {"type": "debugpy", "request": "launch", "module": 3, "args": 4, "env": []},
        {"type": ["debugpy"], "request": {"launch": 1}, "module": "uvicorn", "args": ["main:app"]},
        [],
        None,
    ],
)
def test_what_starts_no_server(configuration: object) -> None:
    assert [each for each in started(json.dumps({"configurations": [configuration]})) if each[0] != "python"] == []


@pytest.mark.parametrize("text", ["", "[]", "{", '{"configurations": {}}', "[" * 5000, '{"configurations": "x"}'])
def test_what_is_no_list_of_configurations(text: str) -> None:
    assert started(text) == []
