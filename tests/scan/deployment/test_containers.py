"""What Dockerfiles and compose files say of containers."""

from inspect import cleandoc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.facts_text import facts_text
from wirelens.model.expression import Environment, Literal
from wirelens.model.facts import Problem
from wirelens.model.span import Position, Span
from wirelens.scan.deployment.scanner import reads, scan

KINDS = ("images", "containers", "run_commands")


def said(file: str, source: str) -> list[str]:
    source = cleandoc(source)
    return facts_text(scan(file, source), source, KINDS).splitlines()


def test_a_dockerfile() -> None:
    assert said(
        "api/Dockerfile",
        """
        # syntax=docker/dockerfile:1
        ARG VERSION=3.12
        FROM python:${VERSION}-slim AS base
        WORKDIR /app
        ENV PORT=9000 API_URL="http://other:${PORT}/v1" SECRET_KEY=hidden
        COPY --chown=me requirements.txt pyproject.toml ./
        FROM node:20 AS web
        COPY . .
        RUN npm run build
        FROM base
        COPY ["src", "./src"]
        COPY --from=web /dist /static
        EXPOSE 9000/tcp
        CMD ["sh", "-c", "alembic upgrade head && \\
             uvicorn src.main:app --port $PORT"]
        """,
    ) == [
        (
            "Image stage=base base=python:3.12-slim directory=/app span=2:0[FROM python:${VERSION}-slim AS base] "
            "placed=(source=requirements.txt target=/app/requirements.txt, source=pyproject.toml target=/app/pyproject.toml) "
            'environment=(name=PORT value=~"9000" span=4:0[ENV PORT=9000 API_URL="http://other:${PORT}/v1" SECRET_KEY=hidden], '
            'name=API_URL value=~"http://other:9000/v1" span=4:0[ENV PORT=9000 API_URL="http://other:${PORT}/v1" SECRET_KEY=hidden])'
        ),
        "Image stage=web base=node:20 directory=/ span=6:0[FROM node:20 AS web] placed=(target=/)",
        (
            "Image base=python:3.12-slim directory=/app span=9:0[FROM base] "
            "placed=(source=requirements.txt target=/app/requirements.txt, source=pyproject.toml target=/app/pyproject.toml, "
            "source=src target=/app/src) "
            'commands=(program=uvicorn directory=/app application=src.main:app port=9000 span=13:0-14:40[CMD ["sh", "-c", '
            '"alembic upgrade head && \\ …]) exposed=(9000) '
            'environment=(name=PORT value=~"9000" span=4:0[ENV PORT=9000 API_URL="http://other:${PORT}/v1" SECRET_KEY=hidden], '
            'name=API_URL value=~"http://other:9000/v1" span=4:0[ENV PORT=9000 API_URL="http://other:${PORT}/v1" SECRET_KEY=hidden])'
        ),
    ]


@pytest.mark.parametrize(
    ("lines", "commands", "scripts"),
    [
        ("CMD uvicorn main:app", [("uvicorn", "/", "main:app", None, None)], ()),
        (
            "WORKDIR /a\nCMD poetry run gunicorn -b :${PORT:-8080} a.wsgi",
            [("gunicorn", "/a", "a.wsgi", None, Environment("PORT", Literal("8080")))],
            (),
        ),
        ('WORKDIR /a\nENTRYPOINT ["./start.sh"]\nCMD ["web"]', [], ("/a/start.sh",)),
        ('ENTRYPOINT ["tini", "--"]\nCMD ["python", "-m", "server.main"]', [("python", "/", "server.main:", None, None)], ()),
        ('ENTRYPOINT ["hypercorn", "main:app"]\nCMD ["-b", "0.0.0.0:9"]', [("hypercorn", "/", "main:app", 9, None)], ()),
        ("WORKDIR /a\nCMD cd b && python manage.py runserver 0.0.0.0:80", [("manage.py", "/a/b", None, 80, None)], ()),
        ("CMD celery -A tasks worker", [], ()),
        ('CMD ["npm", "start"]', [], ()),
        ("RUN uvicorn main:app", [], ()),
        ("HEALTHCHECK CMD curl http://localhost:8000", [], ()),
    ],
)
def test_commands(lines: str, commands: list[tuple[object, ...]], scripts: tuple[str, ...]) -> None:
    (image,) = scan("Dockerfile", f"FROM x\n{lines}").images
    assert [(each.program, each.directory, each.application, each.port, each.port_value) for each in image.commands] == commands
    assert image.scripts == scripts


