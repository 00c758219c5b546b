"""Changes of a map lead from the one to the other, and hold no more than what is different."""

import pickle

from hypothesis import given
from hypothesis import strategies as st

from wirelens.model.communication_map import CommunicationMap, Coverage, Service
from wirelens.workspace.splice import MapChange, Splice, applied, changes, splice, spliced

POOL = tuple(Service(f"service {number}", "", (), ()) for number in range(8))
SERVICES = st.lists(st.sampled_from(POOL), max_size=12).map(tuple)


@given(SERVICES, SERVICES)
def test_a_splice_leads_from_one_to_the_other(before: tuple[Service, ...], after: tuple[Service, ...]) -> None:
    change = splice(before, after)
    assert (before if change is None else spliced(before, change)) == after
    assert (change is None) == (before == after)


@given(SERVICES, SERVICES, SERVICES)
def test_a_splice_holds_no_more_than_what_is_new(start: tuple[Service, ...], new: tuple[Service, ...], end: tuple[Service, ...]) -> None:
    change = splice((*start, *end), (*start, *new, *end))
    assert len(new) == (0 if change is None else len(change.items))


def test_what_was_made_anew_and_is_as_before_is_not_sent() -> None:
    before = tuple(Service(name, "", (), ()) for name in "abc")
    after = tuple(Service(name, "", (), ()) for name in "axc")
    assert splice(before, tuple(Service(name, "", (), ()) for name in "abc")) is None
    assert splice(before, after) == Splice(1, 2, (after[1],))


def test_a_map_becomes_the_other() -> None:
    before = CommunicationMap(services=POOL[:3], coverage=Coverage(1, 0, 0, 0, 0, 0, 0))
    after = CommunicationMap(services=(POOL[0], POOL[5], POOL[2]), coverage=Coverage(2, 0, 0, 0, 0, 0, 0))
    change = changes(before, after)
    assert change == MapChange({"services": Splice(1, 2, (POOL[5],))}, after.coverage)
    assert change is not None
    assert applied(pickle.loads(pickle.dumps(before)), pickle.loads(pickle.dumps(change))) == after  # noqa: S301 - our own
    assert changes(before, before) is None
    assert changes(before, CommunicationMap(services=POOL[:3], coverage=before.coverage)) is None
