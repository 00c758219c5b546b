"""Which values of a `.env` file may stand in what is sent, and which may not."""

import pytest

from wirelens.explain.environment_values import secret_values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SECRET_KEY=abc-123-def\n", {"abc-123-def"}),
        ("export TOKEN='a b#c'  # comment", {"a b#c"}),
        ('GREETING = "Hello, 세계 1"\r\nX=1\r\n', {"Hello, 세계 1"}),
        ("PLAIN=value-7 # comment", {"value-7"}),
        ("DB_PASSWORD=sunshine", {"sunshine"}),
        ("DATABASE_URL=postgres://app:p%40ss-1@db:5432/x", {"postgres://app:p%40ss-1@db:5432/x", "p%40ss-1", "p@ss-1"}),
        ("SENTRY=https://abc123def@o1.ingest.sentry.io/1", {"https://abc123def@o1.ingest.sentry.io/1", "abc123def"}),
        ("INTERNAL=https://billing.corp.example/v1", {"https://billing.corp.example/v1"}),
        ('KEY="-----BEGIN\nabcdefgh1\nEND"', {"-----BEGIN\nabcdefgh1\nEND", "-----BEGIN", "abcdefgh1"}),
        ("A=x1y2\nB=\nC\n=d\nE: y2z3", {"x1y2", "y2z3"}),
        ("URL=http://[broken-1", {"http://[broken-1"}),
    ],
)
def test_what_could_be_secret_is(text: str, expected: set[str]) -> None:
    assert secret_values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "DEBUG=true",
        "PORT=8000",
        "NODE_ENV=production",
        "DJANGO_SETTINGS_MODULE=config.settings.dev",
        "VITE_API_URL=http://localhost:8000/api",
        "AI_URL=http://127.0.0.1:9000",
        "BACKEND=http://backend:8000",
        "MEDIA_ROOT=./data/uploads",
        "HOST=0.0.0.0",
        "DB_PASSWORD=postgres",
        "API_KEY=",
        "# SECRET_KEY=abc-123-def",
        "",
        "\ufeff",
    ],
)
def test_what_stands_in_the_code_as_well_is_none(text: str) -> None:
    assert secret_values(text) == set()
