"""The elements of a map by what they have in common, carried over from map to map: of an edit only what became of the map is looked at."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import takewhile
from operator import is_
from typing import Generic, TypeVar

_Key = TypeVar("_Key")
_Element = TypeVar("_Element")


class Groups(Mapping[_Key, tuple[_Element, ...]], Generic[_Key, _Element]):
    """Each group is in the order of the elements."""

    __slots__ = ("_by_key", "_elements", "_keys_of")

    def __init__(self, keys_of: Callable[[_Element], Iterable[_Key]]) -> None:
        """Of no elements yet. `keys_of` gives the groups that an element is in."""
        self._keys_of = keys_of
        self._elements: tuple[_Element, ...] = ()
        self._by_key: dict[_Key, tuple[_Element, ...]] = {}

    def of(self, elements: tuple[_Element, ...]) -> "Groups[_Key, _Element]":
        """Groups of other elements. What is the same object among those that there were is where it was."""
        if elements is self._elements:
            return self
        groups = Groups(self._keys_of)
        groups._elements = elements
        groups._by_key = self._regrouped(elements)
        return groups

    def _regrouped(self, elements: tuple[_Element, ...]) -> dict[_Key, tuple[_Element, ...]]:
        before = self._elements
        start = _same(before, elements)
        stop = min(_same(before[start:][::-1], elements[start:][::-1]), len(before) - start, len(elements) - start)
        gone = {id(each) for each in before[start : len(before) - stop]}
        touched: dict[_Key, list[_Element]] = {
            key: [each for each in self._by_key.get(key, ()) if id(each) not in gone]
            for changed in (before[start : len(before) - stop], elements[start : len(elements) - stop])
            for element in changed
            for key in self._keys_of(element)
        }
        for element in elements[start : len(elements) - stop]:
            for key in dict.fromkeys(self._keys_of(element)):
                touched[key].append(element)
        groups = dict(self._by_key)
        places = {id(each): place for place, each in enumerate(elements)} if before else {}
        for key, together in touched.items():
            if not together:
                groups.pop(key, None)
            else:
                groups[key] = tuple(sorted(together, key=lambda each: places[id(each)]) if before else together)
        return groups

    def __getitem__(self, key: _Key) -> tuple[_Element, ...]:
        return self._by_key[key]

    def __iter__(self) -> Iterator[_Key]:
        return iter(self._by_key)

    def __len__(self) -> int:
        return len(self._by_key)


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> int:
    """How many elements two tuples begin with that are the same."""
    return sum(1 for _ in takewhile(bool, map(is_, one, other)))
