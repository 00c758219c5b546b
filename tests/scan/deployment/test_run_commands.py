"""Servers that instructions start."""

from inspect import cleandoc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.facts_text import facts_text
from wirelens.scan.deployment.scanner import scan


def commands(source: str, file: str = "README.md") -> list[str]:
    source = cleandoc(source)
    return facts_text(scan(file, source), source).splitlines()


def started(*lines: str, file: str = "README.md") -> list[str]:
    """What one fence starts, places left out."""
    return [command.split(" span=")[0].removeprefix("RunCommand ") for command in commands("\n".join(("```", *lines, "```")), file)]


def test_a_readme() -> None:
    assert commands("""
        # 실행 😀
        Run `uvicorn prose:app --port 1` or python manage.py runserver 2.

        1. Backend:
           ```bash
           $ cd backend
           $ python manage.py migrate && python manage.py runserver 8000   # 개발 서버
           ```
        2. AI server

        ~~~
        cd ai_server
        uvicorn main:app --reload --port 9000
        ~~~
        ```python
        import os; os.system("uvicorn code:app --port 3")
        ```
        ```sh
        cd frontend && npm run dev
        # uvicorn comment:app
        echo "uvicorn text:app"
        ```
    """) == [
        (
            "RunCommand program=manage.py directory=backend application=None port=8000 "
            "span=6:5[python manage.py migrate && python manage.py runserver 8000   # 개발 서버]"
        ),
        "RunCommand program=uvicorn directory=ai_server application=main:app port=9000 span=12:0[uvicorn main:app --reload --port 9000]",
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("python manage.py runserver", "program=manage.py application=None port=None"),
        ("python3 manage.py runserver 0.0.0.0:8001 --noreload", "program=manage.py application=None port=8001"),
        ("python -u backend/manage.py runserver 127.0.0.1:8002", "program=manage.py directory=backend application=None port=8002"),
        ("./manage.py runserver", "program=manage.py application=None port=None"),
        (r"python backend\manage.py runserver", "program=manage.py directory=backend application=None port=None"),
        ("DEBUG=1 uv run python manage.py runserver 8003", "program=manage.py application=None port=8003"),
        ("uvicorn main:app", "program=uvicorn application=main:app port=None"),
        ("python -m uvicorn app.main:app --host 0.0.0.0 --port=9000", "program=uvicorn application=app.main:app port=9000"),
        ("uv run uvicorn main:app --port 9001 --reload", "program=uvicorn application=main:app port=9001"),
        ("poetry run uvicorn main:create --factory --app-dir src", "program=uvicorn directory=src application=main:create port=None"),
        ("fastapi dev main.py --port 9002", "program=fastapi application=main:app port=9002"),
        ("fastapi run app/server.py --app api", "program=fastapi application=app.server:api port=None"),
        ("flask run", "program=flask application=app port=None"),
        ("FLASK_APP=hello.py flask run -p 5001", "program=flask application=hello port=5001"),
        ("flask --app shop:create_app run --port 5002 --debug", "program=flask application=shop:create_app port=5002"),
        ("gunicorn mod:app -b :8004", "program=gunicorn application=mod:app port=8004"),
        ("gunicorn --bind=0.0.0.0:8005 --workers 2 config.wsgi", "program=gunicorn application=config.wsgi port=8005"),
        ("gunicorn config.wsgi -k uvicorn.workers.UvicornWorker -b :8006", "program=gunicorn application=config.wsgi port=8006"),
        ("gunicorn -c gunicorn.conf.py config.wsgi --log-file -", "program=gunicorn application=config.wsgi port=None"),
        ("gunicorn -k uvicorn.workers.UvicornWorker main:app", "program=gunicorn application=main:app port=None"),
        ("PS C:\\app> uvicorn main:app", "program=uvicorn application=main:app port=None"),
        ("(venv) $ uvicorn main:app", "program=uvicorn application=main:app port=None"),
        ("me@host:~/app$ uvicorn main:app", "program=uvicorn application=main:app port=None"),
        ("nohup uvicorn main:app > log.txt 2>&1 &", "program=uvicorn application=main:app port=None"),
    ],
)
def test_programs(line: str, expected: str) -> None:
    assert started(line) == [expected]


@pytest.mark.parametrize(
    "line",
    [
        "python manage.py migrate",
        "python main.py",
        "pip install uvicorn gunicorn flask",
        "uvicorn --version",
        "flask shell",
        "fastapi --help",
        "echo 'uvicorn main:app'",
        "# uvicorn main:app",
        "uvicorn 'main:app",
        "docker run app uvicorn main:app",
        "cd /srv/app && uvicorn main:app",
        "cd $HOME && uvicorn main:app",
        "python",
        "python -m",
        "python -u",
        "uv run",
        "cd",
        "",
    ],
)
def test_silent(line: str) -> None:
    assert started(line) == []


def test_where_a_session_goes() -> None:
    assert started("cd backend", "cd ..", "cd ./ai_server/", "uvicorn main:app") == [
        "program=uvicorn directory=ai_server application=main:app port=None"
    ]
    assert started(r"cd .\backend\api", "uvicorn main:app") == ["program=uvicorn directory=backend/api application=main:app port=None"]
    assert started("(cd a && uvicorn one:app) & cd b; uvicorn two:app") == [
        "program=uvicorn directory=a application=one:app port=None",
        "program=uvicorn directory=b application=two:app port=None",
    ]
    assert started("cd ../server", "uvicorn main:app", file="docs/run.md") == [
        "program=uvicorn directory=../server application=main:app port=None"
    ]
    assert started("export FLASK_APP=shop FLASK_RUN_PORT=5003", "flask run") == ["program=flask application=shop port=5003"]


def test_a_fresh_clone_is_the_repository() -> None:
    lines = ("git clone https://example.org/me/shop.git", "cd shop/backend", "uvicorn main:app")
    assert started(*lines) == ["program=uvicorn directory=backend application=main:app port=None"]
    assert started(*lines, file="docs/run.md") == ["program=uvicorn directory=../backend application=main:app port=None"]


def test_continued_lines_and_open_fences() -> None:
    assert commands("""
        ````console
        > uvicorn main:app \\
        >   --port 8006
        ```
    """) == ["RunCommand program=uvicorn application=main:app port=8006 span=1:2-2:15[uvicorn main:app \\ …]"]


def test_a_line_that_no_one_typed() -> None:
    assert started("a@" + "a." * 500_000, "uvicorn main:app") == ["program=uvicorn application=main:app port=None"]


@given(st.text(alphabet=st.sampled_from("`~$>#&;|()\\'\"= \t\r\ncd./uvicorn main:app-p8")))
def test_arbitrary_text(source: str) -> None:
    facts_text(scan("README.md", f"```\n{source}"), f"```\n{source}")
