"""What was computed once is computed again only when something that it looked at is different.

Who computes need not know: each `value` that is asked for while another is computed is noted as read by it. A new input casts doubt on all
that read it, directly or through others, and on nothing else. What is in doubt is made sure when it is next asked for: if all that it read
turns out to be as it was, it is as it was; else it is computed again, and if the outcome is equal the doubt ends there.

What is asked for must depend on inputs and other values alone, no value may lead back to itself, and each must have an answer whatever the
inputs are: while doubts are looked into, one may be asked for that will turn out not to be needed any more.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from typing import Any, TypeVar, TypeVarTuple

_K = TypeVar("_K", bound=Hashable)
_T = TypeVar("_T")
_Arguments = TypeVarTuple("_Arguments")


class _Cell:
    """A value, what it read and what read it. `changed` and `checked` are the moments when it became what it is and was last sure.

    The key of what is computed says how: a function and its arguments.
    """

    __slots__ = ("changed", "checked", "doubts", "is_input", "is_sure", "key", "readers", "reads", "value")

    def __init__(self, key: tuple[Any, ...], *, is_input: bool) -> None:
        self.key = key
        self.is_input = is_input
        self.value: Any = None
        self.reads: Collection[_Cell] = ()
        self.readers: dict[_Cell, None] = {}
        self.doubts: dict[_Cell, None] | None = None  # those of its reads that are in doubt
        self.is_sure = is_input
        self.changed = 0  # 0: it was never computed
        self.checked = 0


class Memo:
    """Inputs, and values computed from them."""

    def __init__(self) -> None:
        self._cells: dict[tuple[Any, ...], _Cell] = {}
        self._running: list[tuple[_Cell, dict[_Cell, None]]] = []
        self._ranks: dict[Callable[..., Any], int] = {}
        self._pending: dict[_Cell, None] = {}
        self._now = 1

    def put(self, value: object, *key: Hashable) -> None:
        """Sets an input; None takes it away."""
        cell = self._input(key)
        if not _is_same(cell.value, value):
            self._now += 1
            cell.value, cell.changed = value, self._now
            self._doubt(cell)

    def get(self, *key: Hashable) -> Any:  # noqa: ANN401 - inputs are of any type
        """An input; None where it was not set."""
        cell = self._cells.get(key) or self._input(key)
        if self._running:
            self._note(cell)
        return cell.value

    def has(self, *key: Hashable) -> bool:
        """Whether an input was ever asked for or set."""
        return key in self._cells

    def value(self, compute: Callable[[*_Arguments], _T], *arguments: *_Arguments) -> _T:
        """What `compute` gives for these arguments, which must be hashable."""
        key = (compute, *arguments)
        cell = self._cells.get(key)
        if cell is None:
            cell = self._cells[key] = _Cell(key, is_input=False)
        if not cell.is_sure:
            self._make_sure(cell)
        if self._running:
            self._note(cell)
        return cell.value

    def values(self, compute: Callable[[_K], _T], keys: Iterable[_K]) -> Mapping[_K, _T]:
        """What `compute` gives for each of the keys, in their order. Of many only those in doubt are asked for again."""
        return self.value(self._gathered, compute, tuple(keys))

    def stages(self, *computes: Callable[..., Any]) -> None:
        """Says that much depends on what these give, and that it seldom changes.

        Doubts about it go no further until it is known whether it is different: `settle` has to be called before anything else is asked
        for. A stage may look at those before it, and at nothing that looks at one after it.
        """
        self._ranks.update((compute, len(self._ranks) + number) for number, compute in enumerate(computes))

    def settle(self, last: Callable[..., Any]) -> None:
        """Makes all stages sure up to and including `last`, in order. What read one that turns out to be different is in doubt then."""
        while due := [cell for cell in self._pending if self._ranks[cell.key[0]] <= self._ranks[last]]:
            cell = min(due, key=lambda each: self._ranks[each.key[0]])
            if not cell.is_sure:
                self._make_sure(cell)
            del self._pending[cell]

    def _gathered(self, compute: Callable[[_K], _T], keys: tuple[_K, ...]) -> dict[_K, _T]:
        return {key: self.value(compute, key) for key in keys}

    def _gather_again(self, cell: _Cell) -> None:
        changed: dict[Hashable, Any] = {}
        for read in tuple(cell.doubts or ()):
            if not read.is_sure:
                self._make_sure(read)
            if read.changed > cell.checked:
                changed[read.key[1]] = read.value
        if changed:
            cell.value, cell.changed = {**cell.value, **changed}, self._now
        cell.doubts, cell.is_sure, cell.checked = None, True, self._now

    def _input(self, key: tuple[Hashable, ...]) -> _Cell:
        cell = self._cells.get(key)
        if cell is None:
            cell = self._cells[key] = _Cell(key, is_input=True)
        return cell

    def _note(self, cell: _Cell) -> None:
        """What is computed just now read this."""
        reader, reads = self._running[-1]
        if cell not in reads:
            reads[cell] = None
            cell.readers[reader] = None

    def _doubt(self, cell: _Cell) -> None:
        pending = [cell]
        while pending:
            source = pending.pop()
            for reader in source.readers:
                if reader.doubts is None:
                    reader.doubts = {}
                reader.doubts[source] = None
                if reader.is_sure:
                    reader.is_sure = False
                    if reader.key[0] in self._ranks:
                        self._pending[reader] = None
                    else:
                        pending.append(reader)

    def _make_sure(self, cell: _Cell) -> None:
        if cell.changed and cell.key[0] == self._gathered:
            self._gather_again(cell)
            return
        if cell.changed:
            for read in tuple(cell.doubts or ()):
                if not read.is_sure:
                    self._make_sure(read)
                if read.changed > cell.checked:
                    break
            else:
                cell.doubts, cell.is_sure, cell.checked = None, True, self._now
                return
        self._compute(cell)

    def _compute(self, cell: _Cell) -> None:
        reads: dict[_Cell, None] = {}
        self._running.append((cell, reads))
        try:
            compute, *arguments = cell.key
            value = compute(*arguments)
        finally:
            self._running.pop()
        before, cell.reads = cell.reads, tuple(reads)
        for read in before:
            if read not in reads:
                self._release(read, cell)
        if not cell.changed or not _is_same(cell.value, value):
            is_told = cell.changed > 0 and cell.key[0] in self._ranks
            self._now += is_told  # what was made sure a moment ago did not know of it yet
            cell.value, cell.changed = value, self._now
            if is_told:
                self._doubt(cell)
        cell.doubts, cell.is_sure, cell.checked = None, True, self._now

    def _release(self, read: _Cell, reader: _Cell) -> None:
        """What nobody reads any more is forgotten, with what it alone read."""
        pending = [(read, reader)]
        while pending:
            cell, gone = pending.pop()
            cell.readers.pop(gone, None)
            if not cell.readers and (not cell.is_input or cell.value is None) and self._cells.pop(cell.key, None) is not None:
                pending.extend((each, cell) for each in cell.reads)


def _is_same(one: object, other: object) -> bool:
    """Whether two values are equal. Objects that do not say themselves what that means are, where they hold equal things."""
    if one is other or one == other:
        return True
    is_plain = type(one) is type(other) and type(one).__eq__ is object.__eq__ and hasattr(one, "__dict__")
    if not is_plain or vars(one).keys() != vars(other).keys():
        return False
    return all(_is_same(value, vars(other)[name]) for name, value in vars(one).items())
