"""Diagnostics and quick fixes."""

from dataclasses import replace

from support.polling_system import LIST, PAGE, POLL, VIEWS, at, snapshot, span
from wirelens.model.finding import Finding, Fix, Related
from wirelens.model.message import message
from wirelens.model.snapshot import Snapshot
from wirelens.views.code_actions import QuickFix, on_wire, quick_fixes
from wirelens.views.diagnostics import Diagnostic, diagnostics

PLACE = at(PAGE, 105, 62, 18)
FINDING = Finding(
    "no-route",
    "error",
    message("checks.no-route-near", service="backend", path="/api/ai/lst/", nearest="/api/ai/list/"),
    PLACE,
    (Related(LIST.declared, message("checks.nearest-route", path="/api/ai/list/")),),
    (Fix(message("checks.change-path", path="/api/ai/list/"), PLACE, "/api/ai/list/"),),
)
SHOWN = Diagnostic(
    PLACE.span,
    "no-route",
    "error",
    "`backend` has no route for /api/ai/lst/; the nearest is /api/ai/list/.",
    ((LIST.declared, "the nearest route, /api/ai/list/"),),
)


def moment() -> Snapshot:
    return replace(snapshot("en"), findings=(FINDING,))


def test_diagnostics_of_a_file() -> None:
    assert diagnostics(moment(), PAGE) == (SHOWN,)
    assert diagnostics(moment(), VIEWS) == ()
    korean = diagnostics(replace(moment(), language="ko"), PAGE)
    assert [found.message for found in korean] == ["`backend`에 없는 경로입니다: /api/ai/lst/. 가장 가까운 경로: /api/ai/list/"]


def test_fixes_of_the_findings_that_a_range_touches() -> None:
    fix = QuickFix("Change the path to /api/ai/list/", SHOWN, PLACE, "/api/ai/list/")
    assert quick_fixes(moment(), PAGE, span(105, 70, 0)) == (fix,)
    assert quick_fixes(moment(), PAGE, span(105, 80, 0)) == (fix,)
    assert quick_fixes(moment(), PAGE, span(105, 81, 3)) == ()
    assert quick_fixes(moment(), VIEWS, span(105, 70, 0)) == ()


def test_a_wire_under_a_range() -> None:
    start, end = POLL.url_span.start.column + 1, POLL.url_span.end.column + 1
    assert [on_wire(moment(), PAGE, span(105, column, 0)) for column in (30, 35, 36, 39, 40, start, end, end + 1)] == [
        False,
        False,
        True,
        True,
        True,
        True,
        True,
        False,
    ]
    assert on_wire(moment(), PAGE, span(105, 1, 200))
    assert not on_wire(moment(), PAGE, span(104, 1, 200))
    assert not on_wire(moment(), "unknown.py", span(1, 1, 1))
