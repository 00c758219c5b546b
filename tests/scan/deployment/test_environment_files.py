"""Which values of `.env` files become facts: addresses, and nothing else."""

from time import process_time

import pytest

from wirelens.model.expression import Environment, Expression, Join, Literal
from wirelens.scan.scanner import scan


def _values(text: str) -> dict[str, Expression]:
    facts = scan("web/.env.local", text)
    assert facts is not None
    return {variable.name: variable.value for variable in facts.environment}


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("API_URL=http://localhost:8000", Literal("http://localhost:8000")),
        ("export API_URL = 'https://api.example.com/v1/'  # the API", Literal("https://api.example.com/v1/")),
        ("SOCKET=wss://chat.example.com/ws", Literal("wss://chat.example.com/ws")),
        ("API_URL=http://user:password@host:80/x?key=1#part", Literal("http://host:80/x")),
        ("API_HOST=backend:8000", Literal("backend:8000")),
        ("API_PREFIX=/api/v1", Literal("/api/v1")),
        ("API_HOST=localhost\r", Literal("localhost")),
        ("API_URL=http://${API_HOST}:8000/x", Join((Literal("http://"), Environment("API_HOST"), Literal(":8000/x")))),
    ],
)
def test_an_address_is_kept(line: str, value: Expression) -> None:
    assert list(_values(line).values()) == [value]


@pytest.mark.parametrize(
    "line",
    [
        "SECRET_KEY=/abc",
        "PASSWORD=localhost:8000",
        "API_KEY=8000",
        "API_TOKEN=abc:123",
        "NAME=admin:1234",
        "DATABASE_URL=postgres://user:password@db:5432/app",
        "API_URL=",
        "#API_URL=http://localhost:8000",
        "API_URL=http://",
        "not a line",
        "API_PATH=/" + "x" * 101,
    ],
)
def test_anything_else_is_not(line: str) -> None:
    assert _values(line) == {}


def test_a_long_search_path_is_no_address_and_costs_nothing() -> None:
    began = process_time()
    assert _values(f"SEARCH_PATH=/{'a' * 5_000}:/usr/bin\n") == {}
    assert process_time() - began < 1.0
