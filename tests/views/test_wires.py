from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from support.polling_system import CHANNEL, MAP, POLL
from wirelens.model.span import Position, Span
from wirelens.views.relations import relations
from wirelens.views.wires import CallWire, FileWires

positions = st.builds(Position, st.integers(0, 3), st.integers(0, 12))


@st.composite
def spans_in_a_small_file(draw: st.DrawFn) -> Span:
    start, end = sorted((draw(positions), draw(positions)))
    return Span(start, end)


spans = spans_in_a_small_file()


@given(st.lists(spans, max_size=12), positions)
def test_finds_what_a_search_of_all_finds(given_spans: list[Span], position: Position) -> None:
    wires = FileWires([CallWire(span, POLL, "url") for span in given_spans])
    found = [wire.span for wire in wires.at(position)]
    assert sorted(found) == sorted(span for span in given_spans if span.holds(position))
    assert all((one.start, other.end) >= (other.start, one.end) for one, other in pairwise(found)), "innermost first"


@given(st.lists(spans, max_size=12), spans)
def test_knows_what_a_range_touches(given_spans: list[Span], span: Span) -> None:
    wires = FileWires([CallWire(known, POLL, "url") for known in given_spans])
    assert wires.touching(span) == any(known.touches(span) for known in given_spans)


def test_a_map_is_indexed_once() -> None:
    assert relations(MAP) is relations(MAP)
    assert relations(replace(MAP)) is not relations(MAP)


def test_a_call_inside_a_hand_over_wins() -> None:
    inner = Position(29, 40)
    outer = CHANNEL.producers[0].location
    call = replace(POLL, location=replace(outer, span=Span(inner, inner)), url_span=Span(inner, Position(29, 44)), method_span=None)
    known = relations(replace(MAP, calls=(call,)))
    found = known.wire_at(outer.file, Position(29, 42))
    assert isinstance(found, CallWire)
    assert not isinstance(known.wire_at(outer.file, Position(29, 20)), CallWire)
