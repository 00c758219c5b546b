from hypothesis import given
from hypothesis import strategies as st

from wirelens.model.span import Position, Span
from wirelens.workspace.drift import NO_DRIFT, drift

LINES = st.lists(st.sampled_from(["a", "b", "c", ""]), max_size=12)


@given(LINES, LINES)
def test_a_line_that_drifted_is_the_same_line(older: list[str], newer: list[str]) -> None:
    found = drift("\n".join(older), "\n".join(newer))
    old, new = older or [""], newer or [""]
    for number, line in enumerate(new):
        place = found.to_older(Position(number, 3))
        if place is not None:
            assert old[place.line] == line
            assert place.column == 3
            assert found.to_newer(Span(place, place)) == Span(Position(number, 3), Position(number, 3))
    changed = [number for number in range(len(new)) if found.to_older(Position(number, 0)) is None]
    assert changed == list(range(found.before, len(new) - found.after))


def test_only_the_lines_between_are_unknown() -> None:
    found = drift("a\r\nb\u2028x\nc\nd", "a\r\nnew\nnewer\nc\nd")
    assert [found.to_older(Position(line, 1)) for line in range(5)] == [
        Position(0, 1),
        None,
        None,
        Position(2, 1),
        Position(3, 1),
    ]
    assert found.to_newer(Span(Position(2, 0), Position(3, 1))) == Span(Position(3, 0), Position(4, 1))


def test_without_drift_everything_stays() -> None:
    assert NO_DRIFT.to_older(Position(7, 3)) == Position(7, 3)
    assert NO_DRIFT.to_newer(Span(Position(7, 3), Position(8, 0))) == Span(Position(7, 3), Position(8, 0))
    assert drift("a\nb", "a\nb").to_older(Position(1, 0)) == Position(1, 0)
