"""The map, prose and excerpts as a terminal shows them."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from support.polling_system import CALLBACK, FILES, MAP, PAGE, POLL, SUMMARIES, VIEWS, at, snapshot, span
from wirelens.cli.excerpt import Excerpt, excerpt
from wirelens.cli.map_drawing import draw_map
from wirelens.cli.prose import print_prose
from wirelens.model.communication_map import CommunicationMap
from wirelens.model.message import message
from wirelens.model.snapshot import Snapshot
from wirelens.model.span import Position, Span


def drawn(moment: Snapshot, width: int = 100) -> str:
    console = Console(width=width, file=io.StringIO(), highlight=False, markup=False, emoji=False, color_system=None)
    draw_map(console, moment, "project")
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_what_leads_nowhere() -> None:
    reason = message("resolution.dynamic-url")
    socket = replace(POLL, id="1", protocol="websocket", method=None, url="ws://127.0.0.1:9000/ws", path="/ws", status="unresolved")
    unknown = replace(POLL, id="2", status="unresolved", url="", path="", repetition=None)
    abroad = replace(POLL, id="3", status="external", url="https://api.example.com:8443/v1?key={key}", path="/v1", repetition=None)
    wrong = replace(POLL, id="4", status="wrong-port", endpoints=(SUMMARIES.id,), location=at(PAGE, 200, 1, 5))
    several = replace(
        POLL, id="5", status="ambiguous", endpoints=(SUMMARIES.id, CALLBACK.id), location=at(PAGE, 201, 1, 5), repetition=None
    )
    lost = tuple(
        replace(call, endpoints=call.endpoints if call in (wrong, several) else (), reason=reason)
        for call in (socket, unknown, replace(unknown, id="6"), abroad, wrong, several)
    )
    moment = snapshot("en", replace(MAP, endpoints=(SUMMARIES, CALLBACK), calls=lost, channels=(), flows=()))
    assert drawn(moment).splitlines() == [
        "",
        "  project  8 files · 6 endpoints · 4 calls: 4 linked, 1 broken",
        "",
        "  frontend ──▶ backend  1 call, every 2 s, 1 broken",
        "",
        "╭─ backend  Django · Django REST framework ────────────────────────────────────────────────────────╮",
        "│ POST       /api/ai/callback/                     ? frontend App.jsx:201           ai/views.py:41 │",
        "│ GET        /api/ai/summaries/                    ? frontend App.jsx:201           ai/views.py:66 │",
        "╰────────────────────────────────────────────────────────────────────────── http://127.0.0.1:8000 ─╯",
        "╭─ frontend  React · Vite ─────────────────────────────────────────────────────────────────────────╮",
        "│ WebSocket  :9000/ws                              ? not resolved, every 2 s           App.jsx:105 │",
        "│ GET        api.example.com:8443/v1               ↗ external                          App.jsx:105 │",
        "│ GET        :8000/api/ai/summaries/               ✗ backend other port, every 2 s     App.jsx:200 │",
        "│ GET        :8000/api/ai/summaries/               ? backend ai/views.py:66            App.jsx:201 │",
        "│                                                  ? backend ai/views.py:41                        │",
        "│ ?          2 calls                               ? not resolved                                  │",
        "╰────────────────────────────────────────────────────────────────────────── http://127.0.0.1:5173 ─╯",
        "",
    ]


@pytest.mark.parametrize("width", [30, 40, 60, 80, 100, 140])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_line_fits_and_boxes_close(width: int, language: str) -> None:
    long = replace(SUMMARIES, path="/아주/긴/한국어/경로/" + "x" * 120 + "/", handler="함수")
    moment = snapshot("ko" if language == "ko" else "en", replace(MAP, endpoints=(*MAP.endpoints, replace(long, id="long"))))
    lines = drawn(moment, width).splitlines()
    assert [line for line in lines if cell_len(line) > width] == []
    assert [line for line in lines if line.startswith("│") and (cell_len(line), line[-1]) != (width, "│")] == []


def test_nothing_is_lost_in_a_narrow_terminal() -> None:
    text = drawn(snapshot("en"), 44)
    segments = {segment for endpoint in MAP.endpoints for segment in endpoint.path.split("/")}
    assert {segment for segment in segments if segment not in text} == set()


def test_no_services() -> None:
    assert drawn(snapshot("en", CommunicationMap())) == "No services, endpoints or requests were found in project.\n"


def test_names_cannot_reach_the_terminal() -> None:
    hostile = "\x1b]8;;http://evil\x07[bold]\u202e\n"
    named = replace(CALLBACK, path=f"/{hostile}", service=hostile, handler=hostile, declared=at(f"{hostile}.py", 1, 1, 1))
    service = replace(MAP.services[1], id=hostile, base_urls=(hostile,), kind=(hostile,))
    text = drawn(snapshot("en", replace(MAP, services=(service,), endpoints=(named,), calls=(), channels=(), flows=())))
    assert not set(text) & set("\x1b\x07\u202e")
    assert "[bold]" in text


def prose(text: str, *, width: int, terminal: bool) -> str:
    console = Console(
        width=width, file=io.StringIO(), highlight=False, markup=False, emoji=False, color_system=None, force_terminal=terminal
    )
    print_prose(console, text)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_prose_hangs_under_its_bullets_in_a_terminal_and_stays_whole_in_a_pipe() -> None:
    text = "제목\n\n- 통신 관점: React의 요청을 FastAPI에 넘기고, 콜백을 저장합니다.\n  - `f`(1) GET /a/b ← App.jsx:105, 2초마다"
    assert prose(text, width=40, terminal=True) == (
        "제목\n\n- 통신 관점: React의 요청을 FastAPI에\n  넘기고, 콜백을 저장합니다.\n  - `f`(1) GET /a/b ← App.jsx:105,\n    2초마다\n"
    )
    assert prose(text, width=40, terminal=False) == text + "\n"


@pytest.mark.parametrize(
    ("source", "place", "expected"),
    [
        ("x = 1\n\ty = get(url)\n", span(2, 6, 3), Excerpt("y = get(url)", "    ^^^")),
        ('a("한글/😀/b")\r\n', span(1, 4, 7), Excerpt('a("한글/😀/b")', "   ^^^^^^^^^")),
        ("\ufeffab\n", span(1, 1, 2), Excerpt("ab", "^^")),
        ("\x1b[31mred\n", span(1, 6, 3), Excerpt("\ufffd[31mred", "     ^^^")),
        ("ab\n", span(1, 1, 9), Excerpt("ab", "^^")),
        ("f(\n  x)\n", Span(Position(0, 0), Position(1, 3)), Excerpt("f(", "^^")),
        ("ab\n", span(1, 3, 1), None),
        ("ab\n", span(9, 1, 1), None),
    ],
    ids=["tab", "wide characters", "byte order mark", "escape", "beyond the end", "several lines", "after the end", "no such line"],
)
def test_excerpts(tmp_path: Path, source: str, place: Span, expected: Excerpt | None) -> None:
    (tmp_path / "f").write_text(source, encoding="utf-8", newline="")
    assert excerpt(tmp_path / "f", place, None) == expected


def test_an_excerpt_of_a_long_line_shows_the_marked_part(tmp_path: Path) -> None:
    (tmp_path / "f").write_text("a" * 500 + "TARGET" + "b" * 500, encoding="utf-8")
    found = excerpt(tmp_path / "f", span(1, 501, 6), 80)
    assert found is not None
    assert cell_len(found.code) <= 80
    assert found.code[found.marks.index("^") : found.marks.index("^") + 6] == "TARGET"
    (tmp_path / "f").write_text("x" * 2_000, encoding="utf-8")
    long = excerpt(tmp_path / "f", span(1, 1, 2_000), 80)
    assert long is not None
    assert (cell_len(long.code), len(long.code)) == (len(long.marks), len(long.marks))
    assert excerpt(tmp_path / "gone", span(1, 1, 1), None) is None


def test_short_names_tell_files_apart() -> None:
    assert "ai/views.py:41" in drawn(snapshot("en"))
    alone = replace(snapshot("en"), files={file: summary for file, summary in FILES.items() if file != "backend/files/views.py"})
    assert "ai/views.py" not in drawn(alone)
    assert VIEWS in FILES
