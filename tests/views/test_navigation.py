"""Definition, references and code lens."""

from dataclasses import replace

import pytest

from support.polling_system import (
    ANALYZE,
    CALL_BACK,
    CALLBACK,
    MAP,
    PAGE,
    POLL,
    RECEIVE,
    RELAY,
    ROUTES,
    START,
    SUMMARIES,
    VIEWS,
    WORKER,
    snapshot,
    span,
)
from wirelens.model.message import message
from wirelens.model.span import Location, Position
from wirelens.views.code_lens import CodeLens, code_lenses
from wirelens.views.definition import Target, definition
from wirelens.views.references import references


def test_definition_of_a_url_is_the_handler() -> None:
    expected = (Target(POLL.url_span, Location(VIEWS, SUMMARIES.extent or POLL.url_span), SUMMARIES.location.span),)
    assert definition(snapshot("en"), PAGE, Position(104, 41)) == expected
    assert definition(snapshot("en"), PAGE, POLL.url_span.end) == expected


def test_definition_of_a_django_path_is_the_view() -> None:
    expected = (Target(CALLBACK.declared.span, Location(VIEWS, CALLBACK.extent or POLL.url_span), CALLBACK.location.span),)
    assert definition(snapshot("en"), ROUTES, Position(7, 12)) == expected


def test_definition_shows_all_candidates() -> None:
    ambiguous = replace(POLL, status="ambiguous", endpoints=(SUMMARIES.id, CALLBACK.id), reason=message("resolution.ambiguous", count=2))
    moment = snapshot("en", replace(MAP, calls=(ambiguous,)))
    assert [target.selection for target in definition(moment, PAGE, Position(104, 50))] == [SUMMARIES.location.span, CALLBACK.location.span]


@pytest.mark.parametrize(
    ("file", "line", "column"),
    [(PAGE, 105, 37), (PAGE, 105, 30), (VIEWS, 41, 6), (WORKER, 25, 14), (WORKER, 74, 12), (WORKER, 30, 40), (PAGE, 1, 1)],
    ids=["the verb", "the client", "a handler", "a decorator's path", "a task", "add_task", "nothing"],
)
def test_definition_is_silent_outside_of_urls(file: str, line: int, column: int) -> None:
    assert definition(snapshot("en"), file, Position(line - 1, column - 1)) == ()


def test_definition_is_silent_for_a_url_that_leads_nowhere() -> None:
    lost = replace(POLL, status="external", endpoints=(), reason=message("resolution.external", host="h"))
    assert definition(snapshot("en", replace(MAP, calls=(lost,))), PAGE, Position(104, 50)) == ()


def test_an_extent_that_does_not_hold_the_name_is_not_used() -> None:
    broken = replace(SUMMARIES, extent=span(1, 1, 3))
    moment = snapshot("en", replace(MAP, endpoints=(broken,)))
    assert definition(moment, PAGE, Position(104, 50)) == (Target(POLL.url_span, SUMMARIES.location, SUMMARIES.location.span),)


@pytest.mark.parametrize(
    ("file", "line", "column", "expected"),
    [
        (VIEWS, 11, 5, (Location(PAGE, START.url_span),)),
        (ROUTES, 6, 12, (Location(PAGE, START.url_span),)),
        (WORKER, 26, 12, (Location(VIEWS, RELAY.url_span),)),
        (WORKER, 25, 14, (Location(VIEWS, RELAY.url_span),)),
        (VIEWS, 41, 5, (Location(WORKER, CALL_BACK.url_span),)),
        (VIEWS, 100, 5, ()),
        (PAGE, 105, 50, ()),
        (WORKER, 74, 12, ()),
        (VIEWS, 1, 1, ()),
    ],
)
def test_references(file: str, line: int, column: int, expected: tuple[Location, ...]) -> None:
    assert references(snapshot("en"), file, Position(line - 1, column - 1)) == expected


def test_lenses() -> None:
    assert code_lenses(snapshot("en"), VIEWS) == (
        CodeLens(RECEIVE.location.span, "1 caller", (Location(PAGE, START.url_span),)),
        CodeLens(CALLBACK.location.span, "1 caller", (Location(WORKER, CALL_BACK.url_span),)),
        CodeLens(SUMMARIES.location.span, "1 caller", (Location(PAGE, POLL.url_span),)),
        CodeLens(span(100, 5, 17), "no caller here", ()),
    )
    twice = replace(MAP, calls=(*MAP.calls, replace(START, id="again", url_span=span(90, 1, 9))))
    assert [lens.title for lens in code_lenses(snapshot("ko", twice), VIEWS)] == [
        "호출하는 곳 2곳",
        "호출하는 곳 1곳",
        "호출하는 곳 1곳",
        "호출하는 곳 없음",
    ]


def test_no_lens_on_routes_calls_or_where_it_is_not_known() -> None:
    assert code_lenses(snapshot("en"), ROUTES) == ()
    assert code_lenses(snapshot("en"), PAGE) == ()
    ambiguous = replace(POLL, status="ambiguous", endpoints=(SUMMARIES.id, CALLBACK.id), reason=message("resolution.ambiguous", count=2))
    moment = snapshot("en", replace(MAP, calls=(ambiguous,)))
    assert [lens.span for lens in code_lenses(moment, VIEWS)] == [RECEIVE.location.span, span(100, 5, 17)]


def test_one_lens_for_a_handler_of_several_routes() -> None:
    second = replace(ANALYZE, id="second", path="/ai/again", declared=replace(ANALYZE.declared, span=span(24, 12, 9)))
    moment = snapshot("en", replace(MAP, endpoints=(ANALYZE, second)))
    assert code_lenses(moment, WORKER) == (CodeLens(ANALYZE.location.span, "1 caller", (Location(VIEWS, RELAY.url_span),)),)


def test_no_lens_for_a_handler_of_an_installed_package() -> None:
    external = replace(CALLBACK, external=True, location=CALLBACK.declared)
    assert code_lenses(snapshot("en", replace(MAP, endpoints=(external,))), ROUTES) == ()
