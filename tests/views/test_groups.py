"""Groups that are carried over are those that are made from nothing."""

from hypothesis import given
from hypothesis import strategies as st

from wirelens.views.groups import Groups

ELEMENTS = st.lists(st.lists(st.sampled_from("abcd"), max_size=3).map(tuple), max_size=9).map(tuple)
POOL = [("a",), ("b",), ("a", "b"), ("c", "c"), (), ("d", "a")]
FROM_POOL = st.lists(st.sampled_from(POOL), max_size=9, unique_by=id).map(tuple)


def _letters(element: tuple[str, ...]) -> tuple[str, ...]:
    return element


def _plainly(elements: tuple[tuple[str, ...], ...]) -> dict[str, tuple[tuple[str, ...], ...]]:
    letters = {letter for element in elements for letter in element}
    return {letter: tuple(element for element in elements if letter in element) for letter in letters}


@given(st.lists(FROM_POOL | ELEMENTS, max_size=5))
def test_carried_over(states: list[tuple[tuple[str, ...], ...]]) -> None:
    groups = Groups(_letters)
    for elements in states:
        groups = groups.of(elements)
        assert dict(groups) == _plainly(elements)
        assert groups.of(elements) is groups
