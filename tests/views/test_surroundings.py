"""What code is sent along with a scope, and what the map says of it."""

import pytest

from support.flow_system import FLOW_SYSTEM, PAGE, SERVER, WORKER, flow_snapshot
from wirelens.model.narrative import Scope
from wirelens.model.span import Position
from wirelens.views.code_actions import scopes_at
from wirelens.views.scope_facts import scope_facts
from wirelens.views.surroundings import surroundings

SNAPSHOT = flow_snapshot()


def sent(scope: Scope) -> list[str]:
    """`why file:first-last`, a stretch each."""
    return [f"{each.why} {each.file}:{each.first}-{each.last or ''}" for each in surroundings(SNAPSHOT, scope) or ()]


def test_a_file_is_sent_whole_with_the_other_sides_of_its_wires() -> None:
    assert sent(Scope("file", SERVER)) == [
        f"asked {SERVER}:1-",
        f"calls {PAGE}:3-5",
        f"calls {PAGE}:7-9",
        f"calls {WORKER}:8-9",
        f"answers {WORKER}:12-14",
    ]


def test_a_function_is_sent_with_its_callers_and_whom_it_asks() -> None:
    assert sent(Scope("function", SERVER, "hand_on")) == [f"asked {SERVER}:9-10", f"calls {SERVER}:13-15", f"answers {WORKER}:12-14"]


def test_an_endpoint_is_sent_with_what_goes_on_behind_it() -> None:
    assert sent(Scope("endpoint", SERVER, "take")) == [
        f"asked {SERVER}:13-15",
        f"calls {PAGE}:3-5",
        f"answers {WORKER}:12-14",
        f"called {SERVER}:9-10",
    ]


@pytest.mark.parametrize("kind", ["function", "endpoint", "flow"])
def test_what_the_map_does_not_have_is_not_sent(kind: str) -> None:
    for name in ("gone", "", "<module>"):
        assert surroundings(SNAPSHOT, Scope(kind, SERVER, name)) is None  # pyright: ignore[reportArgumentType] - of the three
    assert surroundings(SNAPSHOT, Scope("endpoint", SERVER, "hand_on")) is None
    assert surroundings(SNAPSHOT, Scope("file", "gone.py")) is None


def test_a_flow_is_sent_from_whoever_begins_it_to_the_last_that_it_reaches() -> None:
    assert sent(Scope("flow", PAGE, "start")) == [
        f"asked {PAGE}:3-5",
        f"answers {SERVER}:13-15",
        f"called {SERVER}:9-10",
        f"answers {WORKER}:12-14",
        f"answers {WORKER}:8-9",
        f"answers {SERVER}:23-25",
    ]
    steps = {each.partition(" ")[2] for each in sent(Scope("flow", PAGE, "start"))}
    for file, name in ((SERVER, "take"), (SERVER, "hand_on"), (WORKER, "accept"), (WORKER, "work"), (SERVER, "finish")):
        assert {each.partition(" ")[2] for each in sent(Scope("flow", file, name))} == steps


def test_what_is_known_is_told_file_by_file() -> None:
    scope = Scope("flow", PAGE, "start")
    assert scope_facts(SNAPSHOT, scope, surroundings(SNAPSHOT, scope) or (), {}) == (
        (PAGE, f"- `start` (4) POST :8000/jobs → {SERVER}:14"),
        (
            SERVER,
            (
                f"- `hand_on` (10) POST :9000/work → {WORKER}:13\n"
                f"- `take` (14) POST /jobs ← {PAGE}:4, then POST :9000/work → {WORKER}:13\n"
                f"- `finish` (24) POST /done ← {WORKER}:9"
            ),
        ),
        (
            WORKER,
            (
                f"- `work` (8) background task ← {WORKER}:14, then POST :8000/done → {SERVER}:24\n"
                f"- `work` (9) POST :8000/done → {SERVER}:24\n"
                f"- `accept` (13) POST /work ← {SERVER}:10, then queues `work` → {WORKER}:8"
            ),
        ),
    )


def test_outside_of_functions_some_lines_around_are_sent() -> None:
    script = "import httpx\n\n\n\n\n\nhttpx.post('http://127.0.0.1:8000/jobs')\n\n\n\n\n\n\n"
    snapshot = flow_snapshot({**FLOW_SYSTEM, "tools/once.py": script})
    assert [(each.first, each.last) for each in surroundings(snapshot, Scope("function", SERVER, "take")) or () if "once" in each.file] == [
        (3, 11)
    ]


@pytest.mark.parametrize(
    ("file", "line", "scopes"),
    [
        (SERVER, 2, []),
        (SERVER, 9, ["function hand_on", "flow hand_on"]),
        (SERVER, 12, ["function take", "endpoint take", "flow take"]),
        (SERVER, 14, ["function take", "endpoint take", "flow take"]),
        (PAGE, 3, ["function start", "flow start"]),
        (WORKER, 18, ["function health", "endpoint health"]),
        (SERVER, 26, []),
        ("gone.py", 1, []),
    ],
)
def test_what_can_be_explained_at_a_place(file: str, line: int, scopes: list[str]) -> None:
    assert [f"{scope.kind} {scope.name}" for scope in scopes_at(SNAPSHOT, file, Position(line, 5))] == scopes
