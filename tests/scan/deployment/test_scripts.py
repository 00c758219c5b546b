"""Servers that Makefiles, Procfiles, shell scripts and `package.json` start."""

from inspect import cleandoc

import pytest

from wirelens.model.expression import Environment, Expression, Hole, Literal
from wirelens.scan.deployment.scanner import scan


def started(file: str, source: str) -> list[tuple[str, str, str | None, int | Expression | None]]:
    return [(each.program, each.directory, each.application, each.port or each.port_value) for each in scan(file, source).run_commands]


def test_makefile() -> None:
    recipe = "run: build\n\t@cd api && uvicorn main:app \\\n\t\t--port $(PORT)\n\t-flask run -p ${OTHER}\n"
    source = f"PORT ?= 8005 # local\n\n{recipe}\nuvicorn no:app\n"
    assert started("Makefile", source) == [
        ("uvicorn", "api", "main:app", 8005),
        ("flask", "", "app", Environment("OTHER")),
    ]


def test_procfile() -> None:
    assert started(
        "Procfile",
        "web: gunicorn -b 0.0.0.0:$PORT shop.wsgi\nworker: celery -A shop worker\n# web: uvicorn x:y\nrelease: python manage.py migrate",
    ) == [
        ("gunicorn", "", "shop.wsgi", Environment("PORT")),
    ]


def test_shell_script() -> None:
    source = """
        #!/bin/sh
        # uvicorn comment:app
        set -e
        PORT=${PORT:-8000}
        cd /app/src
        exec uvicorn main:app --host 0.0.0.0 --port $PORT
        python -m server.main
        echo "uvicorn text:app"
    """
    assert started("start.sh", cleandoc(source)) == [
        ("uvicorn", "/app/src", "main:app", Environment("PORT", Literal("8000"))),
        ("python", "/app/src", "server.main:", None),
    ]


def test_package_json() -> None:
    source = '{"scripts": {"dev": "concurrently \\"cd ../api && uvicorn main:app --port 8002\\" vite", "test": "vitest", "x": 1}}'
    assert started("package.json", source) == [("uvicorn", "../api", "main:app", 8002)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("hypercorn -b :81 a:b", ("hypercorn", "", "a:b", 81)),
        ("daphne -p 82 a.asgi:application", ("daphne", "", "a.asgi:application", 82)),
        ("granian --interface asgi --port 83 a:b", ("granian", "", "a:b", 83)),
        ("waitress-serve --listen=*:84 a:b", ("waitress-serve", "", "a:b", 84)),
        ("fastapi dev --port 85", ("fastapi", "", "main:app", 85)),
        ("uv run --frozen fastapi run app/main.py", ("fastapi", "", "app.main:app", None)),
        ("gunicorn -c conf.py a:b", ("gunicorn", "", "a:b", Hole("bind"))),
        ("gunicorn users-api:app", ("gunicorn", "", "users-api:app", None)),
        ("opentelemetry-instrument uvicorn a:b --port 86", ("uvicorn", "", "a:b", 86)),
        ("PORT=87 gunicorn a:b", ("gunicorn", "", "a:b", 87)),
    ],
)
def test_programs(line: str, expected: tuple[object, ...]) -> None:
    assert started("run.sh", line) == [expected]