def test_a_compose_file() -> None:
    assert said(
        "compose.yaml",
        """
        x-base: &base
          env_file: [.env, {path: ./env/web.env}]
        services:
          web:
            <<: *base
            build: .
            container_name: shop-web
            command: bash -c "./wait-for-it.sh db:5432 -- python manage.py runserver 0.0.0.0:8000"
            ports: ["${WEB_PORT:-8001}:8000", "127.0.0.1:9000-9001:9000-9001/tcp", 7000]
            volumes: ["./backend:/app", "data:/data"]
          api:
            build: {context: ./api, dockerfile: dev.Dockerfile, target: dev}
            working_dir: /srv
            command: ["uvicorn", "main:app", "--port", "${API_PORT:-8080}"]
            environment:
              - USERS_URL=http://web:${WEB:-8000}
              - DB_PASSWORD=hidden
            ports: [{target: 80, published: "8080"}]
            networks: {default: {aliases: [api.local]}}
          db:
            image: postgres
            expose: ["5432"]
        """,
    ) == [
        (
            "Container names=(web, shop-web) span=4:4-10:2[<<: *base …] placed=(source=backend target=/app) is_command_given=True "
            "commands=(program=manage.py application=None port=8000 "
            'span=7:13[bash -c "./wait-for-it.sh db:5432 -- python manage.py runserver 0.0.0.0:8000"]) scripts=(./wait-for-it.sh) '
            'published=(outside=$WEB_PORT(~"8001") inside=~"8000", outside=~"9000" inside=~"9000", outside=~"9001" inside=~"9001", '
            'outside=None inside=~"7000") environment_files=(.env, env/web.env)'
        ),
        (
            "Container names=(api, api.local) span=11:4-19:2[build: {context: ./api, dockerfile: dev.Dockerfile, target: dev} …] "
            "context=api dockerfile=dev.Dockerfile stage=dev directory=/srv is_command_given=True "
            "commands=(program=uvicorn directory=/srv application=main:app port=8080 "
            'span=13:13[["uvicorn", "main:app", "--port", "${API_PORT:-8080}"]]) published=(outside=~"8080" inside=~"80") '
            'environment=(name=USERS_URL value=~"http://web:"+$WEB(~"8000") '
            "span=11:4-19:2[build: {context: ./api, dockerfile: dev.Dockerfile, target: dev} …])"
        ),
        "Container names=(db) span=20:4-21:20[image: postgres …] image=postgres exposed=(5432)",
    ]


@pytest.mark.parametrize(
    "command",
    [
        '>\n      sh -c "python manage.py migrate &&\n             python manage.py runserver 0.0.0.0:8000"',
        '|\n      bash -c "\n        python manage.py migrate\n        python manage.py runserver 0.0.0.0:8000\n      "',
        "|\n      python manage.py runserver \\\n        0.0.0.0:8000",
        '|\n      bash -c "\n        # don\'t\n        python manage.py migrate\n        python manage.py runserver 0.0.0.0:8000\n      "',
    ],
)
def test_commands_over_several_lines(command: str) -> None:
    source = f"services:\n  web:\n    build: ./backend\n    command: {command}\n"
    (container,) = scan("compose.yaml", source).containers
    assert [(started.program, started.port) for started in container.commands] == [("manage.py", 8000)]


@pytest.mark.parametrize(
    ("given", "started"),
    [
        ("entrypoint: gunicorn\n    command: --bind 0.0.0.0:5000 shop.wsgi:app", [("gunicorn", "shop.wsgi:app", 5000)]),
        ("entrypoint: [uvicorn]\n    command: main:app --port 8001", [("uvicorn", "main:app", 8001)]),
        ("entrypoint: uvicorn main:app\n    command: [--reload]", [("uvicorn", "main:app", None)]),
        ('entrypoint: "it\'s"\n    command: echo main:app', []),
        ("command: pip install gunicorn && celery -A shop.wsgi", []),
    ],
)
def test_a_command_is_what_the_entry_point_is_given(given: str, started: list[tuple[object, ...]]) -> None:
    containers = scan("compose.yaml", f"services:\n  web:\n    {given}\n").containers
    assert [(c.program, c.application, c.port) for container in containers for c in container.commands] == started


def test_a_broken_compose_file_is_read_up_to_the_break() -> None:
    facts = scan("docker-compose.yml", "services:\n  web:\n    build: ./web\n  api: [\n")
    start = Position(0, 0)
    assert [container.names for container in facts.containers] == [("web",)]
    assert facts.problems == (Problem("syntax", Span(start, start)),)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[" * 50_000,
        "a: &a [*a]\nservices: *a",
        "services: &s {web: {<<: *s}}",
        "services: {web: 1, api: [], db: {ports: {a: 1}, build: [x], volumes: [1, [2]], env_file: {}}}",
        "services:\n\t- tab",
        "%YAML 9.9\n---\nservices: {}",
        "x" * 200_000,
        "services:\n  a:\n    ports: ['1-99999:1-99999', ':', '::', '${A}:${B', 'x:y']\n",
    ],
)
def test_hostile_compose_files(text: str) -> None:
    scan("compose.yml", text)


def test_an_alias_bomb_stays_small() -> None:
    levels = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30))
    facts = scan("compose.yml", f"a0: &a0 x\n{levels}\nservices:\n  web:\n    build: .\n    ports: *a29\n")
    assert [container.names for container in facts.containers] == [("web",)]


@given(st.text(alphabet="FROMCPYWRKDIENTV \n\\\"'[]{}$:=-.,/ab0\t#<", max_size=200))
def test_any_dockerfile(text: str) -> None:
    scan("Dockerfile", text)


def test_names() -> None:
    files = [
        "compose.yaml",
        "compose.prod.yml",
        "docker-compose.yml",
        "docker-compose-dev.yaml",
        "Dockerfile",
        "dev.Dockerfile",
        "Dockerfile.web",
    ]
    others = ["config.yaml", "docker.md.txt", "compose.txt"]
    assert [file for file in files if not reads(file)] == []
    assert [file for file in others if reads(file)] == []
